package io.gconv.pipeline;

import io.gconv.kernel.KernelWindow;
import io.gconv.layer.EngineOptions;
import io.gconv.layer.Padding;
import io.gconv.layer.Pointwise;
import io.gconv.layer.SpatialPooling;
import java.io.Serializable;
import java.util.List;

/** One named layer of a pipeline, as data. */
public sealed interface LayerSpec extends Serializable {

    /** Returns the name, by which descriptors and {@code --maps} refer to the layer's output. */
    String name();

    /**
     * A correlation with bias and activation: the lifting correlation if it is the first layer, a group correlation
     * otherwise.
     *
     * @param name the name
     * @param window the kernel window at h = e
     * @param padding what happens at the border
     * @param taps the relative poses h⁻¹h′ that the kernels have; {0} for the lifting correlation
     * @param kernels the kernels
     * @param bias one value per output channel, or none for 0
     * @param activation the pointwise map that follows, at most one
     * @param engine how it may be computed
     */
    record Correlation(
            String name,
            KernelWindow window,
            Padding padding,
            List<Integer> taps,
            KernelSpec kernels,
            List<Double> bias,
            List<Pointwise> activation,
            EngineOptions engine)
            implements LayerSpec {

        /** A correlation that is computed in whichever way is the fastest. */
        public Correlation(
                String name,
                KernelWindow window,
                Padding padding,
                List<Integer> taps,
                KernelSpec kernels,
                List<Double> bias,
                List<Pointwise> activation) {
            this(name, window, padding, taps, kernels, bias, activation, EngineOptions.DEFAULT);
        }

        /** Copies the lists. */
        public Correlation {
            checkName(name);
            taps = List.copyOf(taps);
            bias = List.copyOf(bias);
            activation = List.copyOf(activation);
            if (kernels instanceof KernelSpec.Terms terms) {
                terms.checkInside(window);
            }
            if (activation.size() > 1) {
                throw new IllegalArgumentException("layer " + name + " has more than one activation");
            }
        }
    }

    /**
     * Antialiased pooling with stride 2.
     *
     * @param name the name
     * @param pooling the layer
     */
    record Pooling(String name, SpatialPooling pooling) implements LayerSpec {

        /** Checks the name. */
        public Pooling {
            checkName(name);
        }
    }

    private static void checkName(String name) {
        if (!name.matches("[A-Za-z][A-Za-z0-9_-]{0,63}")) {
            throw new IllegalArgumentException(
                    "a layer name must be a letter followed by letters, digits, - or _, but was '" + name + "'");
        }
    }
}
