package io.gconv.kernel;

/**
 * A circular harmonic on a Gaussian ring, in polar coordinates (r, φ).
 *
 * <pre>
 *   k(r, φ) = exp(−(r − ρ)²/2σ²) · cos(mφ − β)
 * </pre>
 *
 * Steerable: a rotation by α only changes the phase, β → β + mα, so no angle is special. For m > 0 the value at the
 * centre is 0.
 *
 * @param ringRadius ρ ≥ 0, in pixels
 * @param ringSigma σ > 0, in pixels
 * @param frequency m ≥ 0
 * @param phase β in radians
 * @see <a href="https://arxiv.org/abs/1911.08251">M. Weiler, G. Cesa, <i>General E(2)-Equivariant Steerable CNNs</i>,
 *     NeurIPS 2019, §2.4</a>
 */
public record CircularHarmonic(double ringRadius, double ringSigma, int frequency, double phase)
        implements PlanarKernel {

    static final int MAX_FREQUENCY = 32;

    /** Creates the kernel. */
    public CircularHarmonic {
        Polynomials.checkOrder("frequency", frequency, MAX_FREQUENCY);
        Polynomials.checkPositive("ring sigma", ringSigma);
        if (!(ringRadius >= 0 && Double.isFinite(ringRadius) && Double.isFinite(phase))) {
            throw new IllegalArgumentException(
                    "ring radius must be at least 0 and phase finite, but were " + ringRadius + " and " + phase);
        }
    }

    @Override
    public double at(double x, double y) {
        double r = Math.hypot(x, y);
        if (frequency > 0 && r < 1e-9) {
            return 0;
        }
        double u = (r - ringRadius) / ringSigma;
        return Math.exp(-0.5 * u * u) * Math.cos(frequency * Math.atan2(y, x) - phase);
    }
}
