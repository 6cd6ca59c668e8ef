package io.gconv.pipeline;

import io.gconv.feature.FeatureMap;
import io.gconv.feature.GroupFeatureMap;
import io.gconv.feature.PlanarFeatureMap;
import io.gconv.layer.GroupLayer;
import java.util.List;
import java.util.Random;

/**
 * A seeded picture whose spectrum falls like that of natural images. While a pipeline with drawn kernels is built, it
 * goes through the correlations and activations, zero-padded and without pooling, and each drawn layer is scaled so that the
 * mean square of its output is that of its input.
 *
 * <p>A unit norm of the kernels would not do: neighbouring values of an image, and all values after a relu, are alike, so
 * that the sum of a kernel counts and not the sum of its squares. Nine layers of unit norm amplify 7000 times.
 */
final class ReferenceSignal {

    private static final int SIDE = 48;
    private static final int WAVES = 60;
    private static final long SEED = 20260101;

    private ReferenceSignal() {}

    /** Returns a picture of mean ½: waves of 3 to 48 pixels with amplitudes proportional to their length. */
    static PlanarFeatureMap image(int channels) {
        Random random = new Random(SEED);
        float[] values = new float[channels * SIDE * SIDE];
        java.util.Arrays.fill(values, 0.5f);
        for (int wave = 0; wave < WAVES * channels; wave++) {
            double length = 3 * Math.pow(16, random.nextDouble());
            double angle = 2 * Math.PI * random.nextDouble();
            double phase = 2 * Math.PI * random.nextDouble();
            int plane = wave % channels * SIDE * SIDE;
            for (int i = 0; i < SIDE * SIDE; i++) {
                double along = Math.cos(angle) * (i % SIDE) + Math.sin(angle) * (i / SIDE);
                values[plane + i] +=
                        (float) (length / SIDE / Math.sqrt(WAVES) * Math.cos(2 * Math.PI * along / length + phase));
            }
        }
        return PlanarFeatureMap.wrap(channels, SIDE, SIDE, values);
    }

    /** Returns the factor by which a layer must be scaled so that its activated output has the mean square of its input. */
    static double gain(FeatureMap in, GroupFeatureMap out, List<? extends GroupLayer> activation) {
        GroupFeatureMap activated = out;
        for (GroupLayer layer : activation) {
            activated = layer.apply(activated);
        }
        double power = meanSquare(activated);
        return power == 0 ? 1 : Math.sqrt(meanSquare(in) / power);
    }

    private static double meanSquare(FeatureMap f) {
        double sum = 0;
        for (float v : f.array()) {
            sum += (double) v * v;
        }
        return sum / f.array().length;
    }
}
