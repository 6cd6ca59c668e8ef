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

    /**
     * Projects the fibres over some pixels. In float: these are few terms of one size.
     *
     * @param f F(x_i, h) of one channel
     * @param out one row per output channel; overwritten where there are pixels
     */
    void project(Fibres f, float[][] out);

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
        Fibres fibres = new Fibres(f.group());
        float[][] rows = new float[per][Fibres.PIXELS];
        for (int c = 0; c < f.channels(); c++) {
            for (int at = 0; at < pixels; at += Fibres.PIXELS) {
                int n = Math.min(Fibres.PIXELS, pixels - at);
                fibres.load(f, c, at, n);
                project(fibres, rows);
                for (int k = 0; k < per; k++) {
                    System.arraycopy(rows[k], 0, out, (c * per + k) * pixels + at, n);
                }
            }
        }
        return PlanarFeatureMap.wrap(f.channels() * per, f.height(), f.width(), out);
    }

    /** The maximum: (P F)(x) = max_h F(x, h). Exactly invariant to permutations of h. */
    record Max() implements Projection {
        @Override
        public void project(Fibres f, float[][] out) {
            System.arraycopy(f.row(0), 0, out[0], 0, f.pixels());
            for (int h = 1; h < f.group().order(); h++) {
                max(f.row(h), out[0], f.pixels());
            }
        }

        private static void max(float[] f, float[] out, int n) {
            for (int i = 0; i < n; i++) {
                out[i] = Math.max(out[i], f[i]);
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
        public void project(Fibres f, float[][] out) {
            System.arraycopy(f.row(0), 0, out[0], 0, f.pixels());
            for (int h = 1; h < f.group().order(); h++) {
                add(f.row(h), out[0], f.pixels());
            }
            divide(out[0], f.group().order(), f.pixels());
        }

        private static void add(float[] f, float[] out, int n) {
            for (int i = 0; i < n; i++) {
                out[i] += f[i];
            }
        }

        private static void divide(float[] out, float order, int n) {
            for (int i = 0; i < n; i++) {
                out[i] /= order;
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
        public void project(Fibres f, float[][] out) {
            Arrays.fill(out[0], 0, f.pixels(), 0);
            for (int h = 0; h < f.group().order(); h++) {
                addSquare(f.row(h), out[0], f.pixels());
            }
            Fibres.root(out[0], 1, f.pixels());
        }

        private static void addSquare(float[] f, float[] out, int n) {
            for (int i = 0; i < n; i++) {
                out[i] = Math.fma(f[i], f[i], out[i]);
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
     * @param step the distance of the k kept: 2 for a π-periodic function of θ, whose odd frequencies are 0
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
        public void project(Fibres f, float[][] out) {
            for (int k = 0; k < channelsPerChannel(f.group()); k++) {
                f.spectrum(k * step, out[k]);
            }
        }

        @Override
        public String label() {
            return "spectrum";
        }
    }
}
