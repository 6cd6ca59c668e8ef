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
        this(group, bank, window, padding, bias, EngineOptions.DEFAULT);
    }

    /** Creates the layer with a choice of how it is computed. */
    public LiftingCorrelation(
            PlanarGroup group,
            KernelBank bank,
            KernelWindow window,
            Padding padding,
            double[] bias,
            EngineOptions options) {
        this.kernels = ExpandedKernels.lifting(bank, window, group);
        this.inChannels = bank.inChannels();
        this.correlation = new PreparedCorrelation(kernels, bank.outChannels(), bias, padding, options.choice());
    }

    private LiftingCorrelation(LiftingCorrelation linear, Pointwise activation) {
        this.kernels = linear.kernels;
        this.inChannels = linear.inChannels;
        this.correlation = linear.correlation.followedBy(activation);
    }

    /**
     * Returns this layer, which has no activation yet, followed by one, which saves passes over memory.
     *
     * @throws IllegalArgumentException if the activation does not take the channels of this layer
     * @throws IllegalStateException if this layer is followed by one already
     */
    public LiftingCorrelation followedBy(Pointwise activation) {
        return new LiftingCorrelation(this, activation);
    }

    /**
     * Applies the correlation.
     *
     * @param f feature map of shape [C_in, Y, X]; not modified
     * @return feature map of shape [C_out, |H|, Y, X], or less K − 1 rows and columns with valid padding
     * @throws IllegalArgumentException if f does not have C_in channels, is smaller than the kernel, or has a value that
     *     is not finite
     */
    public GroupFeatureMap apply(PlanarFeatureMap f) {
        GroupFeatureMap out = outputShape(f.height(), f.width()).newMap();
        apply(f, out);
        return out;
    }

    /**
     * Applies the correlation to a map that is there already; allocates nothing.
     *
     * @param f as above
     * @param out feature map of the output's shape; overwritten
     * @throws IllegalArgumentException as above, or if out has another shape
     */
    public void apply(PlanarFeatureMap f, GroupFeatureMap out) {
        check(f);
        correlation.apply(f, out);
    }

    /**
     * Like {@link #apply(PlanarFeatureMap, GroupFeatureMap)}, but for a part of the output, and without looking for
     * values that are not finite: the whole image has been through {@link #check}.
     */
    public void apply(PlanarFeatureMap f, GroupFeatureMap out, MapPart part) {
        checkChannels(f);
        correlation.apply(f, out, part);
    }

    /** Returns how many rows of the output are computed together, as {@link GroupLayer#grain}. */
    public int grain(int height, int width) {
        return correlation.grain(height, width);
    }

    /**
     * Checks an image, in one pass over its values.
     *
     * @throws IllegalArgumentException if it does not have C_in channels, or has a value that is not finite
     */
    public void check(PlanarFeatureMap f) {
        check(f, 0);
    }

    /** Like {@link #check(PlanarFeatureMap)}, but for rows of an image of which f has those from {@code top} on. */
    public void check(PlanarFeatureMap f, int top) {
        checkChannels(f);
        FiniteValues.check(f, top);
    }

    private void checkChannels(PlanarFeatureMap f) {
        if (f.channels() != inChannels) {
            throw new IllegalArgumentException(
                    "the lifting correlation needs " + inChannels + " channels, but got " + f.channels());
        }
    }

    /** Returns the shape of the output for an input of the given size. */
    public MapShape outputShape(int height, int width) {
        return correlation.outputShape(height, width);
    }

    /** Returns the bytes of buffers of one thread for a part of a map of another size, which chooses the algorithms. */
    public long workspaceBytes(int height, int width, int plannedHeight, int plannedWidth) {
        return correlation.workspaceBytes(height, width, plannedHeight, plannedWidth);
    }

    /** Returns the kernels in every pose. */
    public ExpandedKernels kernels() {
        return kernels;
    }

    /** Returns how this layer is computed for inputs of the given size. */
    public LayerPlan plan(int height, int width) {
        return correlation.plan(height, width);
    }
}
