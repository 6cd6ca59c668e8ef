package io.gconv.audit;

import io.gconv.kernel.ExpandedKernels;
import io.gconv.layer.GroupCorrelation;
import io.gconv.layer.GroupLayer;
import io.gconv.pipeline.LayerSpec;
import io.gconv.pipeline.Pipeline;
import io.gconv.pipeline.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Up to which root mean square the output of a layer is rounding and no signal, whatever the scale of images and weights.
 *
 * <pre>
 *   level_i = ε (‖k_i‖₁ m_(i−1) + |b_i|),   ε = {@link Audit#FLAT},  m_i = max |F_i|,  m_0 = max |f|
 * </pre>
 *
 * ‖k‖₁ and |b| are the largest over the output channels: the sum in parentheses is what the layer could give, before its
 * activation. If F_i is itself no more than rounding, m_i is what F_i could have been, since the next layer would make a
 * signal of rounding otherwise. Pooling has ‖k‖₁ = 1.
 */
final class RoundingLevels {

    private final List<Gain> gains;

    /** ‖k‖₁ and |b| of a layer. */
    private record Gain(double norm, double bias) {

        double of(double largest) {
            return norm * largest + bias;
        }
    }

    RoundingLevels(Pipeline pipeline) {
        List<Gain> all = new ArrayList<>();
        for (Stage stage : pipeline.stages()) {
            all.add(new Gain(all.isEmpty() ? norm(pipeline.lift().kernels()) : norm(stage), bias(stage.spec())));
        }
        gains = List.copyOf(all);
    }

    private static double norm(Stage stage) {
        double norm = 1;
        for (GroupLayer layer : stage.layers()) {
            norm *= layer instanceof GroupCorrelation correlation ? norm(correlation.kernels()) : 1;
        }
        return norm;
    }

    private static double norm(ExpandedKernels kernels) {
        int channels = kernels.outPlanes() / kernels.outGroup().order();
        return IntStream.range(0, channels).mapToDouble(kernels::norm1).max().orElse(0);
    }

    private static double bias(LayerSpec layer) {
        return layer instanceof LayerSpec.Correlation correlation
                ? correlation.bias().stream().mapToDouble(Math::abs).max().orElse(0)
                : 0;
    }

    /**
     * Returns the level of every layer for one image.
     *
     * @param image m_0, of the image before the pipeline subtracts anything
     * @param maps F_i
     */
    List<Double> of(double image, List<ProjectedMap> maps) {
        List<Double> levels = new ArrayList<>();
        double in = image;
        for (int i = 0; i < gains.size(); i++) {
            double possible = gains.get(i).of(in);
            double level = Audit.FLAT * possible;
            double largest = maps.get(i).map().largest();
            levels.add(level);
            in = largest > level ? largest : possible;
        }
        return levels;
    }
}
