package io.gconv.jobs.config;

import io.gconv.group.PlanarGroup;
import io.gconv.kernel.KernelWindow;
import io.gconv.layer.EngineOptions;
import io.gconv.layer.Padding;
import io.gconv.layer.Pointwise;
import io.gconv.layer.SpatialPooling;
import io.gconv.pipeline.KernelSpec;
import io.gconv.pipeline.KernelTerm;
import io.gconv.pipeline.LayerSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The {@code lift} and the {@code layers}. */
final class LayerConfig {

    private LayerConfig() {}

    static LayerSpec.Correlation readLift(ConfigObject config, EngineOptions engine) {
        LayerSpec.Correlation lift =
                config.checked(() -> correlation(config, config.string("name", "lift"), List.of(0), engine));
        config.refuseUnknownKeys();
        return lift;
    }

    static LayerSpec read(ConfigObject config, PlanarGroup group, EngineOptions engine) {
        String type = config.string("type");
        LayerSpec layer = config.checked(() -> switch (type) {
            case "group-correlation" -> correlation(config, config.string("name"), taps(config, group), engine);
            case "pooling" ->
                new LayerSpec.Pooling(config.string("name"), new SpatialPooling(config.integer("size-px")));
            default -> throw config.oneOf("type", type, List.of("group-correlation", "pooling"));
        });
        config.refuseUnknownKeys();
        return layer;
    }

    /** {@code taps = all} stands for all elements of H at the first {@code tap-levels} scales. */
    private static List<Integer> taps(ConfigObject config, PlanarGroup group) {
        if (config.has("taps") && config.isList("taps")) {
            return config.integers("taps");
        }
        String taps = config.string("taps", "all");
        if (!taps.equals("all")) {
            throw config.error("taps", "must be all or a list of elements of H, but was '" + taps + "'");
        }
        int levels = config.integer("tap-levels", 1);
        if (levels < 1 || levels > group.levels()) {
            throw config.error("tap-levels", "must be in 1 … " + group.levels() + ", but was " + levels);
        }
        return IntStream.range(0, levels * group.elementsPerLevel()).boxed().toList();
    }

    private static LayerSpec.Correlation correlation(
            ConfigObject config, String name, List<Integer> taps, EngineOptions engine) {
        return new LayerSpec.Correlation(
                name,
                new KernelWindow(
                        config.integer("size-px"),
                        config.constant("window", KernelWindow.Shape.class, KernelWindow.Shape.DISK)),
                config.constant("padding", Padding.class, Padding.ZERO),
                taps,
                kernels(config.object("kernels")),
                config.has("bias") ? config.numbers("bias") : List.of(),
                activation(config),
                config.has("engine") ? readEngine(config.object("engine"), engine) : engine);
    }

    /** Reads {@code engine { exact = true, algorithm = fft }}; what is not there is as in {@code defaults}. */
    static EngineOptions readEngine(ConfigObject config, EngineOptions defaults) {
        EngineOptions engine = config.checked(() -> {
            boolean exact = config.flag("exact", defaults.exactness() == EngineOptions.Exactness.EXACT);
            return new EngineOptions(
                    config.string("algorithm", defaults.algorithm()),
                    exact ? EngineOptions.Exactness.EXACT : EngineOptions.Exactness.ROUNDED);
        });
        config.refuseUnknownKeys();
        return engine;
    }

    /** {@code activation = relu}, or a list of {@code { function = relu, channels = 4 }} for channel after channel. */
    private static List<Pointwise> activation(ConfigObject config) {
        if (config.has("activation") && config.isList("activation")) {
            return List.of(new Pointwise(
                    config.objects("activation").stream().map(LayerConfig::part).toList()));
        }
        if (config.string("activation", "none").equals("none")) {
            return List.of();
        }
        Pointwise.Function function = config.constant("activation", Pointwise.Function.class, Pointwise.Function.RELU);
        return List.of(new Pointwise(List.of(new Pointwise.Part(function, slope(config, function), 0))));
    }

    private static Pointwise.Part part(ConfigObject config) {
        Pointwise.Part part = config.checked(() -> {
            Pointwise.Function function =
                    config.constant("function", Pointwise.Function.class, Pointwise.Function.IDENTITY);
            return new Pointwise.Part(function, slope(config, function), config.integer("channels", 0));
        });
        config.refuseUnknownKeys();
        return part;
    }

    private static double slope(ConfigObject config, Pointwise.Function function) {
        return function == Pointwise.Function.LEAKY_RELU ? config.number("slope", 0.01) : 0;
    }

    private static KernelSpec kernels(ConfigObject config) {
        KernelSpec kernels = config.checked(() -> {
            KernelSpec.Normalisation normalisation =
                    config.constant("normalise", KernelSpec.Normalisation.class, KernelSpec.Normalisation.NONE);
            if (config.has("channels")) {
                return new KernelSpec.Terms(
                        config.objectLists("channels").stream()
                                .map(terms ->
                                        terms.stream().map(LayerConfig::term).toList())
                                .toList(),
                        normalisation);
            }
            return fromBasis(config, normalisation);
        });
        config.refuseUnknownKeys();
        return kernels;
    }

