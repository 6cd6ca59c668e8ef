package io.gconv.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.gconv.layer.EngineOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever the algorithm, the rows are the same up to rounding, and the run file says what computed them. */
@Tag("engine")
class EngineThroughTheJobTest {

    private static final String PIPELINE = """
            name = engines
            group { type = cyclic, rotations = 8 }
            lift {
              size-px = 5
              engine.algorithm = %1$s
              activation = relu
              kernels { basis { family = steerable, size-px = 5 }, out-channels = 6, seed = 1 }
            }
            layers = [{
              type = group-correlation, name = second, size-px = 5
              engine.algorithm = %1$s
              activation = relu
              kernels { basis { family = steerable, size-px = 5 }, out-channels = 5, seed = 2 }
            }]
            descriptor = [
              { layer = lift, projections = [max, mean, spectrum], statistics = [mean, std], margin-px = 0 }
              { layer = second, projections = [max, mean, spectrum], statistics = [mean, std], margin-px = 0 }
            ]
            """;

    @TempDir
    private Path folder;

    /** Extracts the features of two images with one algorithm; returns the output. */
    private Path run(String algorithm) throws IOException {
        Gconv.spark();
        Path in = folder.resolve("in");
        Gconv.image(in.resolve("a.png"), 90, 77);
        Gconv.image(in.resolve("b.png"), 33, 65);
        Path pipeline = Files.writeString(folder.resolve(algorithm + ".conf"), PIPELINE.formatted(algorithm));
        Path output = folder.resolve(algorithm);
        Gconv.Result result = Gconv.run(
                "extract", "--input", in.toString(), "--pipeline", pipeline.toString(), "--output", output.toString());
        assertThat(result.err()).isEmpty();
        assertThat(result.exitCode()).isZero();
        return output;
    }

    private static double[] descriptor(Row row) {
        return row.<Float>getList(row.fieldIndex("descriptor")).stream()
                .mapToDouble(Float::doubleValue)
                .toArray();
    }

    private static double relativeError(double[] a, double[] b) {
        double error = 0;
        double norm = 0;
        for (int i = 0; i < b.length; i++) {
            error += (a[i] - b[i]) * (a[i] - b[i]);
            norm += b[i] * b[i];
        }
        return Math.sqrt(error / norm);
    }

    /** Within what Winograd's algorithm for 5 × 5 kernels loses; the others are more accurate. */
    @Test
    void algorithmsAgree() throws IOException {
        List<Row> expected = Gconv.features(run("direct")).collectAsList();
        for (String algorithm : List.of("c4-dft", "winograd", "fft", "auto")) {
            List<Row> actual = Gconv.features(run(algorithm)).collectAsList();
            assertThat(actual).hasSameSizeAs(expected);
            for (int i = 0; i < expected.size(); i++) {
                assertThat(relativeError(descriptor(actual.get(i)), descriptor(expected.get(i))))
                        .as(algorithm)
                        .isLessThan(1e-5);
            }
        }
    }

    @Test
    void theRunFileSaysWhatComputedTheRows() throws IOException {
        Path output = run("winograd");
        try (Stream<Path> files = Files.list(output.resolve("_gconv"))) {
            Path runFile = files.filter(file -> file.getFileName().toString().startsWith("run-"))
                    .findFirst()
                    .orElseThrow();
            Config engine = ConfigFactory.parseFile(runFile.toFile()).getConfig("engine");
            assertThat(engine.getString("arithmetic")).isEqualTo(EngineOptions.arithmetic());
            assertThat(engine.getStringList("executors")).containsExactly(EngineOptions.arithmetic());
            assertThat(engine.getBoolean("exact")).isFalse();
            assertThat(engine.getString("algorithms.lift")).startsWith("winograd");
            assertThat(engine.getString("algorithms.second")).startsWith("winograd");
            assertThat(engine.getInt("width")).isEqualTo(64);
        }
    }
}
