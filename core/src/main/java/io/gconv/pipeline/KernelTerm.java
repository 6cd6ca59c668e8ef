package io.gconv.pipeline;

import io.gconv.group.Matrix2;
import io.gconv.kernel.PlanarKernel;
import java.io.Serializable;

/**
 * One term of a kernel on G: a planar kernel, turned, moved and weighted, for one input channel and one tap.
 *
 * <pre>
 *   K_(o,c)(x, t) = Σ_terms weight · k(R(−angle)(x − (x₀, y₀)))   over the terms of o with channel c and tap t
 * </pre>
 *
 * @param weight the factor
 * @param channel the input channel c
 * @param tap the relative pose t, 0 for a lifting kernel
 * @param kernel k, one of the analytic families
 * @param x x₀ in pixels, to the right
 * @param y y₀ in pixels, up
 * @param angle in radians, counter-clockwise
 */
public record KernelTerm(double weight, int channel, int tap, PlanarKernel kernel, double x, double y, double angle)
        implements Serializable {

    /** Checks the numbers. */
    public KernelTerm {
        if (!(Double.isFinite(weight) && Double.isFinite(x) && Double.isFinite(y) && Double.isFinite(angle))) {
            throw new IllegalArgumentException("a kernel term needs finite numbers, but has weight " + weight
                    + ", centre (" + x + ", " + y + ") and angle " + angle);
        }
        if (channel < 0 || tap < 0) {
            throw new IllegalArgumentException(
                    "channel and tap must be at least 0, but were " + channel + " and " + tap);
        }
    }

    /** Returns a term of a lifting kernel: {@code weight · k} at the centre, for input channel 0. */
    public static KernelTerm of(double weight, PlanarKernel kernel) {
        return new KernelTerm(weight, 0, 0, kernel, 0, 0, 0);
    }

    /** Returns the term as a function on R². */
    PlanarKernel function() {
        PlanarKernel turned = angle == 0 ? kernel : kernel.transformed(Matrix2.rotation(angle));
        PlanarKernel moved = x == 0 && y == 0 ? turned : turned.translated(x, y);
        return moved.times(weight);
    }
}
