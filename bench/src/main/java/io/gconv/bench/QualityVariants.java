package io.gconv.bench;

import io.gconv.group.CyclicGroup;
import io.gconv.image.DecodeOptions;
import io.gconv.image.DecodedImage;
import io.gconv.image.ImageDecoder;
import io.gconv.jobs.config.PipelineConfig;
import io.gconv.layer.Projection;
import io.gconv.pipeline.DescriptorSpec;
import io.gconv.pipeline.DescriptorSpec.Harmonics;
import io.gconv.pipeline.DescriptorSpec.Pooled;
import io.gconv.pipeline.DescriptorSpec.RegionSpec;
import io.gconv.pipeline.KernelSpec;
import io.gconv.pipeline.KernelTerm;
import io.gconv.pipeline.LayerSpec;
import io.gconv.pipeline.Pipeline;
import io.gconv.pipeline.PipelineSpec;
import io.gconv.pipeline.Statistic;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Writes descriptors of a folder of images as CSV ({@code path, "[d0, d1, …]"}), with a pipeline as it is and with one
 * ingredient left out at a time: what docs/quality.md compares.
 */
final class QualityVariants {

    private static final Map<String, UnaryOperator<PipelineSpec>> VARIANTS = new LinkedHashMap<>();

    static {
        VARIANTS.put("full", spec -> spec);
        VARIANTS.put("no-second-layer", spec -> descriptor(spec, QualityVariants::onlyLift));
        VARIANTS.put(
                "no-spectrum", spec -> descriptor(spec, part -> projections(part, QualityVariants::withoutSpectrum)));
        VARIANTS.put("no-max", spec -> descriptor(spec, part -> projections(part, QualityVariants::withoutMax)));
        VARIANTS.put("no-std", spec -> descriptor(spec, QualityVariants::onlyMeans));
        VARIANTS.put("no-blobs", spec -> descriptor(spec, QualityVariants::withoutBlobs));
        VARIANTS.put("two-wavelengths", spec -> descriptor(spec, part -> firstWaves(part, 2)));
        VARIANTS.put("one-wavelength", spec -> descriptor(spec, part -> firstWaves(part, 1)));
        VARIANTS.put("8-rotations", spec -> rotations(spec, 8));
        VARIANTS.put("4-rotations", spec -> rotations(spec, 4));
        VARIANTS.put("1-ring", spec -> descriptor(spec, part -> rings(part, 0)));
        VARIANTS.put("3-rings", spec -> descriptor(spec, part -> rings(part, 3)));
        VARIANTS.put("8-rings", spec -> descriptor(spec, part -> rings(part, 8)));
        VARIANTS.put("k=0", spec -> descriptor(spec, part -> frequencies(part, 0)));
        VARIANTS.put("k=0,2", spec -> descriptor(spec, part -> frequencies(part, 2)));
        VARIANTS.put("m=0", spec -> descriptor(spec, part -> order(part, 0)));
        VARIANTS.put("m=0..2", spec -> descriptor(spec, part -> order(part, 2)));
        VARIANTS.put("m=0..4", spec -> descriptor(spec, part -> order(part, 4)));
        VARIANTS.put("ring-means", spec -> descriptor(spec, QualityVariants::ringMeans));
    }

    private QualityVariants() {}

    /**
     * Writes one CSV file per variant.
     *
     * @param args pipeline file, folder of PNG images, output folder, then the names of variants
     */
    static void write(List<String> args) throws IOException {
        if (args.size() < 4) {
            throw new IllegalArgumentException(
                    "descriptors PIPELINE IMAGES OUTPUT VARIANT…, with variants " + VARIANTS.keySet());
        }
        PipelineSpec spec = PipelineConfig.load(Path.of(args.get(0)));
        List<Path> images;
        try (Stream<Path> files = Files.walk(Path.of(args.get(1)))) {
            images = files.filter(file -> file.toString().endsWith(".png"))
                    .sorted()
                    .toList();
        }
        Files.createDirectories(Path.of(args.get(2)));
        for (String name : args.subList(3, args.size())) {
            UnaryOperator<PipelineSpec> variant = VARIANTS.get(name);
            if (variant == null) {
                throw new IllegalArgumentException("no variant " + name + "; there are " + VARIANTS.keySet());
            }
            write(Pipeline.of(variant.apply(spec)), images, Path.of(args.get(2), spec.name() + "." + name + ".csv"));
        }
    }

