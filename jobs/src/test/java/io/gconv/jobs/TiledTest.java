package io.gconv.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.gconv.jobs.Gconv.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images that are read and computed in tiles, through the job. */
class TiledTest {

    @TempDir
    private Path folder;

    private Path in() {
        return folder.resolve("in");
    }

    private static List<String> rows(Path output, String table) {
        return Gconv.table(output.resolve(table)).drop("wave").collectAsList().stream()
                .map(Row::json)
                .toList();
    }

    @Test
    void tilesGiveTheRowsThatWholeImagesGive() throws IOException {
        Gconv.image(in().resolve("wide.png"), 700, 301);
        Gconv.image(in().resolve("high.png"), 290, 611);
        Gconv.image(in().resolve("small.png"), 40, 30);
        byte[] bytes = Files.readAllBytes(in().resolve("wide.png"));
        Files.write(in().resolve("cut.png"), Arrays.copyOf(bytes, bytes.length / 2));
        bytes[bytes.length / 2] ^= 1;
        Files.write(in().resolve("damaged.png"), bytes);
        Path whole = folder.resolve("whole");
        Path tiled = folder.resolve("tiled");
        assertThat(Gconv.extract(in(), whole, "--maps", "lift").exitCode()).isZero();
        assertThat(Gconv.extract(in(), tiled, "--maps", "lift", "--tile-px", "256")
                        .exitCode())
                .isZero();
        assertThat(rows(tiled, "features")).hasSize(5).isEqualTo(rows(whole, "features"));
        assertThat(rows(tiled, "maps")).hasSize(3).isEqualTo(rows(whole, "maps"));
    }

    @Test
    void tilesHaveASide() {
        Result result = Gconv.extract(in(), folder.resolve("out"), "--tile-px", "0");
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("--tile-px must be at least 1, but was 0");
    }
}
