package io.gconv.jobs.show;

import io.gconv.group.PlanarGroup;
import io.gconv.jobs.picture.ColourScale;
import io.gconv.jobs.picture.Picture;
import io.gconv.jobs.picture.Plane;
import io.gconv.jobs.picture.Sheet;
import io.gconv.jobs.report.PoseLabel;
import io.gconv.kernel.ExpandedKernels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The kernels of a layer in every pose.
 *
 * <pre>
 *   L_h k = |det h| · E[o, h, c, …]
 * </pre>
 *
 * without the factor 1/|det h| of the correlation, which would make large kernels too pale to see.
 */
final class KernelSheet {

    private static final int MOST_ROWS = 24;
    private static final int MOST_POSES = 32;
    private static final int TILE = 60;

    private final ShownLayer layer;
    private final ExpandedKernels kernels;
    private final PlanarGroup group;
    private final int largest;

    KernelSheet(ShownLayer layer, ExpandedKernels kernels) {
        this.layer = layer;
        this.kernels = kernels;
        this.group = kernels.outGroup();
        this.largest = 2 * kernels.radius() + 1;
    }

    /** A kernel of the bank: output channel, input channel, and relative pose h⁻¹h′. */
    record Entry(int channel, int output, int input, int tap) {}

    /** Draws a row per kernel of the bank and a column per pose. */
    Picture draw(List<Integer> asked) {
        List<Entry> entries = entries(asked);
        List<Entry> shown = entries.subList(0, Math.min(MOST_ROWS, entries.size()));
        List<Integer> poses = Poses.some(group, MOST_POSES);
        List<Sheet.Row> rows = shown.stream().map(entry -> row(entry, poses)).toList();
        List<String> notes = new ArrayList<>();
        notes.add("orange is negative, white is 0, blue is positive; one scale per row");
        if (group.levels() > 1) {
            notes.add("without the factor 1/|det h|");
        }
        if (shown.size() < entries.size()) {
            notes.add(shown.size() + " of " + entries.size() + " kernels are shown (--channels chooses)");
        }
        if (poses.size() < group.order()) {
            notes.add(Poses.leftOut(group, poses));
        }
        List<String> columns = poses.stream().map(h -> PoseLabel.of(group, h)).toList();
        return new Sheet("Kernels of layer " + layer.name() + " in every pose", columns, rows, notes).draw();
    }

    /** Lists what the bank has: at h = e the input plane (c, h′) has the tap h′. */
    private List<Entry> entries(List<Integer> asked) {
        int perChannel = layer.isLift() ? 1 : layer.inGroup().order();
        List<Entry> entries = new ArrayList<>();
        for (int channel : layer.shown(asked, layer.channels())) {
            for (int o : layer.sources().get(channel)) {
                for (int p = 0; p < kernels.inPlanes(); p++) {
                    if (kernels.kernel(o * group.order(), p).length > 0) {
                        entries.add(new Entry(channel, o, p / perChannel, p % perChannel));
                    }
                }
            }
        }
        return entries;
    }

    private Sheet.Row row(Entry entry, List<Integer> poses) {
        List<Plane> planes = poses.stream().map(h -> plane(entry, h)).toList();
        ColourScale scale = ColourScale.of(planes, 1);
        ColourScale signed = ColourScale.symmetric(scale.high());
        int times = Math.max(1, TILE / largest);
        List<Picture> cells = planes.stream()
                .map(plane -> Picture.of(plane.padded(largest, largest).enlarged(times), signed)
                        .framed())
                .toList();
        return new Sheet.Row(title(entry), cells);
    }

    /** Returns L_h k. */
    Plane plane(Entry entry, int h) {
        int p = layer.isLift()
                ? entry.input()
                : entry.input() * layer.inGroup().order() + layer.inGroup().product(h, entry.tap());
        double[] values = kernels.kernel(entry.output() * group.order() + h, p);
        double measure = Math.abs(group.matrix(h).determinant());
        int size = (int) Math.round(Math.sqrt(values.length));
        return Plane.of(size, size, Arrays.stream(values).map(v -> v * measure).toArray());
    }

    private String title(Entry entry) {
        String kernel = layer.sources().get(entry.channel()).size() == 1
                ? "channel " + entry.channel()
                : "channel " + entry.channel() + ", kernel " + entry.output();
        if (layer.isLift()) {
            boolean gray = kernels.inPlanes() == 1;
            return gray ? kernel : kernel + "\nof colour " + entry.input();
        }
        boolean alone = layer.inGroup().order() == 1;
        String tap = PoseLabel.of(layer.inGroup(), entry.tap()).replace("\n", ", ");
        return kernel + "\nof input " + entry.input() + (alone ? "" : " at " + tap);
    }
}
