package io.gconv.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gconv.group.CyclicGroup;
import io.gconv.group.PlanarGroup;
import io.gconv.layer.EngineOptions;
import io.gconv.layer.EngineOptions.Exactness;
import io.gconv.pipeline.LayerSpec;
import io.gconv.pipeline.Pipeline;
import io.gconv.pipeline.PipelineSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** From HOCON to a pipeline and back, and what a person is told when a file is wrong. */
class PipelineConfigTest {

    private static final Path SHIPPED = Path.of("..", "conf", "pipelines");

    static final String MINIMAL = """
            name = minimal
            group { type = cyclic, rotations = 4 }
            lift {
              size-px = 5
              activation = relu
              kernels { channels = [{ family = gaussian-derivative, order = [1, 0], sigma-px = 1 }] }
            }
            descriptor = [{ layer = lift, projections = [max] }]
            """;

    /** Every kind of kernel, basis, layer, activation and descriptor, with every key and no default. */
    static final String EVERYTHING = """
            name = everything
            description = "a \\"quoted\\" text"
            input { channels = rgb, range = raw, background = 0.5, mean = removed, size-px = [101, 99] }
            group { type = similitudes, rotations = 4, base = 2, levels = 3 }
            lift {
              name = first
              size-px = 5
              window = square
              padding = valid
              bias = [0.5, 0, 0, -1, 0, 0]
              activation = [{ function = modulus, channels = 2 }, { function = leaky-relu, slope = 0.2 }]
              engine { exact = true, algorithm = c4-dft }
              kernels {
                normalise = l2
                channels = [
                  { family = gaussian, sigma-px = 1, channel = 2 }
                  { family = gabor, wavelength-px = 4, sigma-px = [1, 2], phase-deg = 30 }
                  { family = circular-harmonic, ring-radius-px = 1, ring-sigma-px = 0.5, frequency = 2, phase-rad = 0.1 }
                  { family = hermite-gaussian, order = [1, 2], sigma-px = 0.8, support-px = 5, mean = removed }
                  { family = b-spline, degree = 3, centre-px = [0.5, -1], angle-rad = 0.5, at-px = [1, 1], weight = -2 }
                  [{ family = gaussian-derivative, order = [2, 0], sigma-px = 3 }, { family = gaussian, sigma-px = 4 }]
                ]
              }
            }
            layers = [
              { type = pooling, name = half, size-px = 3 }
              {
                type = group-correlation, name = drawn, size-px = 5, tap-levels = 2
                kernels { basis { family = steerable, size-px = 5, max-frequency = 1 }, out-channels = 2, seed = 7 }
              }
              {
                type = group-correlation, name = given, size-px = 3, taps = [0, 3]
                kernels {
                  basis { family = b-spline, degree = 1, centres-px = 1, centres-window = square }
                  out-channels = 1, coefficients = [1, 2, 3, 4]
                }
              }
              {
                type = group-correlation, name = fitted, size-px = 3, taps = [0]
                kernels { basis { family = steerable, size-px = 3, ring-sigma-px = 0.7 }, out-channels = 1
                          samples = [0, 1, 0, 1, 4, 1, 0, 1, 0] }
              }
              {
                type = group-correlation, name = named, size-px = 5, taps = [1, 2]
                kernels { channels = [{ family = gaussian, sigma-px = 5, tap = 1 }] }
              }
            ]
            descriptor = [
              { layer = first, projections = [max, spectrum], max-frequency = 2, frequency-step = 2, statistics = [mean, std] }
              { layer = drawn, projections = [mean], rings = 3, margin-px = 20, compression = log, log-epsilon = 0.01 }
              { layer = drawn, projections = [l2], channels = [1], statistics = [max] }
              { layer = given, harmonics { max-order = 2, frequencies = [-1, 0, 1] }, rings = 2, compression = sqrt }
            ]
            """;

    private static PipelineSpec parse(String text) {
        return PipelineConfig.parse(text, "test.conf");
    }

