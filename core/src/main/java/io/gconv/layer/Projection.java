package io.gconv.layer;

import io.gconv.feature.FeatureMap;
import io.gconv.feature.GroupFeatureMap;
import io.gconv.feature.PlanarFeatureMap;
import io.gconv.group.PlanarGroup;
import java.io.Serializable;

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
            for (int i = 0; i < pixels; i++) {
                double sum = 0;
                for (int h = 0; h < group.order(); h++) {
                    sum += in[inAt + h * pixels + i];
                }
                out[outAt + i] = (float) (sum / group.order());
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
            for (int i = 0; i < pixels; i++) {
                double sum = 0;
                for (int h = 0; h < group.order(); h++) {
                    double v = in[inAt + h * pixels + i];
                    sum += v * v;
                }
                out[outAt + i] = (float) Math.sqrt(sum);
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
            double[] cos = new double[n];
            double[] sin = new double[n];
            for (int k = 0; k < channelsPerChannel(group); k++) {
                for (int i = 0; i < n; i++) {
                    double angle = 2 * Math.PI * ((long) i * k * step % n) / n;
                    cos[i] = Math.cos(angle) / n;
                    sin[i] = Math.sin(angle) / n;
                }
                magnitudes(group.order(), in, inAt, pixels, cos, sin, out, outAt + k * pixels);
            }
        }

        private static void magnitudes(
                int order, float[] in, int inAt, int pixels, double[] cos, double[] sin, float[] out, int outAt) {
            int n = cos.length;
            for (int x = 0; x < pixels; x++) {
                double power = 0;
                for (int block = 0; block < order; block += n) {
                    double re = 0;
                    double im = 0;
                    for (int i = 0; i < n; i++) {
                        double v = in[inAt + (block + i) * pixels + x];
                        re += cos[i] * v;
                        im -= sin[i] * v;
                    }
                    power += re * re + im * im;
                }
                out[outAt + x] = (float) Math.sqrt(power * n / order);
            }
        }

        @Override
        public String label() {
            return "spectrum";
        }
    }
}
