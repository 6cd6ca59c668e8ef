package io.gconv.kernel;

/**
 * A derivative of an anisotropic Gaussian of unit integral.
 *
 * <pre>
 *   k(x, y) = ∂ᵃ/∂xᵃ ∂ᵇ/∂yᵇ g(x; σ_x) g(y; σ_y),   g(t; σ) = exp(−t²/2σ²) / (σ√(2π))
 *   dⁿ/dtⁿ g = (−1/σ)ⁿ He_n(t/σ) g
 * </pre>
 *
 * @param orderX a ≥ 0
 * @param orderY b ≥ 0
 * @param sigmaX σ_x > 0, in pixels
 * @param sigmaY σ_y > 0, in pixels
 */
public record GaussianDerivative(int orderX, int orderY, double sigmaX, double sigmaY) implements PlanarKernel {

    private static final int MAX_ORDER = 8;

    /** Creates the kernel. */
    public GaussianDerivative {
        Polynomials.checkOrder("order", orderX, MAX_ORDER);
        Polynomials.checkOrder("order", orderY, MAX_ORDER);
        Polynomials.checkPositive("sigma along x", sigmaX);
        Polynomials.checkPositive("sigma along y", sigmaY);
    }

    /** Returns an isotropic Gaussian of unit integral. */
    public static GaussianDerivative gaussian(double sigma) {
        return new GaussianDerivative(0, 0, sigma, sigma);
    }

    @Override
    public double at(double x, double y) {
        return derivative(orderX, sigmaX, x) * derivative(orderY, sigmaY, y);
    }

    private static double derivative(int n, double sigma, double t) {
        double u = t / sigma;
        double gaussian = Math.exp(-0.5 * u * u) / (sigma * Math.sqrt(2 * Math.PI));
        return Math.pow(-1 / sigma, n) * Polynomials.hermite(n, u) * gaussian;
    }
}
