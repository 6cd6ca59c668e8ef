package io.gconv.layer;

import io.gconv.feature.GroupFeatureMap;
import io.gconv.feature.PlanarFeatureMap;
import io.gconv.group.PlanarGroup;
import io.gconv.kernel.ExpandedKernels;
import io.gconv.kernel.KernelBank;
import io.gconv.kernel.KernelWindow;

/**
 * Lifting correlation: matches planar kernels in every pose.
 *
 * <pre>
 *   (k ⋆̃ f)(x, h) = 1/|det h| ∫ k(h⁻¹(x′ − x)) f(x′) dx′  =  1/|det h| ⟨L_(x,h) k, f⟩
 *   out_o = b_o + Σ_c k_(o,c) ⋆̃ f_c
 * </pre>
 *
 * Equivariant: k ⋆̃ (L_g f) = L_g (k ⋆̃ f), exactly for quarter turns and whole-pixel shifts, up to interpolation
 * otherwise, and away from the border. Cost: O(C_out · C_in · |H| · K² · Y · X).
 */
public final class LiftingCorrelation {

    private final ExpandedKernels kernels;
    private final int inChannels;
    private final PreparedCorrelation correlation;

    /**
     * Creates the layer.
     *
     * @param group H
     * @param bank kernels of shape [C_out, C_in]
     * @param window where the kernels are sampled at h = e
     * @param padding what happens at the border
     * @param bias b, one value per output channel; the same for all h, otherwise the layer would not be equivariant
     */
    public LiftingCorrelation(PlanarGroup group, KernelBank bank, KernelWindow window, Padding padding, double[] bias) {
        this.kernels = ExpandedKernels.lifting(bank, window, group);
        this.inChannels = bank.inChannels();
        this.correlation = new PreparedCorrelation(kernels, bank.outChannels(), bias, padding);
    }

    /**
     * Applies the correlation.
     *
     * @param f feature map of shape [C_in, Y, X]; not modified
     * @return feature map of shape [C_out, |H|, Y, X], or less K − 1 rows and columns with valid padding
     * @throws IllegalArgumentException if f does not have C_in channels, or is smaller than the kernel
     */
    public GroupFeatureMap apply(PlanarFeatureMap f) {
        if (f.channels() != inChannels) {
            throw new IllegalArgumentException(
                    "the lifting correlation needs " + inChannels + " channels, but got " + f.channels());
        }
        return correlation.apply(f);
    }

    /** Returns the shape of the output for an input of the given size. */
    public MapShape outputShape(int height, int width) {
        return correlation.outputShape(height, width);
    }

    /** Returns the kernels in every pose. */
    public ExpandedKernels kernels() {
        return kernels;
    }

    /** Returns the name of the algorithm that computes this layer. */
    public String algorithm() {
        return correlation.algorithm();
    }
}
