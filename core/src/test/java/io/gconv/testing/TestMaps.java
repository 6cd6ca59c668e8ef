package io.gconv.testing;

import io.gconv.feature.Border;
import io.gconv.feature.FeatureMap;
import io.gconv.feature.GroupFeatureMap;
import io.gconv.feature.LeftRegular;
import io.gconv.feature.PlanarFeatureMap;
import io.gconv.group.Matrix2;
import io.gconv.group.PlanarGroup;
import java.util.Random;

/** Feature maps for tests. */
public final class TestMaps {

    private TestMaps() {}

    /** Returns small integers from −8 to 8, with a frame of zeros of the given width. */
    public static PlanarFeatureMap integers(long seed, int channels, int height, int width, int frame) {
        return PlanarFeatureMap.of(channels, height, width, values(seed, channels, height, width, frame));
    }

    /** Returns small integers from −8 to 8 on G, with a frame of zeros of the given width. */
    public static GroupFeatureMap integers(
            long seed, PlanarGroup group, int channels, int height, int width, int frame) {
        return GroupFeatureMap.of(
                group, channels, height, width, values(seed, channels * group.order(), height, width, frame));
    }

    private static float[] values(long seed, int planes, int height, int width, int frame) {
        Random random = new Random(seed);
        float[] values = new float[planes * height * width];
        for (int i = 0; i < values.length; i++) {
            int x = i % width;
            int y = i / width % height;
            boolean inside = x >= frame && y >= frame && x < width - frame && y < height - frame;
            values[i] = inside ? random.nextInt(17) - 8 : 0;
        }
        return values;
    }

    /** Returns a sum of waves longer than {@code shortest} pixels under a Gaussian window: smooth and nearly band-limited. */
    public static PlanarFeatureMap smooth(long seed, int channels, int height, int width, double shortest) {
        Random random = new Random(seed);
        float[] values = new float[channels * height * width];
        for (int c = 0; c < channels; c++) {
            for (int wave = 0; wave < 12; wave++) {
                double angle = random.nextDouble() * 2 * Math.PI;
                double omega = 2 * Math.PI / (shortest * (1 + random.nextDouble()));
                double phase = random.nextDouble() * 2 * Math.PI;
                for (int i = 0; i < height * width; i++) {
                    double x = i % width - 0.5 * (width - 1);
                    double y = 0.5 * (height - 1) - i / width;
                    double u = omega * (x * Math.cos(angle) + y * Math.sin(angle)) + phase;
                    double r = Math.hypot(x, y) / (0.2 * Math.min(height, width));
                    values[c * height * width + i] += (float) (Math.cos(u) * Math.exp(-0.5 * r * r));
                }
            }
        }
        return PlanarFeatureMap.wrap(channels, height, width, values);
    }

    /** Returns ‖a − b‖₂ / ‖b‖₂ over all values. */
    public static double relativeError(FeatureMap a, FeatureMap b) {
        return relativeError(a, b, Double.POSITIVE_INFINITY);
    }

    /** Returns ‖a − b‖₂ / ‖b‖₂ over the pixels at most {@code radius} from the centre. */
    public static double relativeError(FeatureMap a, FeatureMap b, double radius) {
        float[] p = a.values();
        float[] q = b.values();
        double error = 0;
        double norm = 0;
        for (int i = 0; i < q.length; i++) {
            double x = i % b.width() - 0.5 * (b.width() - 1);
            double y = i / b.width() % b.height() - 0.5 * (b.height() - 1);
            if (Math.hypot(x, y) <= radius) {
                error += (p[i] - (double) q[i]) * (p[i] - (double) q[i]);
                norm += (double) q[i] * q[i];
            }
        }
        return Math.sqrt(error / norm);
    }

    /** Returns f rotated about its centre, counter-clockwise, with f = 0 beyond the border. */
    public static PlanarFeatureMap rotated(double degrees, PlanarFeatureMap f) {
        return LeftRegular.transform(
                f, Matrix2.rotation(Math.toRadians(degrees)).snapped(), 0, 0, Border.ZERO);
    }
}
