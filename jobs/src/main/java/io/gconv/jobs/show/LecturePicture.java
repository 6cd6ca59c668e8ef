package io.gconv.jobs.show;

import io.gconv.audit.Transformation;
import io.gconv.audit.Transformation.Kind;
import io.gconv.feature.GroupFeatureMap;
import io.gconv.feature.PlanarFeatureMap;
import io.gconv.group.PlanarGroup;
import io.gconv.jobs.picture.ColourScale;
import io.gconv.jobs.picture.Picture;
import io.gconv.jobs.picture.Plane;
import io.gconv.jobs.picture.Sheet;
import io.gconv.jobs.report.PoseLabel;
import io.gconv.layer.Projection;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * The lecture's picture, for one channel: the feature maps of an image, these moved by L_g, those of the moved image, and
 * the difference of the last two.
 *
 * <pre>
 *   f ─────→ Φ(f)
 *   │          │
 *   ↓          ↓
 *   L_g f ─→ Φ(L_g f) ≟ L_g Φ(f)
 * </pre>
 */
final class LecturePicture {

    private static final int MOST_POSES = 12;
    private static final int WIDTH = 1540;
    private static final int LARGEST_TILE = 168;
    private static final int SMALLEST_TILE = 88;
    private static final double BRIGHTEST = 0.995;

    private final Transformation transformation;
    private final List<Picture> images;
    private final GroupFeatureMap original;
    private final GroupFeatureMap moved;
    private final GroupFeatureMap ofMoved;
    private final double radius;
    private final List<Integer> poses;
    private final int tile;

    /**
     * Prepares the picture.
     *
     * @param transformation g
     * @param f the image, and
     * @param movedImage L_g f, both in units of {@code imageScale}
     * @param original Φ(f), one channel
     * @param ofMoved Φ(L_g f), one channel
     * @param pitch distance of the pixels of the map, in pixels of the image
     * @param radius of the disk where the border plays no part, in pixels of the map
     */
    LecturePicture(
            Transformation transformation,
            PlanarFeatureMap f,
            PlanarFeatureMap movedImage,
            double[] imageScale,
            GroupFeatureMap original,
            GroupFeatureMap ofMoved,
            int pitch,
            double radius) {
        PlanarGroup group = original.group();
        this.transformation = transformation;
        this.original = original;
        this.moved = transformation.apply(original, pitch);
        this.ofMoved = ofMoved;
        this.radius = radius;
        this.poses = Poses.some(group, MOST_POSES, Motions.element(transformation, group));
        this.tile = Math.max(SMALLEST_TILE, Math.min(LARGEST_TILE, WIDTH / (poses.size() + 2)));
        this.images = List.of(image(f, imageScale), image(movedImage, imageScale));
    }

    private Picture image(PlanarFeatureMap f, double[] scale) {
        List<Plane> planes = IntStream.range(0, f.channels())
                .mapToObj(c -> Plane.of(f, c).disk().fitted(tile))
                .toList();
        return Picture.of(planes, scale[0], scale[1]).ringed(0);
    }

    /**
     * Sums over the values that are compared.
     *
     * @param difference Σ (Φ(L_g f) − L_g Φ(f))²
     * @param size Σ (L_g Φ(f))²
     * @param count how many values there are
     */
    private record Squares(double difference, double size, int count) {

        /** Returns ‖Φ(L_g f) − L_g Φ(f)‖ / ‖L_g Φ(f)‖ inside the disk, over the poses that both have. */
        double error() {
            return Math.sqrt(difference / size);
        }
    }

    private Squares squares() {
        double difference = 0;
        double size = 0;
        int count = 0;
        for (int h = 0; h < moved.elements(); h++) {
            if (transformation.isDefined(moved.group(), h)) {
                for (int i = 0; i < moved.height() * moved.width(); i++) {
                    int y = i / moved.width();
                    int x = i % moved.width();
                    if (Math.hypot(y - 0.5 * (moved.height() - 1), x - 0.5 * (moved.width() - 1)) <= radius) {
                        double expected = moved.value(0, h, y, x);
                        difference += Math.pow(ofMoved.value(0, h, y, x) - expected, 2);
                        size += expected * expected;
                        count++;
                    }
                }
            }
        }
        return new Squares(difference, size, count);
    }

    /** Returns the error in words. */
    String verdict() {
        Squares squares = squares();
        if (squares.count() == 0) {
            return "nothing to compare: "
                    + (isDefinedSomewhere()
                            ? "the disk less the receptive field is too small"
                            : "every pose leaves the window of scales");
        }
        if (squares.size() == 0) {
            return squares.difference() == 0
                    ? "nothing to compare: the maps are 0 inside the dashed circle"
                    : "L_g Φ(f) is 0 inside the dashed circle, Φ(L_g f) is not";
        }
        return squares.difference() == 0
                ? "no difference, to the last bit, inside the dashed circle"
                : String.format(Locale.ROOT, "relative L2 error %.2g inside the dashed circle", squares.error());
    }

    /** Returns how L_g moves the maps, in words that name arrows if there are any. */
    String motion() {
        return (arrows().isEmpty() ? "" : "arrows: ") + Motions.action(transformation, original.group());
    }

