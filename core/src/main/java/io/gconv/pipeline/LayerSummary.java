package io.gconv.pipeline;

import io.gconv.kernel.ExpandedKernels;
import io.gconv.layer.LayerPlan;
import io.gconv.layer.MapShape;
import java.util.List;

/**
 * The shape and cost of one layer for a given image size.
 *
 * @param name the layer
 * @param kind {@code lifting-correlation}, {@code group-correlation} or {@code pooling}
 * @param group H of the output
 * @param channels output channels
 * @param elements |H| of the output
 * @param height rows of the output
 * @param width columns of the output
 * @param receptiveFieldRadiusPx how far an output looks, in pixels of the image
 * @param parameters free numbers of the kernels, and biases
 * @param multiplications for one image, as a direct correlation
 * @param plan how it is computed
 * @param notes what limits its equivariance, or was approximated, in sentences
 */
public record LayerSummary(
        String name,
        String kind,
        String group,
        int channels,
        int elements,
        int height,
        int width,
        double receptiveFieldRadiusPx,
        long parameters,
        long multiplications,
        LayerPlan plan,
        List<String> notes) {

    static final String LIFT = "lifting-correlation";

    /** The cost of the correlation in a stage, if there is one. */
    record Cost(long multiplications, LayerPlan plan) {

        static final Cost NONE = new Cost(0, LayerPlan.NONE);

        static Cost of(ExpandedKernels kernels, LayerPlan plan, MapShape out) {
            return new Cost(kernels.multiplicationsPerPixel() * out.height() * out.width(), plan);
        }
    }

    static LayerSummary of(Stage stage, String kind, MapShape shape, Cost cost) {
        long parameters = 0;
        List<String> notes = List.of();
        if (stage.spec() instanceof LayerSpec.Correlation correlation) {
            parameters = correlation.kernels().parameters() + correlation.bias().size();
            notes = KernelNotes.of(correlation, shape.group(), kind.equals(LIFT));
        }
        return new LayerSummary(
                stage.spec().name(),
                kind,
                shape.group().label(),
                shape.channels(),
                shape.group().order(),
                shape.height(),
                shape.width(),
                stage.receptiveFieldRadius(),
                parameters,
                cost.multiplications(),
                cost.plan(),
                notes);
    }
}
