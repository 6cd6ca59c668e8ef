package io.gconv.kernel;

/**
 * A two-dimensional Hermite function.
 *
 * <pre>
 *   k(x, y) = He_n(x/σ) He_m(y/σ) exp(−(x² + y²)/2σ²) / (2πσ² √(n! m!))
 * </pre>
 *
 * with He the probabilists' Hermite polynomials.
 *
 * @param orderX n ≥ 0
 * @param orderY m ≥ 0
 * @param sigma σ > 0, in pixels
 * @see <a href="https://arxiv.org/abs/1910.11093">I. Sosnovik, M. Szmaja, A. Smeulders, <i>Scale-Equivariant Steerable
 *     Networks</i>, ICLR 2020, §4</a> (there without the factorials, with physicists' polynomials)
 */
public record HermiteGaussian(int orderX, int orderY, double sigma) implements PlanarKernel {

    static final int MAX_ORDER = 12;

    /** Creates the kernel. */
    public HermiteGaussian {
        Polynomials.checkOrder("order", orderX, MAX_ORDER);
        Polynomials.checkOrder("order", orderY, MAX_ORDER);
        Polynomials.checkPositive("sigma", sigma);
    }

    @Override
    public double at(double x, double y) {
        double u = x / sigma;
        double v = y / sigma;
        double norm =
                2 * Math.PI * sigma * sigma * Math.sqrt(Polynomials.factorial(orderX) * Polynomials.factorial(orderY));
        return Polynomials.hermite(orderX, u)
                * Polynomials.hermite(orderY, v)
                * Math.exp(-0.5 * (u * u + v * v))
                / norm;
    }
}
