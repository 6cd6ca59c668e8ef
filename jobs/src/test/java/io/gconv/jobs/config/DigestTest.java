package io.gconv.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.gconv.pipeline.PipelineSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The digest, by which rows are known to be of a pipeline: two pipelines that compute different things have two. */
class DigestTest {

    /** Keys that hold other keys, and one that nothing depends on. */
    private static final Set<String> OTHERS = Set.of(
            "input",
            "group",
            "lift",
            "layers",
            "descriptor",
            "kernels",
            "basis",
            "engine",
            "activation",
            "harmonics",
            "description");

    /** One for each key, and more where several kinds have it: what {@link PipelineConfigTest#EVERYTHING} has, and another. */
    private static final List<String> CHANGES = """
            channels = rgb -> channels = gray
            range = raw -> range = unit
            background = 0.5 -> background = 0.25
            mean = removed, size-px = [101 -> mean = kept, size-px = [101
            size-px = [101, 99] -> size-px = [99, 99]
            size-px = [101, 99] -> size-px = [101, 101]
            rotations = 4 -> rotations = 8
            base = 2 -> base = 1.5
            levels = 3 } -> levels = 2 }
            name = half -> name = other
            size-px = 5\\n  window -> size-px = 7\\n  window
            window = square\\n -> window = disk\\n
            padding = valid -> padding = zero
            bias = [0.5, 0 -> bias = [0.5, 1
            function = modulus -> function = abs
            channels = 2 }, { function = leaky -> channels = 4 }, { function = leaky
            slope = 0.2 -> slope = 0.1
            exact = true -> exact = false
            algorithm = c4-dft -> algorithm = direct
            normalise = l2 -> normalise = l1
            sigma-px = 1, channel -> sigma-px = 2, channel
            channel = 2 } -> channel = 1 }
            wavelength-px = 4 -> wavelength-px = 5
            [1, 2], phase -> [2, 2], phase
            [1, 2], phase -> [1, 1], phase
            phase-deg = 30 -> phase-deg = 31
            ring-radius-px = 1 -> ring-radius-px = 2
            ring-sigma-px = 0.5 -> ring-sigma-px = 0.6
            , frequency = 2 -> , frequency = 3
            phase-rad = 0.1 -> phase-rad = 0.2
            order = [1, 2], sigma -> order = [2, 2], sigma
            order = [1, 2], sigma -> order = [1, 1], sigma
            sigma-px = 0.8 -> sigma-px = 0.9
            family = hermite-gaussian, order -> family = gaussian-derivative, order
            support-px = 5 -> support-px = 3
            mean = removed }\\n      { family -> mean = kept }\\n      { family
            degree = 3, centre-px -> degree = 2, centre-px
            centre-px = [0.5, -1] -> centre-px = [0, -1]
            centre-px = [0.5, -1] -> centre-px = [0.5, 1]
            angle-rad = 0.5 -> angle-rad = 0.6
            at-px = [1, 1] -> at-px = [2, 1]
            at-px = [1, 1] -> at-px = [1, 2]
            weight = -2 -> weight = 2
            order = [2, 0], sigma-px = 3 -> order = [1, 0], sigma-px = 3
            order = [2, 0], sigma-px = 3 -> order = [2, 1], sigma-px = 3
            sigma-px = 3 } -> sigma-px = [3, 2] }
            sigma-px = 3 } -> sigma-px = [2, 3] }
            sigma-px = 4 } -> sigma-px = 3.5 }
            name = half, size-px = 3 -> name = half, size-px = 5
            type = pooling, name = half -> kernels.channels = [{ family = b-spline, degree = 1 }], type = group-correlation, name = half
            name = drawn, size-px = 5 -> name = drawn, size-px = 7
            tap-levels = 2 -> tap-levels = 1
            size-px = 5, max-frequency = 1 -> size-px = 7, max-frequency = 1
            size-px = 5, max-frequency = 1 -> size-px = 5, max-frequency = 0
            family = steerable, size-px = 5, max-frequency = 1 -> family = hermite-gaussian, sigma-px = 1
            family = steerable, size-px = 5, max-frequency = 1 -> family = hermite-gaussian, sigma-px = 2
            family = steerable, size-px = 5, max-frequency = 1 -> family = hermite-gaussian, sigma-px = 1, max-order = 2
            out-channels = 2 -> out-channels = 3
            seed = 7 -> seed = 8
            taps = [0, 3] -> taps = [0, 2]
            degree = 1, centres -> degree = 2, centres
            centres-px = 1, -> centres-px = 3,
            centres-window = square -> centres-window = disk
            out-channels = 1, coefficients -> out-channels = 2, coefficients
            coefficients = [1, 2 -> coefficients = [1, 0
            ring-sigma-px = 0.7 }, out-channels = 1 -> ring-sigma-px = 0.8 }, out-channels = 1
            ring-sigma-px = 0.7 }, out-channels = 1 -> ring-sigma-px = 0.7 }, out-channels = 2
            samples = [0, 1 -> samples = [1, 1
            tap = 1 -> tap = 0
            layer = first -> layer = half
            projections = [max, spectrum] -> projections = [mean, spectrum]
            max-frequency = 2 -> max-frequency = 1
            frequency-step = 2 -> frequency-step = 1
            statistics = [mean, std] -> statistics = [std, mean]
            projections = [mean], rings = 3 -> projections = [mean], rings = 2
            margin-px = 20 -> margin-px = 21
            margin-px = 20, compression = log -> compression = log
            compression = log, log-epsilon = 0.01 -> compression = sqrt
            log-epsilon = 0.01 -> log-epsilon = 0.1
            projections = [l2], channels = [1] -> projections = [l2], channels = [0]
            statistics = [max] -> statistics = [std]
            max-order = 2 -> max-order = 3
            frequencies = [-1 -> frequencies = [-2
            rings = 2, compression = sqrt -> rings = 3, compression = sqrt
            compression = sqrt -> compression = none
            """.lines().toList();

