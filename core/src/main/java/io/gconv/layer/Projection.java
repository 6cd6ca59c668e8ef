package io.gconv.layer;

import io.gconv.feature.FeatureMap;
import io.gconv.feature.GroupFeatureMap;
import io.gconv.feature.PlanarFeatureMap;
import io.gconv.group.PlanarGroup;
import java.io.Serializable;
import java.util.Arrays;

/**
 * Projection over H, from feature maps on G to feature maps on R²: a function of {F(x, h) : h ∈ H} that does not change
 * when the h are permuted by a group element, so that P (L_g F) = L_g (P F) with L_g the planar action.
 *
 * <p>Over a window of scales the sum or maximum is truncated at both ends, so there it is invariant only as far as the
 * response lies inside the window.
 */
public sealed interface Projection extends Serializable {

    /** Returns the number of output channels per channel of F. */
    default int channelsPerChannel(PlanarGroup group) {
        return 1;
    }

    /** Writes the output channels of one channel: {@code in} from {@code inAt} as [h][pixel], {@code out} from {@code outAt}. */
    void project(PlanarGroup group, float[] in, int inAt, int pixels, float[] out, int outAt);

    /** Returns the name in configurations and descriptor indices. */
    String label();

    /**
     * Applies the projection.
     *
     * @param f feature map of shape [C, |H|, Y, X]; not modified
     * @return feature map of shape [C · channelsPerChannel, Y, X]
     */
    default PlanarFeatureMap apply(GroupFeatureMap f) {
        int per = channelsPerChannel(f.group());
        int pixels = f.height() * f.width();
        float[] out = new float[FeatureMap.checkedSize(f.channels() * per, 1, f.height(), f.width())];
        for (int c = 0; c < f.channels(); c++) {
            project(f.group(), f.array(), c * f.elements() * pixels, pixels, out, c * per * pixels);
        }
        return PlanarFeatureMap.wrap(f.channels() * per, f.height(), f.width(), out);
    }

    /** The maximum: (P F)(x) = max_h F(x, h). Exactly invariant to permutations of h. */
    record Max() implements Projection {
        @Override
        public void project(PlanarGroup group, float[] in, int inAt, int pixels, float[] out, int outAt) {
            System.arraycopy(in, inAt, out, outAt, pixels);
            for (int h = 1; h < group.order(); h++) {
                for (int i = 0; i < pixels; i++) {
                    out[outAt + i] = Math.max(out[outAt + i], in[inAt + h * pixels + i]);
                }
            }
        }

        @Override
        public String label() {
            return "max";
        }
    }

    /** The mean: (P F)(x) = 1/|H| Σ_h F(x, h). */
    record Mean() implements Projection {
        @Override
        public void project(PlanarGroup group, float[] in, int inAt, int pixels, float[] out, int outAt) {
            double[] sum = new double[pixels];
            for (int h = 0; h < group.order(); h++) {
                int plane = inAt + h * pixels;
                for (int x = 0; x < pixels; x++) {
                    sum[x] += in[plane + x];
                }
            }
            for (int x = 0; x < pixels; x++) {
                out[outAt + x] = (float) (sum[x] / group.order());
            }
        }

        @Override
        public String label() {
            return "mean";
        }
    }

    /** The Euclidean norm: (P F)(x) = √(Σ_h F(x, h)²). */
    record L2() implements Projection {
        @Override
        public void project(PlanarGroup group, float[] in, int inAt, int pixels, float[] out, int outAt) {
            double[] sum = new double[pixels];
            for (int h = 0; h < group.order(); h++) {
                int plane = inAt + h * pixels;
                for (int x = 0; x < pixels; x++) {
                    sum[x] += (double) in[plane + x] * in[plane + x];
                }
            }
            for (int x = 0; x < pixels; x++) {
                out[outAt + x] = (float) Math.sqrt(sum[x]);
            }
        }

        @Override
        public String label() {
            return "l2";
        }
    }

    /**
     * The angular spectrum: magnitudes of the discrete Fourier transform along θ.
     *
     * <pre>
     *   (P F)_k(x) = √( 1/B Σ_b |1/N Σ_i F(x, (b, i)) e^(−2πi·ik/N)|² ),   k = 0, step, … ≤ min(maxFrequency, ⌊N/2⌋)
     * </pre>
     *
     * where an element of H is a rotation i in one of B = |H|/N blocks: the reflections of a dihedral group, the levels
     * of a similitude group. A rotation multiplies each transform by a phase, a reflection exchanges the blocks and
     * conjugates them, so the magnitudes are invariant. Richer than the maximum: it keeps how a response is spread over
     * the orientations, and loses only where it starts.
     *
     * @param maxFrequency the largest k kept
     * @param step the distance of the k kept: 2 for an even function of θ, whose odd frequencies are 0
     */
    record Spectrum(int maxFrequency, int step) implements Projection {

        /** Checks the bounds. */
        public Spectrum {
            if (maxFrequency < 0 || step < 1) {
                throw new IllegalArgumentException("the largest frequency must be at least 0 and the step at least 1,"
                        + " but were " + maxFrequency + " and " + step);
            }
        }

        @Override
        public int channelsPerChannel(PlanarGroup group) {
            return Math.min(maxFrequency, group.rotations() / 2) / step + 1;
        }

        @Override
        public void project(PlanarGroup group, float[] in, int inAt, int pixels, float[] out, int outAt) {
            int n = group.rotations();
            int blocks = group.order() / n;
            double[] re = new double[pixels];
            double[] im = new double[pixels];
            for (int k = 0; k < channelsPerChannel(group); k++) {
                double[] power = new double[pixels];
                for (int b = 0; b < blocks; b++) {
                    transform(in, inAt + b * n * pixels, n, k * step, re, im);
                    for (int x = 0; x < pixels; x++) {
                        power[x] += re[x] * re[x] + im[x] * im[x];
                    }
                }
                for (int x = 0; x < pixels; x++) {
                    out[outAt + k * pixels + x] = (float) Math.sqrt(power[x] / blocks);
                }
            }
        }

        /** re + i·im = 1/N Σ_i F(i) e^(−2πi·ik/N) per pixel, of the n planes that start at {@code at}. */
        private static void transform(float[] in, int at, int n, int k, double[] re, double[] im) {
            Arrays.fill(re, 0);
            Arrays.fill(im, 0);
            for (int i = 0; i < n; i++) {
                double angle = 2 * Math.PI * ((long) i * k % n) / n;
                double cos = Math.cos(angle) / n;
                double sin = -Math.sin(angle) / n;
                int plane = at + i * re.length;
                for (int x = 0; x < re.length; x++) {
                    re[x] += cos * in[plane + x];
                    im[x] += sin * in[plane + x];
                }
            }
        }

        @Override
        public String label() {
            return "spectrum";
        }
    }
}
