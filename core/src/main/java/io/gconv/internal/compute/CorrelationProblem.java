package io.gconv.internal.compute;

import java.util.Arrays;

/**
 * What is to be computed: a plain correlation from P input planes to Q output planes.
 *
 * <pre>
 *   out[q](y, x) = bias[q] + Σ_p Σ_(u,v) kernel[q, p](u, v) in[p](y + c + u, x + c + v)
 * </pre>
 *
 * with u, v from −r(q) to r(q), and c the crop. Inputs outside the image are 0. The kernels of an output plane all have
 * the same size, but output planes may differ. Outputs have {@code height − 2·crop} rows and {@code width − 2·crop}
 * columns.
 */
public final class CorrelationProblem {

    private final int inPlanes;
    private final int crop;
    private final int[] radii;
    private final float[][] kernels;
    private final float[] bias;

    /**
     * Creates a problem; the arrays are not copied.
     *
     * @param radii r(q) per output plane
     * @param kernels {@code [q·P + p]}, each (2r(q) + 1)² values, rows from top to bottom; empty where there is none
     * @param bias one value per output plane
     */
    public CorrelationProblem(int inPlanes, int crop, int[] radii, float[][] kernels, float[] bias) {
        if (kernels.length != radii.length * inPlanes || bias.length != radii.length) {
            throw new IllegalArgumentException("kernels and bias do not fit " + radii.length + " output planes");
        }
        this.inPlanes = inPlanes;
        this.crop = crop;
        this.radii = radii;
        this.kernels = kernels;
        this.bias = bias;
    }

    /** Returns P. */
    public int inPlanes() {
        return inPlanes;
    }

    /** Returns Q. */
    public int outPlanes() {
        return radii.length;
    }

    /** Returns how many pixels are cut off at each side. */
    public int crop() {
        return crop;
    }

    /** Returns the radius of the kernels of output plane q. */
    public int radius(int q) {
        return radii[q];
    }

    /** Returns the largest radius. */
    public int maxRadius() {
        return Arrays.stream(radii).max().orElse(0);
    }

    /** Not a copy: returns the kernel from p to q, or an empty array. */
    public float[] kernel(int q, int p) {
        return kernels[q * inPlanes + p];
    }

    /** Returns the bias of output plane q. */
    public float bias(int q) {
        return bias[q];
    }
}
