package io.gconv.kernel;

import io.gconv.group.Matrix2;
import java.io.Serializable;
import java.util.List;

/** A kernel k on R², as a function of the position in pixels from the kernel centre, x to the right and y up. */
@FunctionalInterface
public interface PlanarKernel extends Serializable {

    /** The kernel that is 0 everywhere. Compare with {@code ==} to skip work. */
    PlanarKernel ZERO = (x, y) -> 0;

    /** Returns k(x, y). */
    double at(double x, double y);

    /**
     * Returns how many functions are evaluated for a value, of a sum as it was made: transformed or multiplied it
     * counts as one.
     */
    default int terms() {
        return 1;
    }

    /** Returns L_A k, with (L_A k)(x) = k(A⁻¹x) for an invertible matrix A. */
    default PlanarKernel transformed(Matrix2 a) {
        Matrix2 inverse = a.inverse();
        return (x, y) -> at(inverse.applyX(x, y), inverse.applyY(x, y));
    }

    /** Returns the kernel moved to the given centre: x ↦ k(x − centre). */
    default PlanarKernel translated(double centreX, double centreY) {
        return (x, y) -> at(x - centreX, y - centreY);
    }

    /** Returns c·k. */
    default PlanarKernel times(double c) {
        return (x, y) -> c * at(x, y);
    }

    /** Returns the sum of kernels. Only {@link #times} and sampling keep the zero-mean correction of its terms. */
    static PlanarKernel sum(List<PlanarKernel> terms) {
        return terms.isEmpty() ? ZERO : terms.size() == 1 ? terms.get(0) : new KernelSum(terms);
    }

    /**
     * Returns this kernel with samples that sum to 0 in every pose: a multiple of cos²(πr/2ρ) is subtracted from them.
     *
     * @param radius ρ of the bump, in pixels; that of the support suits
     */
    default PlanarKernel withZeroMean(double radius) {
        return ZeroMeanKernel.of(this, radius);
    }

    /** Returns the kernel cut off at a radius in pixels: k(x) for |x| ≤ radius, 0 beyond. */
    default PlanarKernel truncated(double radius) {
        // pixels that lie on the circle must stay on it when a rotation has rounded their coordinates
        double square = radius * radius * (1 + 1e-9);
        return (x, y) -> x * x + y * y <= square ? at(x, y) : 0;
    }
}
