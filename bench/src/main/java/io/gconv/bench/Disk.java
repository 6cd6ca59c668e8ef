package io.gconv.bench;

import io.gconv.feature.FeatureMap;

/**
 * The disk inscribed in an image, less a margin: the points where both sides of an equation are defined.
 *
 * <pre>
 *   weight(r) = clamp(R + ½ − r, 0, 1),   R = (min(height, width) − 1)/2 − margin
 * </pre>
 */
final class Disk {

    private final double[] weights;

    /** Creates the disk of an image of the given size; the margin is in pixels. */
    Disk(int height, int width, double margin) {
        double radius = 0.5 * (Math.min(height, width) - 1) - margin;
        weights = new double[height * width];
        for (int i = 0; i < weights.length; i++) {
            double r = Math.hypot(i % width - 0.5 * (width - 1), i / width - 0.5 * (height - 1));
            weights[i] = Math.max(0, Math.min(1, radius + 0.5 - r));
        }
    }

    /** Returns ‖actual − expected‖₂ / ‖expected‖₂ over the disk. */
    double error(FeatureMap actual, FeatureMap expected) {
        float[] a = actual.array();
        float[] b = expected.array();
        double error = 0;
        double norm = 0;
        for (int i = 0; i < a.length; i++) {
            double w = weights[i % weights.length];
            double d = (double) a[i] - b[i];
            error += w * d * d;
            norm += w * b[i] * (double) b[i];
        }
        return Math.sqrt(error / norm);
    }

    /** Returns the mean of every plane over the disk. */
    double[] means(FeatureMap f) {
        double[] means = new double[f.planes()];
        double total = 0;
        for (double w : weights) {
            total += w;
        }
        for (int i = 0; i < f.array().length; i++) {
            means[i / weights.length] += weights[i % weights.length] * f.array()[i] / total;
        }
        return means;
    }

    /** Returns ‖actual − expected‖₂ / ‖expected‖₂ of two vectors. */
    static double error(double[] actual, double[] expected) {
        double error = 0;
        double norm = 0;
        for (int i = 0; i < actual.length; i++) {
            error += (actual[i] - expected[i]) * (actual[i] - expected[i]);
            norm += expected[i] * expected[i];
        }
        return Math.sqrt(error / norm);
    }
}
