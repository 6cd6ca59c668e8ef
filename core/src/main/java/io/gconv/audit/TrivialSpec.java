package io.gconv.audit;

import io.gconv.group.TrivialGroup;
import io.gconv.kernel.KernelWindow;
import io.gconv.layer.EngineOptions;
import io.gconv.layer.Projection;
import io.gconv.pipeline.DescriptorSpec;
import io.gconv.pipeline.KernelSpec;
import io.gconv.pipeline.KernelTerm;
import io.gconv.pipeline.LayerSpec;
import io.gconv.pipeline.PipelineSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * A pipeline on H = {e} with the kernels of another one at h = e: of analytic terms those of each channel's smallest tap,
 * of coefficients and samples those of the first tap; drawn kernels are drawn anew. Descriptors take the mean instead of a spectrum,
 * and of harmonics only the frequency 0 along θ.
 */
final class TrivialSpec {

    private TrivialSpec() {}

    static PipelineSpec of(PipelineSpec spec) {
        return new PipelineSpec(
                spec.name(),
                spec.description(),
                spec.input(),
                new TrivialGroup(),
                correlation(spec.lift()),
                spec.layers().stream().map(TrivialSpec::layer).toList(),
                spec.descriptor().stream().map(TrivialSpec::descriptor).toList());
    }

    private static LayerSpec layer(LayerSpec layer) {
        return layer instanceof LayerSpec.Correlation correlation ? correlation(correlation) : layer;
    }

    private static LayerSpec.Correlation correlation(LayerSpec.Correlation layer) {
        return new LayerSpec.Correlation(
                layer.name(),
                layer.window(),
                layer.padding(),
                List.of(0),
                kernels(layer.kernels(), layer.window(), layer.taps().size()),
                layer.bias(),
                layer.activation(),
                new EngineOptions("auto", layer.engine().exactness())); // others may need quarter turns
    }

    private static KernelSpec kernels(KernelSpec kernels, KernelWindow window, int taps) {
        if (kernels instanceof KernelSpec.Terms terms) {
            return new KernelSpec.Terms(
                    terms.channels().stream().map(TrivialSpec::firstTap).toList(), terms.normalisation());
        }
        if (kernels instanceof KernelSpec.Coefficients given && taps > 1) {
            List<Double> first =
                    firstTap(given.coefficients(), given.basis().functions().size(), taps);
            return new KernelSpec.Coefficients(given.basis(), given.outChannels(), first, given.normalisation());
        }
        if (kernels instanceof KernelSpec.Sampled given) {
            List<Double> first = firstTap(given.samples(), window.size() * window.size(), taps);
            return new KernelSpec.Sampled(given.basis(), given.outChannels(), first, given.normalisation());
        }
        return kernels;
    }

    /** Returns the numbers of the first tap, of so many numbers for each. */
    private static List<Double> firstTap(List<Double> numbers, int perTap, int taps) {
        List<Double> first = new ArrayList<>();
        for (int from = 0; from < numbers.size(); from += taps * perTap) {
            first.addAll(numbers.subList(from, from + perTap));
        }
        return first;
    }

    private static List<KernelTerm> firstTap(List<KernelTerm> terms) {
        int first = terms.stream().mapToInt(KernelTerm::tap).min().orElse(0);
        return terms.stream()
                .filter(term -> term.tap() == first)
                .map(term -> term.withTap(0))
                .toList();
    }

    private static DescriptorSpec descriptor(DescriptorSpec part) {
        if (part instanceof DescriptorSpec.Pooled pooled) {
            List<Projection> projections = pooled.projections().stream()
                    .map(p -> p instanceof Projection.Spectrum ? new Projection.Mean() : p)
                    .distinct()
                    .toList();
            return new DescriptorSpec.Pooled(
                    pooled.layer(),
                    pooled.channels(),
                    projections,
                    pooled.region(),
                    pooled.statistics(),
                    pooled.compression());
        }
        DescriptorSpec.Harmonics harmonics = (DescriptorSpec.Harmonics) part;
        return new DescriptorSpec.Harmonics(
                harmonics.layer(),
                harmonics.channels(),
                harmonics.region(),
                harmonics.maxOrder(),
                List.of(0),
                harmonics.compression());
    }
}