    private static void write(Pipeline pipeline, List<Path> images, Path csv) throws IOException {
        DecodeOptions options =
                pipeline.spec().input().decodeOptions(DecodeOptions.DEFAULT_MAX_PIXELS, DecodeOptions.Leniency.STRICT);
        try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(csv))) {
            for (Path image : images) {
                DecodedImage decoded = ImageDecoder.decode(Files.readAllBytes(image), options);
                if (!(decoded instanceof DecodedImage.Success success)) {
                    throw new IOException(image + " cannot be decoded");
                }
                float[] descriptor = pipeline.apply(success.map(), Set.of()).descriptor();
                out.println("\"" + image + "\",\"" + Arrays.toString(descriptor) + "\"");
            }
        }
    }

    private static PipelineSpec descriptor(PipelineSpec s, Function<DescriptorSpec, List<DescriptorSpec>> f) {
        List<DescriptorSpec> parts =
                s.descriptor().stream().flatMap(part -> f.apply(part).stream()).toList();
        Set<String> read = parts.stream().map(DescriptorSpec::layer).collect(Collectors.toSet());
        List<LayerSpec> layers =
                s.layers().stream().filter(layer -> read.contains(layer.name())).toList();
        return new PipelineSpec(s.name(), "", s.input(), s.group(), s.lift(), layers, parts);
    }

    private static List<DescriptorSpec> onlyLift(DescriptorSpec part) {
        return part.layer().equals("lift") ? List.of(part) : List.of();
    }

    private static List<DescriptorSpec> onlyMeans(DescriptorSpec part) {
        Pooled p = (Pooled) part;
        return List.of(new Pooled(
                p.layer(), p.channels(), p.projections(), p.region(), List.of(Statistic.MEAN), p.compression()));
    }

    private static List<DescriptorSpec> projections(DescriptorSpec part, UnaryOperator<List<Projection>> f) {
        Pooled p = (Pooled) part;
        return List.of(new Pooled(
                p.layer(), p.channels(), f.apply(p.projections()), p.region(), p.statistics(), p.compression()));
    }

    private static List<Projection> withoutSpectrum(List<Projection> projections) {
        return projections.stream()
                .map(p -> p instanceof Projection.Spectrum ? new Projection.Mean() : p)
                .toList();
    }

    private static List<Projection> withoutMax(List<Projection> projections) {
        return projections.stream().filter(p -> !(p instanceof Projection.Max)).toList();
    }

    /** In se2 the blobs are the channels from 3 on of the lift, and from 12 on of the second layer. */
    private static List<DescriptorSpec> withoutBlobs(DescriptorSpec part) {
        int first = part.layer().equals("lift") ? 3 : 12;
        return part.channels().stream().anyMatch(c -> c < first) ? List.of(part) : List.of();
    }

    /** In se2 the waves are the channels 0 … 2 of the lift; the second layer reads the first two. */
    private static List<DescriptorSpec> firstWaves(DescriptorSpec part, int waves) {
        Pooled p = (Pooled) part;
        List<Integer> channels = p.channels().stream()
                .filter(c -> p.layer().equals("lift") ? c < waves || (c >= 3 && c < 3 + 2 * waves) : reads(c, waves))
                .toList();
        return channels.isEmpty()
                ? List.of()
                : List.of(
                        new Pooled(p.layer(), channels, p.projections(), p.region(), p.statistics(), p.compression()));
    }

    private static boolean reads(int channel, int waves) {
        boolean second = channel < 12 ? channel >= 8 : channel >= 16;
        return waves >= 2 || !second;
    }

    /** Taps keep their angle; those that H no longer has are left out. */
    private static PipelineSpec rotations(PipelineSpec s, int n) {
        int step = s.group().rotations() / n;
        List<LayerSpec> layers = s.layers().stream()
                .map(layer -> taps((LayerSpec.Correlation) layer, step))
                .toList();
        return new PipelineSpec(s.name(), "", s.input(), new CyclicGroup(n), s.lift(), layers, kept(s, step));
    }

    private static LayerSpec taps(LayerSpec.Correlation layer, int step) {
        KernelSpec.Terms terms = (KernelSpec.Terms) layer.kernels();
        List<List<KernelTerm>> channels = terms.channels().stream()
                .filter(channel -> channel.stream().allMatch(term -> term.tap() % step == 0))
                .map(channel -> channel.stream()
                        .map(t -> new KernelTerm(
                                t.weight(),
                                t.channel(),
                                t.tap() / step,
                                t.kernel(),
                                t.x(),
                                t.y(),
                                t.angle(),
                                t.support(),
                                t.mean()))
                        .toList())
                .toList();
        List<Integer> taps = layer.taps().stream()
                .filter(t -> t % step == 0)
                .map(t -> t / step)
                .toList();
        return new LayerSpec.Correlation(
                layer.name(),
                layer.window(),
                layer.padding(),
                taps,
                new KernelSpec.Terms(channels, terms.normalisation()),
                layer.bias(),
                layer.activation());
    }

    /** The channels of the second layer after taps were left out: with every step, 12 · kept/4 of waves, then 6 of blobs. */
    private static List<DescriptorSpec> kept(PipelineSpec s, int step) {
        int waves = step <= 2 ? 12 : 6;
        return s.descriptor().stream()
                .map(part -> {
                    if (part.layer().equals("lift") || !(part instanceof Pooled p)) {
                        return part;
                    }
                    boolean first = p.channels().contains(0);
                    int from = first ? 0 : waves;
                    int to = first ? waves : waves + 6;
                    List<Integer> channels = IntStream.range(from, to).boxed().toList();
                    return (DescriptorSpec) new Pooled(
                            p.layer(), channels, p.projections(), p.region(), p.statistics(), p.compression());
                })
                .toList();
    }

    private static List<DescriptorSpec> rings(DescriptorSpec part, int rings) {
        Harmonics h = (Harmonics) part;
        return List.of(new Harmonics(
                h.layer(),
                h.channels(),
                new RegionSpec(rings, h.region().margin()),
                h.maxOrder(),
                h.frequencies(),
                h.compression()));
    }

    private static List<DescriptorSpec> frequencies(DescriptorSpec part, int largest) {
        Harmonics h = (Harmonics) part;
        List<Integer> kept =
                h.frequencies().stream().filter(k -> Math.abs(k) <= largest).toList();
        return List.of(new Harmonics(h.layer(), h.channels(), h.region(), h.maxOrder(), kept, h.compression()));
    }

    private static List<DescriptorSpec> order(DescriptorSpec part, int order) {
        Harmonics h = (Harmonics) part;
        return List.of(new Harmonics(h.layer(), h.channels(), h.region(), order, h.frequencies(), h.compression()));
    }

    private static List<DescriptorSpec> ringMeans(DescriptorSpec part) {
        Harmonics h = (Harmonics) part;
        return List.of(new Pooled(
                h.layer(),
                h.channels(),
                List.of(new Projection.Spectrum(4, 2), new Projection.Max()),
                h.region(),
                List.of(Statistic.MEAN, Statistic.STD),
                h.compression()));
    }
}