    static List<Path> shipped() throws IOException {
        try (Stream<Path> files = Files.list(SHIPPED)) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void shippedPipelinesLoadAndAreAtMost512Numbers(Path file) {
        Pipeline pipeline = Pipeline.of(PipelineConfig.load(file));
        assertThat(pipeline.spec().name() + ".conf")
                .isEqualTo(file.getFileName().toString());
        assertThat(pipeline.descriptorIndex()).hasSizeBetween(1, 512);
    }

    /** A row with an empty one would not say whose it is. Single quotes are no quotation marks in HOCON, but a mistake. */
    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "\" \"", "''"})
    void aPipelineMustHaveAName(String name) {
        String text = MINIMAL.replace("= minimal", "= " + name);
        assertThatThrownBy(() -> parse(text))
                .hasMessageStartingWith("test.conf: name must have a letter or a digit, but was");
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void canonicalTextIsReadAsTheSamePipeline(Path file) {
        PipelineSpec spec = PipelineConfig.load(file);
        PipelineSpec again = PipelineConfig.parse(PipelineConfig.render(spec), "canonical");
        assertThat(again).isEqualTo(spec);
        assertThat(PipelineConfig.render(again)).isEqualTo(PipelineConfig.render(spec));
    }

    @Test
    void everythingThatCanBeWrittenSurvivesTheRoundTrip() {
        PipelineSpec spec = parse(EVERYTHING);
        assertThat(PipelineConfig.parse(PipelineConfig.render(spec), "canonical"))
                .isEqualTo(spec);
        assertThat(Pipeline.of(spec).layerNames())
                .containsExactly("first", "half", "drawn", "given", "fitted", "named");
    }

    @Test
    void digestDependsOnWhatIsComputedAndNotOnNamesOrOrder() {
        PipelineSpec spec = parse(MINIMAL);
        assertThat(PipelineConfig.digest(spec)).hasSize(64).isEqualTo(PipelineConfig.digest(parse(MINIMAL)));
        String renamed = MINIMAL.replace("name = minimal", "name = other");
        assertThat(PipelineConfig.digest(parse(renamed))).isEqualTo(PipelineConfig.digest(spec));
        String explicit = MINIMAL + "\nlift { padding = zero, kernels { normalise = none } }";
        assertThat(PipelineConfig.digest(parse(explicit))).isEqualTo(PipelineConfig.digest(spec));
        String other = MINIMAL.replace("sigma-px = 1", "sigma-px = 1.0000001");
        assertThat(PipelineConfig.digest(parse(other))).isNotEqualTo(PipelineConfig.digest(spec));
    }

    /** What is not said of a layer is as for the whole pipeline. */
    @Test
    void engineKeysSurviveTheRoundTrip() {
        PipelineSpec spec = parse(MINIMAL.replace("size-px = 5", "size-px = 5, engine { algorithm = c4-dft }") + """
                engine.exact = true
                layers = [
                  {
                    type = group-correlation, name = fast, size-px = 3
                    engine { exact = false, algorithm = winograd }
                    kernels { channels = [{ family = gaussian, sigma-px = 1 }] }
                  }
                  {
                    type = group-correlation, name = plain, size-px = 3
                    kernels { channels = [{ family = gaussian, sigma-px = 1 }] }
                  }
                ]
                """);
        assertThat(spec.lift().engine()).isEqualTo(new EngineOptions("c4-dft", Exactness.EXACT));
        assertThat(spec.layers())
                .extracting(layer -> ((LayerSpec.Correlation) layer).engine())
                .containsExactly(
                        new EngineOptions("winograd", Exactness.ROUNDED), new EngineOptions("auto", Exactness.EXACT));
        assertThat(PipelineConfig.parse(PipelineConfig.render(spec), "canonical"))
                .isEqualTo(spec);
    }

    /** The engine changes the last digits of a descriptor, so it is part of what is computed; its default is not said. */
    @Test
    void digestDependsOnTheEngineUnlessItIsTheDefault() {
        String digest = PipelineConfig.digest(parse(MINIMAL));
        assertThat(PipelineConfig.render(parse(MINIMAL))).doesNotContain("engine");
        String explicit = MINIMAL + "engine { exact = false, algorithm = auto }";
        assertThat(PipelineConfig.digest(parse(explicit))).isEqualTo(digest);
        String exact = PipelineConfig.digest(parse(MINIMAL + "engine.exact = true"));
        assertThat(exact).isNotEqualTo(digest);
        assertThat(PipelineConfig.digest(parse(MINIMAL + "lift.engine.exact = true")))
                .isEqualTo(exact);
        assertThat(PipelineConfig.digest(parse(MINIMAL + "engine.algorithm = fft")))
                .isNotIn(digest, exact);
    }

    @Test
    void groupsAreReadByType() {
        assertThat(parse(MINIMAL).group()).isEqualTo(new CyclicGroup(4));
        for (String group :
                List.of("type = trivial", "type = dihedral, rotations = 4", "type = scale, base = 2, levels = 2")) {
            PlanarGroup read = parse(MINIMAL.replace("type = cyclic, rotations = 4", group))
                    .group();
            assertThat(group)
                    .contains(read.getClass().getSimpleName().substring(0, 4).toLowerCase(java.util.Locale.ROOT));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "size-px = 5 | size-px = 4 | test.conf: lift: kernel size must be odd, but was 4",
                "size-px = 5 | sizepx = 5 | test.conf: lift.size-px: is missing; did you mean sizepx?",
                "activation = relu | activaton = relu | test.conf: lift.activaton: unknown key here; did you mean activation?",
                "activation = relu | activation = gelu | test.conf: lift.activation: must be one of relu, leaky-relu, abs, modulus, identity, but was 'gelu'",
                "rotations = 4 | rotations = 0 | test.conf: group: number of rotations must be in 1 … 256, but was 0",
                "type = cyclic | type = cylic | test.conf: group.type: must be one of trivial, cyclic, dihedral, scale, similitudes, but was 'cylic'",
                "sigma-px = 1 | sigma-px = -1 | test.conf: lift.kernels.channels[0]: sigma along x must be positive, but was -1.0",
                "rotations = 4 | rotations = 4.7 | test.conf: group.rotations: must be a whole number, but was 4.7",
                "[max] | [spectrum], max-frequency = 9 | test.conf: descriptor[0].max-frequency: must be at most 2 for C4, but was 9",
                "[max] | [max], max-frequency = 2 | test.conf: descriptor[0].max-frequency: unknown key here. Known",
                "name = minimal | name = [[[ | test.conf: ",
                "sigma-px = 1 | sigma-px = x | test.conf: lift.kernels.channels[0].sigma-px:",
                "layer = lift | layer = lfit | test.conf: the descriptor refers to a layer lfit, but the layers are [lift]",
                "[max] | [maximum] | test.conf: descriptor[0].projections: must be one of max, mean, l2, spectrum, but was 'maximum'",
                "name = minimal | include \"other.conf\" | a pipeline file may not include others",
                "name = minimal | name = ${HOME} | test.conf: ",
                "name = minimal | name = { | test.conf: ",
                "name = minimal | name = minimal, engine { exakt = true } | test.conf: engine.exakt: unknown key here; did you mean exact?",
                "size-px = 5 | size-px = 5, engine { algoritm = fft } | test.conf: lift.engine.algoritm: unknown key here; did you mean algorithm?",
                "size-px = 5 | size-px = 5, engine { exact = maybe } | test.conf: lift.engine.exact: ",
                "name = minimal | name = minimal, engine { algorithm = fft, exact = true } | test.conf: engine: algorithm fft is not exactly",
                "size-px = 5 | size-px = 5 px | test.conf: lift.size-px: must be a whole number, but was \"5 px\"",
                "sigma-px = 1 | sigma-px = [] | test.conf: lift.kernels.channels[0].sigma-px: needs two numbers, but has 0",
                "sigma-px = 1 | sigma-px = {} | test.conf: lift.kernels.channels[0].sigma-px: must be a number, but was { … }",
                "order = [1, 0] | order = [1, x] | test.conf: lift.kernels.channels[0].order[1]: must be a whole number, but was \"x\"",
                "group { type = cyclic, rotations = 4 } | group = cyclic | test.conf: group: must be an object, as in { … }, but was \"cyclic\"",
                "[max] | max | test.conf: descriptor[0].projections: must be a list, as in [\"max\"], but was \"max\"",
                "[max] | [[max]] | test.conf: descriptor[0].projections[0]: must be a text, but was [ … ]",
                "name = minimal | name = minimal, layers = [{ type = pooling, name = half, size-px = 3 }, 3] | test.conf: layers[1]: must be an object, as in { … }, but was 3",
                "channels = [{ | channels = [7, { | test.conf: lift.kernels.channels[0]: must be an object, as in { … }, but was 7",
                "channels = [{ | channels = [[7], { | test.conf: lift.kernels.channels[0][0]: must be an object, as in { … }, but was 7",
                "size-px = 5 | size-px = 5, engine { exact = 3 } | test.conf: lift.engine.exact: must be true or false, but was 3",
                "rotations = 4 | rotations = 1e400 | test.conf: group.rotations: is too large: must be a whole number from -2147483647 to 2147483647, but was 1e400",
                "rotations = 4 | rotations = 99999999999999999999 | to 2147483647, but was 99999999999999999999",
                "order = [1, 0] | order = 1e999999999 | to 2147483647, but was 1e999999999"
            })
    void saysWhatIsWrongAndWhere(String right, String wrong, String message) {
        assertThatThrownBy(() -> parse(MINIMAL.replace(right, wrong)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("\n");
    }

    @Test
    void aFileIsAnObject() {
        assertThatThrownBy(() -> parse("# nothing else\n[1, 2]"))
                .hasMessage("test.conf: must be an object of keys, but holds a list");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.5", "9223372036854775808", "true", "1e1000000"})
    void seedsAreWholeNumbers(String seed) {
        String drawn =
                "lift.kernels = { basis { family = steerable, size-px = 5 }, out-channels = 1, seed = " + seed + " }";
        assertThatThrownBy(() -> parse(MINIMAL + "lift.kernels = null\n" + drawn))
                .hasMessageContaining("test.conf: lift.kernels.seed: must be a whole number of 64 bits, but was");
    }

    @Test
    void saysWhichFileCannotBeRead(@TempDir Path folder) throws IOException {
        assertThatThrownBy(() -> PipelineConfig.load(folder.resolve("none.conf")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("none.conf");
        Path binary = Files.write(folder.resolve("binary.conf"), new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1});
        assertThatThrownBy(() -> PipelineConfig.load(binary)).hasMessageContaining("binary.conf");
    }

    @Test
    void nearestKeyIsTheOneWithTheFewestEdits() {
        assertThat(EditDistance.nearest("activaton", List.of("bias", "activation", "padding")))
                .isEqualTo("activation");
        assertThat(EditDistance.distance("kitten", "sitting")).isEqualTo(3);
        assertThat(EditDistance.nearest("x", List.of())).isEmpty();
    }
}
