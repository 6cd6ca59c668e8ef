package io.gconv.pipeline;

import io.gconv.group.Matrix2;
import io.gconv.kernel.PlanarKernel;
import java.io.Serializable;

/**
 * One term of a kernel on G: a planar kernel, turned, moved and weighted, for one input channel and one tap.
 *
 * <pre>
 *   K_(o,c)(x, t) = Σ_terms weight · k(R(−angle)(x − (x₀, y₀)))   over the terms of o with channel c and tap t
 *   k(x) = 0 for |x| > support/2
 * </pre>
 *
 * @param weight the factor
 * @param channel the input channel c
 * @param tap the relative pose t, 0 for a lifting kernel
 * @param kernel k, one of the analytic families
 * @param x x₀ in pixels, to the right
 * @param y y₀ in pixels, up
 * @param angle in radians, counter-clockwise
 * @param support the diameter beyond which k is cut off, in pixels; 0 if only the layer's window cuts
 * @param mean whether a multiple of a bump is subtracted so that the samples sum to 0 in every pose
 */
public record KernelTerm(
        double weight,
        int channel,
        int tap,
        PlanarKernel kernel,
        double x,
        double y,
        double angle,
        double support,
        Mean mean)
        implements Serializable {

    /** The mean of a kernel's samples. */
    public enum Mean {
        /** As it is. */
        KEPT,
        /** Removed, by subtracting a bump of the size of the support. */
        REMOVED
    }

    /** Checks the numbers. */
    public KernelTerm {
        if (!(support >= 0 && Double.isFinite(support)) || (support == 0 && mean == Mean.REMOVED)) {
            throw new IllegalArgumentException(
                    "support must be at least 0, and positive if the mean is removed, but was " + support);
        }
        if (!(Double.isFinite(weight) && Double.isFinite(x) && Double.isFinite(y) && Double.isFinite(angle))) {
            throw new IllegalArgumentException("a kernel term needs finite numbers, but has weight " + weight
                    + ", centre (" + x + ", " + y + ") and angle " + angle);
        }
        if (channel < 0 || tap < 0) {
            throw new IllegalArgumentException(
                    "channel and tap must be at least 0, but were " + channel + " and " + tap);
        }
    }

    /** Returns this term at another tap. */
    public KernelTerm withTap(int other) {
        return new KernelTerm(weight, channel, other, kernel, x, y, angle, support, mean);
    }

    /** Returns the term as a function on R². */
    PlanarKernel function() {
        PlanarKernel cut = support == 0 ? kernel : kernel.truncated(0.5 * support);
        PlanarKernel balanced = mean == Mean.REMOVED ? cut.withZeroMean(0.5 * support) : cut;
        PlanarKernel turned = angle == 0 ? balanced : balanced.transformed(Matrix2.rotation(angle));
        PlanarKernel moved = x == 0 && y == 0 ? turned : turned.translated(x, y);
        return moved.times(weight);
    }
}
