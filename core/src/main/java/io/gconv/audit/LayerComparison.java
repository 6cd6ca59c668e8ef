package io.gconv.audit;

import io.gconv.feature.GroupFeatureMap;
import io.gconv.group.PlanarGroup;
import io.gconv.pipeline.Stage;

/**
 * Compares the output of a layer for a transformed image with its transformed output for the image:
 * Φ(L_g f)(x, h) with (L_g Φ(f))(x, h) = Σ_j w_(h,j) Φ(f)(g⁻¹·x, j).
 *
 * <p>On those x whose receptive field lies inside the disk, on both sides; at the scale levels that both sides have:
 *
 * <pre>
 *   |x| ≤ min(R, s R) − max(r_h, s r_j) − |x₀|,   r_h the radius of the receptive field at h
 * </pre>
 */
final class LayerComparison {

    private final Stage stage;
    private final Transformation g;
    private final FibreAction action;
    private final GroupFeatureMap image; // Φ(f)
    private final GroupFeatureMap transformed; // Φ(L_g f)
    private final double disk; // min(R, s R) − |x₀|
    private final DiskPoints points;
    private final float[][] samples; // F(g⁻¹·x, j) of one channel

    /**
     * Prepares the comparison.
     *
     * @param image Φ(f)
     * @param transformed Φ(L_g f)
     * @param radius R of the disk in the image, in pixels
     * @param most about how many points are wanted
     */
    LayerComparison(
            Stage stage,
            Transformation g,
            GroupFeatureMap image,
            GroupFeatureMap transformed,
            double radius,
            int most) {
        this.stage = stage;
        this.g = g;
        this.action = new FibreAction(image.group(), g);
        this.image = image;
        this.transformed = transformed;
        this.disk = radius * Math.min(1, g.scale()) - Math.hypot(g.x(), g.y());
        double smallest =
                stage.receptiveFieldRadii().stream().min(Double::compare).orElse(0.0);
        this.points = new DiskPoints(
                new DiskPoints.Size(transformed.height(), transformed.width()),
                new DiskPoints.Size(image.height(), image.width()),
                stage.pitch(),
                g,
                Math.max(0, disk - smallest * Math.max(1, g.scale())),
                most);
        this.samples = new float[image.elements()][points.count(Double.MAX_VALUE)];
    }

    /** Returns the points; fewer of them take part at coarser levels. */
    DiskPoints points() {
        return points;
    }

    /** Returns how many points take part for an h whose level is given, and that reads levels up to another one. */
    private int count(int level, int highestRead) {
        double here = stage.receptiveFieldRadii().get(level);
        double there = g.scale() * stage.receptiveFieldRadii().get(highestRead);
        double radius = disk - Math.max(here, there);
        return radius < 0 ? 0 : points.count(radius);
    }

    /** Compares the maps on G. */
    Difference onGroup() {
        PlanarGroup group = image.group();
        Difference difference = new Difference();
        float[] expected = new float[points.count(Double.MAX_VALUE)];
        int pixels = transformed.height() * transformed.width();
        for (int c = 0; c < image.channels(); c++) {
            sample(c);
            for (int h = 0; h < group.order(); h++) {
                if (action.isDefined(h)) {
                    int count = count(h / group.elementsPerLevel(), action.highestLevelRead(h));
                    action.apply(h, samples, count, expected);
                    difference.add(
                            c, h, transformed.array(), (c * group.order() + h) * pixels, expected, points, count);
                }
            }
        }
        return difference;
    }

    private void sample(int c) {
        int pixels = image.height() * image.width();
        for (int j = 0; j < samples.length; j++) {
            points.sample(image.array(), (c * samples.length + j) * pixels, samples[j], samples[j].length);
        }
    }

    /** Compares max_h F(x, h) over the levels that both sides have; empty if there are none. */
    Difference projected() {
        return projected(action.commonLevels(1), action.commonLevels(-1));
    }

    /** Compares max_h F(x, h) over all levels that each side has. */
    Difference projectedOverTheWindow() {
        int[] all = {0, image.group().levels() - 1};
        return projected(all, all);
    }

    private Difference projected(int[] levelsOfTransformed, int[] levelsOfImage) {
        Difference difference = new Difference();
        if (levelsOfTransformed.length == 0) {
            return difference;
        }
        int count = count(levelsOfTransformed[1], levelsOfImage[1]);
        float[] expected = new float[points.count(Double.MAX_VALUE)];
        for (int c = 0; c < image.channels(); c++) {
            points.sample(maximum(image, c, levelsOfImage), 0, expected, count);
            difference.add(c, -1, maximum(transformed, c, levelsOfTransformed), 0, expected, points, count);
        }
        return difference;
    }

    private static float[] maximum(GroupFeatureMap f, int c, int[] levels) {
        int perLevel = f.group().elementsPerLevel();
        int pixels = f.height() * f.width();
        float[] max = new float[pixels];
        for (int h = levels[0] * perLevel; h < (levels[1] + 1) * perLevel; h++) {
            int from = (c * f.elements() + h) * pixels;
            for (int i = 0; i < pixels; i++) {
                float v = f.array()[from + i];
                max[i] = h == levels[0] * perLevel ? v : Math.max(max[i], v);
            }
        }
        return max;
    }
}