    private static PipelineSpec parse(String text) {
        return PipelineConfig.parse(text, "test.conf");
    }

    @Test
    void everyKeyIsChangedHere() {
        Set<String> keys =
                new TreeSet<>(keys("\"([a-z-]+)\":", PipelineConfig.render(parse(PipelineConfigTest.EVERYTHING))));
        keys.removeAll(OTHERS);
        assertThat(keys).hasSizeGreaterThan(45).isSubsetOf(keys("([a-z-]+) =", String.join("\n", CHANGES)));
    }

    private static Set<String> keys(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toSet());
    }

    @Test
    void everyKeyIsPartOfIt() {
        Set<String> digests = new TreeSet<>(Set.of(PipelineConfig.digest(parse(PipelineConfigTest.EVERYTHING))));
        for (String change : CHANGES) {
            String[] parts = change.replace("\\n", "\n").split(" -> ");
            String text = PipelineConfigTest.EVERYTHING;
            assertThat(text.split(Pattern.quote(parts[0]), -1)).as(change).hasSize(2);
            PipelineSpec changed = parse(text.replace(parts[0], parts[1]));
            assertThat(digests.add(PipelineConfig.digest(changed))).as(change).isTrue();
            assertThat(parse(PipelineConfig.render(changed))).as(change).isEqualTo(changed);
        }
    }

    @Test
    void everyPartOfAGroupIsPartOfIt() {
        List<String> groups = List.of(
                "trivial",
                "cyclic, rotations = 4",
                "cyclic, rotations = 8",
                "dihedral, rotations = 4",
                "dihedral, rotations = 8",
                "scale, base = 2, levels = 2",
                "scale, base = 2, levels = 3",
                "scale, base = 1.5, levels = 2",
                "similitudes, rotations = 4, base = 2, levels = 2",
                "similitudes, rotations = 4, base = 2, levels = 3",
                "similitudes, rotations = 4, base = 1.5, levels = 2",
                "similitudes, rotations = 8, base = 2, levels = 2");
        assertThat(groups)
                .extracting(group -> PipelineConfig.digest(
                        parse(PipelineConfigTest.MINIMAL.replace("cyclic, rotations = 4", group))))
                .doesNotHaveDuplicates();
    }

    /** What users have stored is recognised by it. {@code mvn -Dgolden.update=true …} writes them anew. */
    @Test
    void digestsOfShippedPipelinesAreWhatTheyWere() throws IOException {
        List<String> digests = new ArrayList<>();
        for (Path file : PipelineConfigTest.shipped()) {
            PipelineSpec spec = PipelineConfig.load(file);
            digests.add(spec.name() + " " + PipelineConfig.digest(spec));
        }
        Path golden = Path.of("src", "test", "resources", "golden", "digests.txt");
        if (Boolean.getBoolean("golden.update")) {
            Files.write(golden, digests);
        }
        assertThat(digests).containsExactlyElementsOf(Files.readAllLines(golden));
    }
}
