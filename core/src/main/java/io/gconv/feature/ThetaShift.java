package io.gconv.feature;

/**
 * The shift along a periodic θ axis by a fraction of a step.
 *
 * <pre>
 *   (S_a F)(i) = Σ_j F(j) D(i − a − j),   D(t) = 1/N Σ_(|k| ≤ N/2) cos(2πkt/N)
 * </pre>
 *
 * with half weight at k = ±N/2 for even N: the trigonometric polynomial of least degree through the samples. Whole
 * steps are permutations.
 */
public final class ThetaShift {

    private ThetaShift() {}

    /** Returns D(i − steps) for i = 0 … n−1. */
    public static double[] kernel(double steps, int n) {
        double[] d = new double[n];
        long whole = Math.round(steps);
        if (Warp.isWhole(steps)) {
            d[(int) Math.floorMod(whole, (long) n)] = 1;
            return d;
        }
        for (int i = 0; i < n; i++) {
            double sum = 1;
            for (int k = 1; 2 * k <= n; k++) {
                double weight = 2 * k == n ? 1 : 2;
                sum += weight * Math.cos(2 * Math.PI * k * (i - steps) / n);
            }
            d[i] = sum / n;
        }
        return d;
    }
}
