package io.gconv.layer;

import io.gconv.feature.GroupFeatureMap;
import io.gconv.group.PlanarGroup;
import io.gconv.kernel.ExpandedKernels;
import io.gconv.kernel.KernelBank;
import io.gconv.kernel.KernelWindow;
import java.util.Optional;

/**
 * Group correlation: finds patterns of relative poses.
 *
 * <pre>
 *   (K ⋆ F)(x, h) = 1/|det h| ∫ Σ_h′ K(h⁻¹(x′ − x), h⁻¹h′) F(x′, h′) dx′  =  1/|det h| ⟨L_(x,h) K, F⟩
 *   out_o = b_o + Σ_c K_(o,c) ⋆ F_c
 * </pre>
 *
 * The sum over h′ is a sum, not an average. Only the taps t = h⁻¹h′ of the kernel bank contribute. Equivariant like the
 * {@link LiftingCorrelation}. Cost: O(C_out · C_in · |H| · taps · K² · Y · X).
 *
 * @see <a href="https://arxiv.org/abs/1602.07576">T. Cohen, M. Welling, <i>Group Equivariant Convolutional Networks</i>,
 *     ICML 2016, §6</a>
 */
public final class GroupCorrelation implements GroupLayer {

    private final PlanarGroup group;
    private final ExpandedKernels kernels;
    private final int inChannels;
    private final PreparedCorrelation correlation;

    /**
     * Creates the layer.
     *
     * @param group H of the input
     * @param bank kernels of shape [C_out, C_in, taps]
     * @param window where the kernels are sampled at h = e
     * @param padding what happens at the border of the image
     * @param bias b, one value per output channel
     */
    public GroupCorrelation(PlanarGroup group, KernelBank bank, KernelWindow window, Padding padding, double[] bias) {
        this(group, bank, window, padding, bias, EngineOptions.DEFAULT, 1);
    }

    /**
     * Creates the layer with a choice of how it is computed.
     *
     * @param pitch distance of the pixels of the input, in pixels of the image: more than 1 behind pooling
     */
    public GroupCorrelation(
            PlanarGroup group,
            KernelBank bank,
            KernelWindow window,
            Padding padding,
            double[] bias,
            EngineOptions options,
            int pitch) {
        this.group = group;
        this.kernels = ExpandedKernels.group(bank, window, group);
        this.inChannels = bank.inChannels();
        this.correlation = new PreparedCorrelation(
                kernels, bank.outChannels(), bias, padding, options.choice().atPitch(pitch));
    }

    private GroupCorrelation(GroupCorrelation before, PreparedCorrelation correlation) {
        this.group = before.group;
        this.kernels = before.kernels;
        this.inChannels = before.inChannels;
        this.correlation = correlation;
    }

    /**
     * Returns this layer, which has no activation yet, followed by one, which saves passes over memory.
     *
     * @throws IllegalArgumentException if the activation does not take the channels of this layer
     * @throws IllegalStateException if this layer is followed by one already
     */
    public GroupCorrelation followedBy(Pointwise activation) {
        return new GroupCorrelation(this, correlation.followedBy(activation));
    }

    /**
     * Returns this layer followed by {@link Projection.Max}, which saves passes over memory: the feature map on R² is one on the
     * trivial group, of shape [C_out, 1, Y, X].
     *
     * @return empty if the activation of this layer is a modulus
     */
    public Optional<GroupCorrelation> maximum() {
        return correlation.maximum().map(maximum -> new GroupCorrelation(this, maximum));
    }

    /**
     * Applies the layer to a map that is there already; allocates nothing.
     *
     * @param f feature map of shape [C_in, |H|, Y, X]; not modified
     * @param out of the output's shape; overwritten
     * @throws IllegalArgumentException if f or out has another shape, or f a value that is not finite
     */
    @Override
    public void apply(GroupFeatureMap f, GroupFeatureMap out) {
        check(f.group(), f.channels());
        FiniteValues.check(f);
        correlation.apply(f, out);
    }

    @Override
    public void apply(GroupFeatureMap f, GroupFeatureMap out, MapPart part) {
        check(f.group(), f.channels());
        correlation.apply(f, out, part);
    }

    @Override
    public int grain(MapShape in) {
        return correlation.grain(in.height(), in.width());
    }

    @Override
    public MapShape outputShape(MapShape in) {
        check(in.group(), in.channels());
        return correlation.outputShape(in.height(), in.width());
    }

    private void check(PlanarGroup inGroup, int channels) {
        if (!inGroup.equals(group) || channels != inChannels) {
            throw new IllegalArgumentException("the group correlation needs " + inChannels + " channels on "
                    + group.label() + ", but got " + channels + " on " + inGroup.label());
        }
    }

    @Override
    public double radius() {
        return kernels.radius();
    }

    @Override
    public int stride() {
        return 1;
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
