package io.gconv.audit;

import io.gconv.audit.ProjectedMap.Levels;
import io.gconv.feature.GroupFeatureMap;
import io.gconv.feature.PixelGrid;
import io.gconv.group.PlanarGroup;
import io.gconv.pipeline.Stage;
import java.util.Arrays;
import java.util.Optional;

/**
 * Compares the output of a layer for a transformed image with its transformed output for the image:
 * Φ(L_g f)(x, h) with (L_g Φ(f))(x, h) = Σ_j w_(h,j) Φ(f)(g⁻¹·x, j).
 *
 * <p>On those x whose receptive field lies inside the disk, on both sides ({@link Transformation#comparableRadius}, with the
 * receptive field of each scale level), and where the map has what interpolation reads: without padding, the map of a fine
 * level is as small as that of the coarsest. At the scale levels that both sides have.
 */
final class LayerComparison {

    private final Stage stage;
    private final Transformation g;
    private final FibreAction action;
    private final ProjectedMap projectedImage;
    private final GroupFeatureMap image; // Φ(f)
    private final GroupFeatureMap transformed; // Φ(L_g f)
    private final Radii radii;
    private final DiskPoints points;
    private final float[][] samples; // F(g⁻¹·x, j) of one channel
    private final float[] expected; // (L_g F)(x, h)
    private final float[] actual; // Φ(L_g f)(x, h)

    /**
     * Prepares the comparison.
     *
     * @param image Φ(f)
     * @param transformed Φ(L_g f)
     * @param radius R of the disk in the image, in pixels
     * @param cache makes the points
     */
    LayerComparison(
            Stage stage,
            Transformation g,
            ProjectedMap image,
            GroupFeatureMap transformed,
            double radius,
            PointCache cache) {
        this.stage = stage;
        this.g = g;
        this.projectedImage = image;
        this.image = image.map();
        this.action = new FibreAction(this.image.group(), g);
        this.transformed = transformed;
        this.radii = new Radii(stage, g, radius, PixelGrid.of(image.map()));
        this.points = cache.of(
                PixelGrid.of(transformed), PixelGrid.of(this.image), stage.pitch(), g, Math.max(0, radii.largest()));
        this.samples = new float[this.image.elements()][points.count()];
        this.expected = new float[points.count()];
        this.actual = new float[points.count()];
    }

    /** Returns the points; fewer of them take part at coarser levels. */
    DiskPoints points() {
        return points;
    }

    /** Returns how many points take part for an h whose level is given, and that reads levels up to another one. */
    private int count(int level, int highestRead) {
        double radius = radii.of(level, highestRead);
        return radius < 0 ? 0 : points.count(radius);
    }

    /** Compares the maps on G. */
    Difference onGroup() {
        PlanarGroup group = image.group();
        Difference difference = new Difference();
        int pixels = transformed.height() * transformed.width();
        for (int c = 0; c < image.channels(); c++) {
            sample(c);
            for (int h = 0; h < group.order(); h++) {
                if (action.isDefined(h)) {
                    int count = count(h / group.elementsPerLevel(), action.highestLevelRead(h));
                    action.apply(h, samples, count, expected);
                    points.gather(transformed.array(), (c * group.order() + h) * pixels, actual, count);
                    difference.add(c, h, actual, expected, count);
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

    /**
     * Compares max_h F(x, h) over the levels that both sides have; without values if there are none. Between levels, those of
     * L_g Φ(f) are interpolated first.
     */
    Difference projected() {
        Optional<Levels> there = action.levelsOfTransformed();
        Optional<Levels> here = action.levelsOfImage();
        if (there.isEmpty()) {
            return new Difference();
        }
        return action.isBetweenLevels() ? interpolated(there.get()) : projected(there.get(), here.orElseThrow());
    }

    private Difference interpolated(Levels levels) {
        Difference difference = new Difference();
        int perLevel = image.group().elementsPerLevel();
        int count = count(levels.last(), action.highestLevelRead(levels));
        for (int c = 0; c < image.channels(); c++) {
            sample(c);
            Arrays.fill(expected, 0, count, Float.NEGATIVE_INFINITY);
            for (int h = levels.first() * perLevel; h < (levels.last() + 1) * perLevel; h++) {
                action.apply(h, samples, count, actual);
                raise(expected, actual, count);
            }
            maximum(c, levels, count);
            difference.add(c, -1, actual, expected, count);
        }
        return difference;
    }

    /** Compares max_h F(x, h) over all levels that each side has. */
    Difference projectedOverTheWindow() {
        Levels all = new Levels(0, image.group().levels() - 1);
        return projected(all, all);
    }

    private Difference projected(Levels there, Levels here) {
        Difference difference = new Difference();
        int count = count(there.last(), here.last());
        int pixels = image.height() * image.width();
        float[] maxima = projectedImage.over(here);
        for (int c = 0; c < image.channels(); c++) {
            points.sample(maxima, c * pixels, expected, count);
            maximum(c, there, count);
            difference.add(c, -1, actual, expected, count);
        }
        return difference;
    }

    /** actual = max_h Φ(L_g f)(x, h) at the points. */
    private void maximum(int c, Levels levels, int count) {
        int perLevel = transformed.group().elementsPerLevel();
        int pixels = transformed.height() * transformed.width();
        Arrays.fill(actual, 0, count, Float.NEGATIVE_INFINITY);
        for (int h = levels.first() * perLevel; h < (levels.last() + 1) * perLevel; h++) {
            points.gather(transformed.array(), (c * transformed.elements() + h) * pixels, samples[0], count);
            raise(actual, samples[0], count);
        }
    }

    private static void raise(float[] max, float[] v, int count) {
        for (int p = 0; p < count; p++) {
            max[p] = Math.max(max[p], v[p]);
        }
    }
}