    private static KernelSpec fromBasis(ConfigObject config, KernelSpec.Normalisation normalisation) {
        if (!config.has("basis")) {
            throw config.error(
                    "channels", "is missing: give channels, or a basis with coefficients, samples or a seed");
        }
        int out = config.integer("out-channels");
        if (config.has("seed")) {
            if (config.has("normalise") && normalisation != KernelSpec.Normalisation.L2) {
                throw config.error("normalise", "must be l2 for drawn kernels");
            }
            return new KernelSpec.Drawn(
                    KernelConfig.readBasis(config.object("basis")), out, config.longInteger("seed"));
        }
        if (config.has("samples")) {
            return new KernelSpec.Sampled(
                    KernelConfig.readBasis(config.object("basis")), out, config.numbers("samples"), normalisation);
        }
        return new KernelSpec.Coefficients(
                KernelConfig.readBasis(config.object("basis")), out, config.numbers("coefficients"), normalisation);
    }

    private static KernelTerm term(ConfigObject config) {
        KernelTerm term = config.checked(() -> {
            double[] at = config.has("at-px") ? config.pair("at-px") : new double[2];
            return new KernelTerm(
                    config.number("weight", 1),
                    config.integer("channel", 0),
                    config.integer("tap", 0),
                    KernelConfig.readKernel(config),
                    at[0],
                    at[1],
                    config.angle("angle"),
                    config.number("support-px", 0),
                    config.constant("mean", KernelTerm.Mean.class, KernelTerm.Mean.KEPT));
        });
        config.refuseUnknownKeys();
        return term;
    }

    static Map<String, Object> write(LayerSpec layer) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", layer.name());
        if (layer instanceof LayerSpec.Pooling pooling) {
            map.put("type", "pooling");
            map.put("size-px", pooling.pooling().size());
        } else if (layer instanceof LayerSpec.Correlation correlation) {
            map.put("type", "group-correlation");
            map.put("taps", correlation.taps());
            map.putAll(writeCorrelation(correlation));
        }
        return map;
    }

    static Map<String, Object> writeLift(LayerSpec.Correlation lift) {
        Map<String, Object> map = writeCorrelation(lift);
        map.put("name", lift.name());
        return map;
    }

    private static Map<String, Object> writeCorrelation(LayerSpec.Correlation layer) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("size-px", layer.window().size());
        map.put("window", ConfigObject.kebab(layer.window().shape()));
        map.put("padding", ConfigObject.kebab(layer.padding()));
        map.put("bias", layer.bias());
        map.put("kernels", writeKernels(layer.kernels()));
        map.put("activation", "none");
        for (Pointwise pointwise : layer.activation()) {
            map.put(
                    "activation",
                    pointwise.parts().stream().map(LayerConfig::writePart).toList());
        }
        if (!layer.engine().equals(EngineOptions.DEFAULT)) { // it changes the last digits only, but it changes them
            map.put(
                    "engine",
                    Map.of(
                            "algorithm",
                            layer.engine().algorithm(),
                            "exact",
                            layer.engine().exactness() == EngineOptions.Exactness.EXACT));
        }
        return map;
    }

    private static Map<String, Object> writePart(Pointwise.Part part) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("function", ConfigObject.kebab(part.function()));
        map.put("channels", part.channels());
        if (part.function() == Pointwise.Function.LEAKY_RELU) {
            map.put("slope", part.slope());
        }
        return map;
    }

    private static Map<String, Object> writeKernels(KernelSpec kernels) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("normalise", ConfigObject.kebab(kernels.normalisation()));
        if (kernels instanceof KernelSpec.Terms terms) {
            List<List<Map<String, Object>>> channels = new ArrayList<>();
            for (List<KernelTerm> channel : terms.channels()) {
                channels.add(channel.stream().map(LayerConfig::writeTerm).toList());
            }
            map.put("channels", channels);
        } else if (kernels instanceof KernelSpec.Coefficients coefficients) {
            map.put("basis", KernelConfig.writeBasis(coefficients.basis()));
            map.put("out-channels", coefficients.outChannels());
            map.put("coefficients", coefficients.coefficients());
        } else if (kernels instanceof KernelSpec.Sampled sampled) {
            map.put("basis", KernelConfig.writeBasis(sampled.basis()));
            map.put("out-channels", sampled.outChannels());
            map.put("samples", sampled.samples());
        } else if (kernels instanceof KernelSpec.Drawn drawn) {
            map.put("basis", KernelConfig.writeBasis(drawn.basis()));
            map.put("out-channels", drawn.outChannels());
            map.put("seed", drawn.seed());
        }
        return map;
    }

    private static Map<String, Object> writeTerm(KernelTerm term) {
        Map<String, Object> map = KernelConfig.writeKernel(term.kernel());
        map.put("weight", term.weight());
        map.put("channel", term.channel());
        map.put("tap", term.tap());
        map.put("at-px", List.of(term.x(), term.y()));
        map.put("angle-rad", term.angle());
        map.put("support-px", term.support());
        map.put("mean", ConfigObject.kebab(term.mean()));
        return map;
    }
}
