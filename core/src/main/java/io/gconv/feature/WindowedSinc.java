package io.gconv.feature;

/**
 * Band-limited interpolation from the nearest samples: a sinc under a Kaiser window.
 *
 * <pre>
 *   w(t) ∝ sinc(t) I₀(β √(1 − (t/m)²)),   |t| &lt; m,   Σ w = 1 over the 2m samples
 * </pre>
 *
 * At a sample it gives that sample.
 *
 * @see <a href="https://doi.org/10.1109/TASSP.1980.1163349">J. Kaiser, R. Schafer, <i>On the use of the I₀-sinh window
 *     for spectrum analysis</i>, IEEE TASSP 1980</a>
 */
final class WindowedSinc {

    private final int reach;
    private final double beta;

    /**
     * Creates an interpolation.
     *
     * @param reach m, samples at each side
     * @param beta β: larger is smoother in the pass band, and ends earlier
     */
    WindowedSinc(int reach, double beta) {
        this.reach = reach;
        this.beta = beta;
    }

    /** Returns the weights of the samples {@code −m + 1 … m} for a point at {@code fraction} in [0, 1) after sample 0. */
    double[] weights(double fraction) {
        double[] w = new double[2 * reach];
        double sum = 0;
        for (int i = 0; i < w.length; i++) {
            w[i] = value(fraction - (i - reach + 1));
            sum += w[i];
        }
        for (int i = 0; i < w.length; i++) {
            w[i] /= sum;
        }
        return w;
    }

    /** Returns w(t) without its factor, which Σ w = 1 determines. */
    private double value(double t) {
        if (t == 0) {
            return bessel(beta);
        }
        double u = t / reach;
        if (Math.abs(u) >= 1 || t == Math.rint(t)) {
            return 0;
        }
        return Math.sin(Math.PI * t) / (Math.PI * t) * bessel(beta * Math.sqrt(1 - u * u));
    }

    /** I₀(x) = Σ ((x/2)ᵏ / k!)². */
    private static double bessel(double x) {
        double sum = 1;
        double term = 1;
        for (int k = 1; term > 1e-17 * sum; k++) {
            term *= 0.25 * x * x / ((double) k * k);
            sum += term;
        }
        return sum;
    }
}