    /** Draws it. */
    Picture draw(String layer, int channel) {
        ColourScale scale = ColourScale.of(
                poses.stream().map(h -> Plane.of(original, 0, h).disk()).toList(), BRIGHTEST);
        ColourScale signed = scale.ofDifferences(
                poses.stream()
                        .filter(this::isDefined)
                        .map(h -> difference(h).within(radius))
                        .toList(),
                BRIGHTEST);
        long times = Math.round(scale.high() / signed.high());
        Picture blank = Picture.blank(tile, tile);
        List<Sheet.Row> rows = List.of(
                row("f and its\nfeature maps\nΦ(f)", images.get(0), original, h -> true, scale),
                row("the maps moved\nL_g Φ(f)", blank, moved, this::isDefined, scale),
                row("L_g f and its\nfeature maps\nΦ(L_g f)", images.get(1), ofMoved, h -> true, scale),
                new Sheet.Row(
                        "difference\nof the last two\n" + signed.label() + (times == 1 ? "" : "\ndrawn × " + times),
                        differences(signed)));
        List<String> columns = new ArrayList<>(List.of("image"));
        poses.forEach(h -> columns.add(PoseLabel.of(original.group(), h)));
        if (hasProjection()) {
            columns.add("max over H");
        }
        String title =
                "Layer " + layer + ", channel " + channel + ", " + Motions.label(transformation) + ": " + verdict();
        List<String> notes = new ArrayList<>(List.of(motion()));
        if (poses.size() < original.elements()) {
            notes.add(Poses.leftOut(original.group(), poses) + "; the error is over all");
        }
        if (!isDefinedEverywhere()) {
            notes.add("gray: these would come from beyond the sampled scales; the error leaves them out");
        }
        return new Sheet(title, columns, rows, arrows(), notes).draw();
    }

    private boolean isDefined(int h) {
        return transformation.isDefined(original.group(), h);
    }

    /** A maximum over a window of scales is not that over the shifted window. */
    private boolean hasProjection() {
        return original.elements() > 1 && isDefinedEverywhere();
    }

    private boolean isDefinedSomewhere() {
        return IntStream.range(0, original.elements()).anyMatch(this::isDefined);
    }

    private boolean isDefinedEverywhere() {
        return IntStream.range(0, original.elements()).allMatch(this::isDefined);
    }

    private Sheet.Row row(String title, Picture image, GroupFeatureMap map, IntPredicate there, ColourScale scale) {
        List<Picture> cells = new ArrayList<>(List.of(image));
        cells.addAll(cells(h -> Plane.of(map, 0, h), there, scale));
        if (hasProjection()) {
            cells.add(cell(Plane.of(new Projection.Max().apply(map), 0), scale));
        }
        return new Sheet.Row(title, cells);
    }

    private List<Picture> differences(ColourScale scale) {
        List<Picture> cells = new ArrayList<>(List.of(Picture.blank(tile, tile)));
        cells.addAll(cells(this::difference, this::isDefined, scale));
        if (hasProjection()) {
            Projection max = new Projection.Max();
            cells.add(cell(Plane.of(max.apply(ofMoved), 0).minus(Plane.of(max.apply(moved), 0)), scale));
        }
        return cells;
    }

    private Plane difference(int h) {
        return Plane.of(ofMoved, 0, h).minus(Plane.of(moved, 0, h));
    }

    private List<Picture> cells(IntFunction<Plane> plane, IntPredicate there, ColourScale scale) {
        int side = Plane.of(moved, 0, 0).disk().fitted(tile).width();
        return poses.stream()
                .map(h -> there.test(h) ? cell(plane.apply(h), scale) : Picture.missing(side))
                .toList();
    }

    private Picture cell(Plane plane, ColourScale scale) {
        Plane disk = plane.disk();
        Picture picture = Picture.of(disk.fitted(tile), scale);
        return picture.ringed(radius * picture.width() / disk.width());
    }

    /** From Φ(f) to L_g Φ(f): where each pose goes, if it stays in the window; none if g is between elements of H. */
    List<Sheet.Arrow> arrows() {
        PlanarGroup group = original.group();
        if (Motions.isBetween(transformation, group)) {
            return List.of();
        }
        // what H does not have acts on the planes alone
        int g = Motions.element(transformation, group).orElse(group.identity());
        List<Sheet.Arrow> arrows = new ArrayList<>();
        for (int from = 0; from < poses.size(); from++) {
            int to = poses.indexOf(group.product(g, poses.get(from)));
            if (to >= 0) {
                arrows.add(new Sheet.Arrow(0, from + 1, to + 1, way(g, poses.get(from))));
            }
        }
        return arrows;
    }

    /**
     * Rotations alone are periodic; they keep scale and reflection, so they go around within one level and one half. Of
     * the two ways they take the shorter one, by a step in (−n/2, n/2]; around where it leaves 0 … n − 1.
     */
    private Sheet.Way way(int g, int from) {
        int n = original.group().rotations();
        int step = Math.floorMod(g, n);
        int to = from % n + (2 * step > n ? step - n : step);
        return transformation.kind() == Kind.ROTATION && (to < 0 || to >= n) ? Sheet.Way.AROUND : Sheet.Way.STRAIGHT;
    }
}
