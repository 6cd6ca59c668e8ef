package io.gconv.jobs.config;

import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValueFactory;
import io.gconv.group.PlanarGroup;
import io.gconv.image.DecodeOptions;
import io.gconv.layer.EngineOptions;
import io.gconv.pipeline.DescriptorSpec;
import io.gconv.pipeline.InputSpec;
import io.gconv.pipeline.LayerSpec;
import io.gconv.pipeline.PipelineSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A pipeline file: HOCON in, {@link PipelineSpec} out, and back. */
public final class PipelineConfig {

    private PipelineConfig() {}

    /**
     * Reads a pipeline from a file of this machine.
     *
     * @throws IllegalArgumentException with one line that says what is wrong, where, and what would be right
     */
    public static PipelineSpec load(Path file) {
        try {
            return parse(Files.readString(file), file.toString());
        } catch (IOException e) {
            throw new IllegalArgumentException(file + ": cannot be read as UTF-8 text: " + e.getMessage(), e);
        }
    }

    /**
     * Reads a pipeline from text. Substitutions see only the file itself, not the environment; includes are refused.
     *
     * @param origin the file's name, for messages
     * @throws IllegalArgumentException as {@link #load}
     */
    public static PipelineSpec parse(String text, String origin) {
        return HoconText.read(text, origin, PipelineConfig::read);
    }

    private static PipelineSpec read(ConfigObject config) {
        PlanarGroup group = GroupConfig.read(config.object("group"));
        EngineOptions engine = config.has("engine")
                ? LayerConfig.readEngine(config.object("engine"), EngineOptions.DEFAULT)
                : EngineOptions.DEFAULT;
        List<LayerSpec> layers = new ArrayList<>();
        if (config.has("layers")) {
            config.objects("layers").forEach(layer -> layers.add(LayerConfig.read(layer, group, engine)));
        }
        List<DescriptorSpec> descriptor = new ArrayList<>();
        config.objects("descriptor").forEach(part -> descriptor.add(DescriptorConfig.read(part, group)));
        config.has("definitions"); // a place for what other values refer to
        PipelineSpec spec = config.checked(() -> new PipelineSpec(
                name(config.string("name")),
                config.string("description", ""),
                config.has("input") ? readInput(config.object("input")) : InputSpec.gray(),
                group,
                LayerConfig.readLift(config.object("lift"), engine),
                layers,
                descriptor));
        config.refuseUnknownKeys();
        return spec;
    }

    /** Checked here: a digest is computed without a name. */
    private static String name(String name) {
        if (name.codePoints().noneMatch(Character::isLetterOrDigit)) {
            throw new IllegalArgumentException("name must have a letter or a digit, but was " + name);
        }
        return name;
    }

    private static InputSpec readInput(ConfigObject config) {
        InputSpec defaults = InputSpec.gray();
        InputSpec input = config.checked(() -> new InputSpec(
                config.constant("channels", DecodeOptions.Channels.class, defaults.channels()),
                config.constant("range", DecodeOptions.Range.class, defaults.range()),
                config.number("background", defaults.background()),
                config.constant("mean", InputSpec.Mean.class, defaults.mean()),
                config.has("size-px") ? config.integers("size-px") : defaults.sizePx()));
        config.refuseUnknownKeys();
        return input;
    }

    /** Returns the canonical text: JSON, resolved, with all defaults written out and keys in alphabetical order. */
    public static String render(PipelineSpec spec) {
        return render(configuration(spec));
    }

    private static String render(Map<String, Object> configuration) {
        return ConfigValueFactory.fromMap(configuration).render(ConfigRenderOptions.concise());
    }

    private static Map<String, Object> configuration(PipelineSpec spec) {
        TreeMap<String, Object> map = new TreeMap<>();
        map.put("name", spec.name());
        map.put("description", spec.description());
        map.put(
                "input",
                Map.of(
                        "channels",
                        ConfigObject.kebab(spec.input().channels()),
                        "range",
                        ConfigObject.kebab(spec.input().range()),
                        "background",
                        spec.input().background(),
                        "mean",
                        ConfigObject.kebab(spec.input().mean()),
                        "size-px",
                        spec.input().sizePx()));
        map.put("group", GroupConfig.write(spec.group()));
        map.put("lift", LayerConfig.writeLift(spec.lift()));
        map.put("layers", spec.layers().stream().map(LayerConfig::write).toList());
        map.put(
                "descriptor",
                spec.descriptor().stream().map(DescriptorConfig::write).toList());
        return map;
    }

    /** Returns a canonical configuration without what a digest leaves out: name and description are empty. */
    public static Map<String, Object> digested(Map<String, Object> configuration) {
        Map<String, Object> digested = new TreeMap<>(configuration);
        digested.put("name", "");
        digested.put("description", "");
        return digested;
    }

    /** Returns the SHA-256 of the canonical text of what is {@link #digested}, in hexadecimal. */
    public static String digest(PipelineSpec spec) {
        byte[] text = render(digested(configuration(spec))).getBytes(StandardCharsets.UTF_8);
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
