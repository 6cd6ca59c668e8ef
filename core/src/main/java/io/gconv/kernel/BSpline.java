package io.gconv.kernel;

/**
 * A cardinal B-spline, shifted to a centre: k(x, y) = Bⁿ(x − c_x) Bⁿ(y − c_y), with knots one pixel apart.
 *
 * <pre>
 *   Bⁿ(t) = 1/n! Σ_(i=0)^(n+1) (−1)ⁱ C(n+1, i) (t + (n+1)/2 − i)₊ⁿ,   support |t| ≤ (n+1)/2,   ∫Bⁿ = 1
 * </pre>
 *
 * Degree 1 is bilinear interpolation.
 *
 * @param degree n in 1 … 5
 * @param centreX c_x in pixels
 * @param centreY c_y in pixels
 * @see <a href="https://arxiv.org/abs/1909.12057">E. Bekkers, <i>B-Spline CNNs on Lie Groups</i>, ICLR 2020, §3</a>
 */
public record BSpline(int degree, double centreX, double centreY) implements PlanarKernel {

    private static final int MAX_DEGREE = 5;

    /** Creates the kernel. */
    public BSpline {
        checkDegree(degree);
        if (!(Double.isFinite(centreX) && Double.isFinite(centreY))) {
            throw new IllegalArgumentException(
                    "B-spline centre must be finite, but was (" + centreX + ", " + centreY + ")");
        }
    }

    static void checkDegree(int degree) {
        if (degree < 1 || degree > MAX_DEGREE) {
            throw new IllegalArgumentException("B-spline degree must be in 1 … " + MAX_DEGREE + ", but was " + degree);
        }
    }

    @Override
    public double at(double x, double y) {
        return value(degree, x - centreX) * value(degree, y - centreY);
    }

    /** Returns Bⁿ(t) for n ≥ 0; exactly even in t. */
    static double value(int degree, double t) {
        double u = Math.abs(t); // the tail at +|t| has fewer terms, and none cancels at the end of the support
        double half = 0.5 * (degree + 1);
        if (u >= half) {
            return degree == 0 && u == half ? 0.5 : 0;
        }
        double sum = 0;
        double binomial = 1;
        for (int i = 0; half - u - i > 0; i++) { // Bⁿ(t) = Bⁿ(−t), expanded from the left end of the support
            sum += (i % 2 == 0 ? 1 : -1) * binomial * Math.pow(half - u - i, degree);
            binomial = binomial * (degree + 1 - i) / (i + 1);
        }
        return sum / Polynomials.factorial(degree);
    }
}
