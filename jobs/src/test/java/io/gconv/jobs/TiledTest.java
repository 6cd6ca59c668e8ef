package io.gconv.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.gconv.jobs.Gconv.Result;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerStageCompleted;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scala.jdk.javaapi.CollectionConverters;

/** Images that are read and computed in tiles, through the job. */
@Tag("engine")
class TiledTest {

    @TempDir
    private Path folder;

    private Path in() {
        return folder.resolve("in");
    }

    /** With arrays as lists, whose floats differ by bits. */
    private static List<List<Object>> rows(Path output, String table) {
        return Gconv.table(output.resolve(table)).drop("wave").orderBy("path").collectAsList().stream()
                .map(row -> IntStream.range(0, row.size())
                        .mapToObj(i -> row.get(i) instanceof scala.collection.Seq<?> ? row.getList(i) : row.get(i))
                        .toList())
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
    void severalTasksGiveTheRowsThatOneTaskGives() throws IOException, TimeoutException {
        Gconv.image(in().resolve("wide.png"), 40, 530);
        Gconv.image(in().resolve("high.png"), 40, 811);
        Gconv.image(in().resolve("narrow.png"), 9, 900);
        Gconv.image(in().resolve("small.png"), 40, 30);
        byte[] bytes = Files.readAllBytes(in().resolve("high.png"));
        Files.write(in().resolve("cut.png"), Arrays.copyOf(bytes, bytes.length / 2));
        for (String pipeline : List.of("se2", "se2-centred")) { // with and without the mean
            Path one = folder.resolve(pipeline + "-one");
            Path several = folder.resolve(pipeline + "-several");
            extract(pipeline, one, 4096);
            assertThat(tasksOver("bands of large images", () -> extract(pipeline, several, 256)))
                    .isEqualTo(6); // 3 per core, so 3 for each of two images; that of narrow.png is too small a file
            assertThat(rows(several, "features")).hasSize(5).isEqualTo(rows(one, "features"));
        }
    }

    /** Arrays of bytes are equal only to themselves, and what comes back from a task is another one. */
    @Test
    void anImageOfSeveralTasksHasOneRowWhateverIsKept() throws IOException {
        Gconv.image(in().resolve("high.png"), 40, 811);
        Gconv.image(in().resolve("small.png"), 40, 30);
        Path manifest = folder.resolve("list.parquet");
        Gconv.spark()
                .createDataFrame(
                        List.of(
                                RowFactory.create("in/high.png", new byte[] {1, 2}),
                                RowFactory.create("in/small.png", new byte[] {3})),
                        new StructType().add("path", "string").add("thumbnail", "binary"))
                .write()
                .parquet(manifest.toString());
        Path output = folder.resolve("out");
        Result result = Gconv.run(
                "extract",
                "--manifest=" + manifest,
                "--keep=thumbnail",
                "--output=" + output,
                "--pipeline=se2",
                "--tile-px=256");
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(Gconv.features(output).collectAsList())
                .hasSize(2)
                .extracting(row -> row.<byte[]>getAs("thumbnail"))
                .containsExactly(new byte[] {1, 2}, new byte[] {3});
    }

    @Test
    void severalTasksSayWhatIsDamagedAsOneTaskDoes() throws IOException, TimeoutException {
        Path image = Gconv.image(folder.resolve("high.png"), 64, 1500);
        ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
        ImageIO.write(ImageIO.read(image.toFile()), "jpg", jpeg);
        Files.createDirectories(in());
        Files.write(in().resolve("cut.jpg"), Arrays.copyOf(jpeg.toByteArray(), jpeg.size() * 3 / 4));
        Files.write(in().resolve("whole.jpg"), jpeg.toByteArray());
        Path one = folder.resolve("one");
        Path several = folder.resolve("several");
        extract("se2-centred", one, 4096, "--lenient");
        assertThat(tasksOver("bands of large images", () -> extract("se2-centred", several, 256, "--lenient")))
                .isEqualTo(6); // 3 for each
        assertThat(rows(several, "features")).hasSize(2).isEqualTo(rows(one, "features"));
        List<Row> errors = Gconv.features(several).select("status", "error").collectAsList();
        assertThat(errors).extracting(row -> row.getString(0)).containsExactly("ok", "ok");
        assertThat(errors.get(0).getString(1)).startsWith("the JPEG data ends early; ");
        assertThat(errors.get(1).isNullAt(1)).isTrue();
    }

    private void extract(String pipeline, Path output, int tilePx, String... more) {
        List<String> args = new ArrayList<>(List.of(
                "extract", "--input=" + in(), "--output=" + output, "--pipeline=" + pipeline, "--tile-px=" + tilePx));
        args.addAll(List.of(more));
        Result result = Gconv.run(args.toArray(String[]::new));
        assertThat(result.exitCode()).as(result.err()).isZero();
    }

    /** Returns how many tasks compute with an RDD of that name while {@code work} runs. */
    private static int tasksOver(String rdd, Runnable work) throws TimeoutException {
        AtomicInteger tasks = new AtomicInteger();
        SparkListener listener = new SparkListener() {
            @Override
            public void onStageCompleted(SparkListenerStageCompleted stage) {
                if (CollectionConverters.asJava(stage.stageInfo().rddInfos()).stream()
                        .anyMatch(info -> info.name().equals(rdd))) {
                    tasks.addAndGet(stage.stageInfo().numTasks());
                }
            }
        };
        SparkContext context = Gconv.spark().sparkContext();
        context.addSparkListener(listener);
        work.run();
        context.listenerBus().waitUntilEmpty();
        context.removeSparkListener(listener);
        return tasks.get();
    }

    @Test
    void tilesHaveASide() {
        Result result = Gconv.extract(in(), folder.resolve("out"), "--tile-px", "0");
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("--tile-px must be at least 1, but was 0");
    }
}
