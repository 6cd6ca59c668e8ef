package io.gconv.jobs.show;

import io.gconv.feature.GroupFeatureMap;
import io.gconv.feature.PlanarFeatureMap;
import io.gconv.group.PlanarGroup;
import io.gconv.jobs.picture.ColourScale;
import io.gconv.jobs.picture.Picture;
import io.gconv.jobs.picture.Plane;
import io.gconv.jobs.picture.Sheet;
import io.gconv.jobs.report.PoseLabel;
import io.gconv.layer.Projection;
import io.gconv.pipeline.DescriptorPart;
import io.gconv.pipeline.DescriptorSpec;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The sheets of the feature maps of a layer and of their projections. */
final class LayerSheets {

    private static final int MOST_CHANNELS = 12;
    private static final int MOST_POSES = 32;
    private static final int WIDTH = 1760;
    private static final int SMALLEST_TILE = 64;
    private static final int LARGEST_TILE = 192;
    private static final double BRIGHTEST = 0.995;

    private LayerSheets() {}

    private static int tile(int columns) {
        return Math.max(SMALLEST_TILE, Math.min(LARGEST_TILE, WIDTH / columns));
    }

    private static List<Picture> pictures(List<Plane> planes, ColourScale scale) {
        return planes.stream().map(plane -> Picture.of(plane, scale).framed()).toList();
    }

    /** Draws F(c, h, ·): a row per channel, a column per pose. */
    static Picture maps(ShownLayer layer, GroupFeatureMap map, List<Integer> asked) {
        PlanarGroup group = map.group();
        List<Integer> channels = layer.shown(asked, MOST_CHANNELS);
        List<Integer> poses = Poses.some(group, MOST_POSES);
        List<Sheet.Row> rows = new ArrayList<>();
        for (int c : channels) {
            List<Plane> planes = poses.stream()
                    .map(h -> Plane.of(map, c, h).fitted(tile(poses.size())))
                    .toList();
            ColourScale scale = ColourScale.of(planes, BRIGHTEST);
            rows.add(new Sheet.Row("channel " + c + "\n" + scale.label(), pictures(planes, scale)));
        }
        List<String> columns = poses.stream().map(h -> PoseLabel.of(group, h)).toList();
        String title = "Feature maps of layer " + layer.name() + " on " + group.label();
        return new Sheet(title, columns, rows, notes(layer, channels, Poses.leftOut(group, poses))).draw();
    }

    private static List<String> notes(ShownLayer layer, List<Integer> channels, String poses) {
        List<String> notes = new ArrayList<>();
        if (channels.size() < layer.channels()) {
            notes.add(channels.size() + " of " + layer.channels() + " channels are shown (--channels chooses)");
        }
        if (!poses.isEmpty()) {
            notes.add(poses);
        }
        return notes;
    }

    /** Draws the projections that the descriptor uses, and the maximum: a row per projection, a column per channel. */
    static Picture projections(ShownLayer layer, GroupFeatureMap map, List<Integer> asked, List<DescriptorPart> parts) {
        List<Integer> channels = layer.shown(asked, MOST_CHANNELS);
        List<Sheet.Row> rows = new ArrayList<>();
        for (Projection projection : projections(layer, parts)) {
            PlanarFeatureMap projected = projection.apply(map);
            int per = projection.channelsPerChannel(map.group());
            for (int k = 0; k < per; k++) {
                int offset = k;
                List<Plane> planes = channels.stream()
                        .map(c -> Plane.of(projected, c * per + offset).fitted(tile(Math.max(8, channels.size()))))
                        .toList();
                ColourScale scale = ColourScale.of(planes, BRIGHTEST);
                rows.add(new Sheet.Row(label(projection, k) + "\n" + scale.label(), pictures(planes, scale)));
            }
        }
        List<String> columns = channels.stream().map(c -> "channel " + c).toList();
        String title = "Projections of layer " + layer.name();
        return new Sheet(title, columns, rows, notes(layer, channels, "")).draw();
    }

    static String label(Projection projection, int k) {
        return projection instanceof Projection.Spectrum spectrum
                ? "spectrum, k = " + k * spectrum.step()
                : projection.label() + " over H";
    }

    private static Set<Projection> projections(ShownLayer layer, List<DescriptorPart> parts) {
        Set<Projection> projections = new LinkedHashSet<>();
        projections.add(new Projection.Max());
        for (DescriptorPart part : parts) {
            if (part.spec() instanceof DescriptorSpec.Pooled pooled
                    && pooled.layer().equals(layer.name())) {
                projections.addAll(pooled.projections());
            }
        }
        return projections;
    }
}
