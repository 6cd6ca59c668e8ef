package io.gconv.jobs.config;

import io.gconv.group.PlanarGroup;
import io.gconv.layer.Projection;
import io.gconv.pipeline.DescriptorSpec;
import io.gconv.pipeline.DescriptorSpec.Compression;
import io.gconv.pipeline.DescriptorSpec.Margin;
import io.gconv.pipeline.DescriptorSpec.RegionSpec;
import io.gconv.pipeline.Statistic;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The parts of the {@code descriptor}. */
final class DescriptorConfig {

    private DescriptorConfig() {}

    static DescriptorSpec read(ConfigObject config, PlanarGroup group) {
        DescriptorSpec descriptor =
                config.checked(() -> config.has("harmonics") ? readHarmonics(config) : readPooled(config, group));
        config.refuseUnknownKeys();
        return descriptor;
    }

    private static DescriptorSpec readPooled(ConfigObject config, PlanarGroup group) {
        List<Projection> projections = new ArrayList<>();
        for (String name : config.strings("projections")) {
            projections.add(
                    switch (name) {
                        case "max" -> new Projection.Max();
                        case "mean" -> new Projection.Mean();
                        case "l2" -> new Projection.L2();
                        case "spectrum" -> spectrum(config, group);
                        default -> throw config.oneOf("projections", name, List.of("max", "mean", "l2", "spectrum"));
                    });
        }
        return new DescriptorSpec.Pooled(
                config.string("layer"),
                channels(config),
                projections,
                region(config),
                config.has("statistics") ? config.constants("statistics", Statistic.class) : List.of(Statistic.MEAN),
                compression(config));
    }

    private static Projection spectrum(ConfigObject config, PlanarGroup group) {
        int half = group.rotations() / 2;
        int largest = config.integer("max-frequency", half);
        if (largest > half) {
            throw config.error(
                    "max-frequency", "must be at most " + half + " for " + group.label() + ", but was " + largest);
        }
        return new Projection.Spectrum(largest, config.integer("frequency-step", 1));
    }

    private static DescriptorSpec readHarmonics(ConfigObject config) {
        ConfigObject harmonics = config.object("harmonics");
        DescriptorSpec spec = new DescriptorSpec.Harmonics(
                config.string("layer"),
                channels(config),
                region(config),
                harmonics.integer("max-order"),
                harmonics.integers("frequencies"),
                compression(config));
        harmonics.refuseUnknownKeys();
        return spec;
    }

    private static List<Integer> channels(ConfigObject config) {
        return config.has("channels") ? config.integers("channels") : List.of();
    }

    private static RegionSpec region(ConfigObject config) {
        Margin margin =
                config.has("margin-px") ? new Margin.Pixels(config.number("margin-px")) : new Margin.ReceptiveField();
        return new RegionSpec(config.integer("rings", 0), margin);
    }

    private static Compression compression(ConfigObject config) {
        String name = config.string("compression", "none");
        return switch (name) {
            case "none" -> new Compression.None();
            case "sqrt" -> new Compression.Sqrt();
            case "log" -> new Compression.Log(config.number("log-epsilon"));
            default -> throw config.oneOf("compression", name, List.of("none", "sqrt", "log"));
        };
    }

    static Map<String, Object> write(DescriptorSpec spec) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("layer", spec.layer());
        map.put("channels", spec.channels());
        map.put("rings", spec.region().rings());
        if (spec.region().margin() instanceof Margin.Pixels margin) {
            map.put("margin-px", margin.px());
        }
        if (spec.compression() instanceof Compression.Log log) {
            map.put("compression", "log");
            map.put("log-epsilon", log.epsilon());
        } else {
            map.put("compression", spec.compression() instanceof Compression.Sqrt ? "sqrt" : "none");
        }
        if (spec instanceof DescriptorSpec.Harmonics harmonics) {
            map.put("harmonics", Map.of("max-order", harmonics.maxOrder(), "frequencies", harmonics.frequencies()));
        } else if (spec instanceof DescriptorSpec.Pooled pooled) {
            map.put(
                    "projections",
                    pooled.projections().stream().map(Projection::label).toList());
            map.put(
                    "statistics",
                    pooled.statistics().stream().map(Statistic::label).toList());
            for (Projection projection : pooled.projections()) {
                if (projection instanceof Projection.Spectrum spectrum) {
                    map.put("max-frequency", spectrum.maxFrequency());
                    map.put("frequency-step", spectrum.step());
                }
            }
        }
        return map;
    }
}
