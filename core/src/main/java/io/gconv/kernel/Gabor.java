package io.gconv.kernel;

/**
 * A zero-mean Gabor kernel, also known as Morlet: a plane wave along x under an elliptic Gaussian window.
 *
 * <pre>
 *   k(x, y) = (cos(ωx − φ) − cos φ · exp(−ω²σ_x²/2)) · exp(−x²/2σ_x² − y²/2σ_y²) / (2πσ_xσ_y),   ω = 2π/λ
 * </pre>
 *
 * The subtracted constant makes ∫k = 0 for every phase. Phases 0 and π/2 form a quadrature pair: the modulus of their
 * responses is the local energy of a wave of length λ, wherever its crests are.
 *
 * @param wavelength λ > 0, in pixels
 * @param sigmaX σ_x > 0, in pixels, across the stripes
 * @param sigmaY σ_y > 0, in pixels, along the stripes
 * @param phase φ in radians
 */
public record Gabor(double wavelength, double sigmaX, double sigmaY, double phase) implements PlanarKernel {

    /** Creates the kernel. */
    public Gabor {
        Polynomials.checkPositive("wavelength", wavelength);
        Polynomials.checkPositive("sigma along x", sigmaX);
        Polynomials.checkPositive("sigma along y", sigmaY);
        if (!Double.isFinite(phase)) {
            throw new IllegalArgumentException("phase must be finite, but was " + phase);
        }
    }

    @Override
    public double at(double x, double y) {
        double omega = 2 * Math.PI / wavelength;
        double u = x / sigmaX;
        double v = y / sigmaY;
        double window = Math.exp(-0.5 * (u * u + v * v)) / (2 * Math.PI * sigmaX * sigmaY);
        double mean = Math.cos(phase) * Math.exp(-0.5 * omega * omega * sigmaX * sigmaX);
        return (Math.cos(omega * x - phase) - mean) * window;
    }
}
