package io.gconv.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.gconv.jobs.Gconv.Result;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerEvent;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.execution.ui.SparkListenerSQLExecutionStart;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows of changed images, and rows that are errors, computed anew; {@link ResumeTest} has the refresh of files. */
class RefreshTest {

    private static final StructType SCHEMA =
            new StructType().add("name", "string").add("image", "binary");
    private static final FileTime BEFORE = FileTime.fromMillis(86_400_000);

    @TempDir
    private Path folder;

    private final List<byte[]> images = new ArrayList<>();

    @BeforeEach
    void drawImages() throws IOException {
        for (int i = 0; i < 4; i++) {
            images.add(Files.readAllBytes(Gconv.image(folder.resolve("in/i" + i + ".png"), 16 + i, 16)));
        }
    }

    private Path out() {
        return folder.resolve("out");
    }

    private List<String> names() {
        return Gconv.features(out()).collectAsList().stream()
                .map(row -> row.<String>getAs("path").replaceAll(".*/", ""))
                .toList();
    }

    /** A file that was named by itself, in another run, stays: this run did not look for it. */
    @Test
    void rowsOfDeletedFilesThatAGlobMatchesAreRemoved() throws IOException {
        Path glob = folder.resolve("in/i[0-2].png");
        Gconv.extract(glob, out(), "--input", folder.resolve("in/i3.png").toString());
        Files.delete(folder.resolve("in/i0.png"));
        Files.delete(folder.resolve("in/i3.png"));
        assertThat(Gconv.extract(glob, out()).out()).contains("absent      1 published image not found any more");
        assertThat(names()).containsExactly("i0.png", "i1.png", "i2.png", "i3.png");
        assertThat(Gconv.extract(glob, out(), "--refresh").out()).startsWith("removed the rows of 1 image");
        assertThat(names()).containsExactly("i1.png", "i2.png", "i3.png");
    }

    /** Writes images {@code from} … {@code to} − 1 as one more file of a table. */
    private Path append(int from, int to) {
        Path table = folder.resolve("t.parquet");
        List<Row> rows = new ArrayList<>();
        for (int i = from; i < to; i++) {
            rows.add(RowFactory.create("n" + i, images.get(i)));
        }
        Gconv.spark()
                .createDataFrame(rows, SCHEMA)
                .coalesce(1)
                .write()
                .mode("append")
                .parquet(table.toString());
        return table;
    }

    private static List<Path> files(Path table) throws IOException {
        try (Stream<Path> files = Files.list(table)) {
            return files.filter(f -> f.toString().endsWith(".parquet")).sorted().toList();
        }
    }

    private static List<String> rows(Path output) {
        return Gconv.features(output).drop("wave").collectAsList().stream()
                .map(Row::json)
                .toList();
    }

    /** Runs on, and compares with the output of a new run. */
    private Result again(Path input, String... more) {
        Result result = Gconv.extract(input, out(), more);
        assertThat(result.err()).isEmpty();
        assertThat(result.exitCode()).isZero();
        Path fresh = folder.resolve("fresh");
        Gconv.extract(input, fresh, more);
        assertThat(rows(out())).isEqualTo(rows(fresh));
        return result;
    }

    @Test
    void rowsOfAChangedFileOfATableAreComputedAnew() throws IOException {
        append(0, 2);
        Path table = append(2, 4);
        assertThat(Gconv.extract(table, out(), "--id-column", "name", "--wave-images", "2")
                        .exitCode())
                .isZero();
        Files.setLastModifiedTime(files(table).get(0), BEFORE);
        assertThat(Gconv.extract(table, out(), "--id-column", "name").out())
                .contains("nothing to do", "2 images changed since being published; the old rows stay");
        assertThat(again(table, "--id-column", "name", "--wave-images", "2", "--refresh")
                        .out())
                .startsWith("2 images in")
                .contains("2 images changed since being published; computed anew");
    }

    private Path idx() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        for (int number : new int[] {0x803, 5, 16, 15}) {
            out.writeInt(number);
        }
        byte[] pixels = new byte[5 * 16 * 15];
        new Random(1).nextBytes(pixels);
        out.write(pixels);
        return Files.write(folder.resolve("a-images-idx3-ubyte"), bytes.toByteArray());
    }

    @Test
    void rowsOfAChangedIdxFileAreComputedAnew() throws IOException {
        Path file = idx();
        assertThat(Gconv.extract(file, out(), "--wave-images", "2").exitCode()).isZero();
        Files.setLastModifiedTime(file, BEFORE);
        assertThat(again(file, "--wave-images", "2", "--refresh").out())
                .startsWith("5 images in")
                .contains("5 images changed since being published; computed anew");
    }

    @ParameterizedTest
    @ValueSource(strings = {"in", "in/*.p*"})
    void rowsOfATableAmongTheImagesStayAsLongAsItIsThere(String name) throws IOException {
        Path input = folder.resolve(name);
        Path table = Files.move(append(0, 2), folder.resolve("in/t.parquet"));
        Gconv.extract(table, out());
        Gconv.extract(Files.move(idx(), folder.resolve("in/a-images-idx3-ubyte")), out());
        assertThat(Gconv.extract(input, out()).out()).startsWith("4 images in").doesNotContain("absent");
        assertThat(Gconv.extract(input, out(), "--refresh").out())
                .startsWith("nothing to do")
                .doesNotContain("absent");
        Files.move(table, folder.resolve("t.parquet"));
        assertThat(Gconv.extract(input, out(), "--refresh").out()).startsWith("removed the rows of 2 images; ");
        assertThat(Gconv.features(out()).count()).isEqualTo(4 + 5);
    }

    /** A session may have times as another class of Java. */
    @ParameterizedTest
    @ValueSource(strings = {"in", "t.parquet", "a-images-idx3-ubyte"})
    void runsAreContinuedWhateverClassASessionHasForTimes(String input) throws IOException {
        append(0, 2);
        idx();
        Gconv.spark().conf().set("spark.sql.datetime.java8API.enabled", "true");
        try {
            Path in = folder.resolve(input);
            assertThat(Gconv.extract(in, out()).exitCode()).isZero();
            assertThat(Gconv.extract(in, out()).out())
                    .startsWith("nothing to do")
                    .doesNotContain("changed");
            List<String> before = rows(out());
            assertThat(Gconv.extract(in, out(), "--refresh").out()).startsWith("nothing to do");
            assertThat(rows(out())).isEqualTo(before);
        } finally {
            Gconv.spark().conf().unset("spark.sql.datetime.java8API.enabled");
        }
    }

    /** A file that a store did not give, which afterwards is what it was when it was listed. */
    private Path broken() throws IOException {
        Path file = folder.resolve("in/i2.png");
        Files.write(file, new byte[images.get(2).length]);
        Files.setLastModifiedTime(file, BEFORE);
        return file;
    }

    private void mend(Path file) throws IOException {
        Files.write(file, images.get(2));
        Files.setLastModifiedTime(file, BEFORE);
    }

    @Test
    void errorsOfFilesAreComputedAnewIfAskedFor() throws IOException {
        Path in = folder.resolve("in");
        Path file = broken();
        Files.write(in.resolve("never.png"), new byte[10]);
        Gconv.extract(in, out(), "--wave-images", "2");
        mend(file);
        assertThat(Gconv.extract(in, out(), "--refresh").out()).startsWith("nothing to do");
        assertThat(again(in, "--refresh", "--retry-errors").out())
                .startsWith("2 images in")
                .contains("retried     2 errors computed anew", "  errors      1")
                .doesNotContain("changed");
    }

    /** Each may have many megabytes: here those of both tables of the one wave. */
    @Test
    void publishedRowsAreReadBackAFewAtATime() throws IOException, TimeoutException {
        Path file = broken();
        Gconv.extract(folder.resolve("in"), out(), "--maps", "lift");
        mend(file);
        List<String> batches = new CopyOnWriteArrayList<>();
        SparkListener listener = new SparkListener() {
            @Override
            public void onOtherEvent(SparkListenerEvent event) {
                if (event instanceof SparkListenerSQLExecutionStart start
                        && start.description().equals("gconv: removing stale rows")
                        && start.physicalPlanDescription().contains("InsertIntoHadoopFsRelationCommand")) {
                    batches.add(
                            String.valueOf(start.modifiedConfigs().get("spark.sql.parquet.columnarReaderBatchSize")));
                }
            }
        };
        SparkContext context = Gconv.spark().sparkContext();
        context.addSparkListener(listener);
        assertThat(Gconv.extract(folder.resolve("in"), out(), "--maps", "lift", "--retry-errors")
                        .out())
                .startsWith("1 image in");
        context.listenerBus().waitUntilEmpty();
        context.removeSparkListener(listener);
        assertThat(batches).containsExactly("Some(16)", "Some(16)");
        assertThat(Gconv.table(out().resolve("maps")).count()).isEqualTo(4);
    }

    @Test
    void errorsOfATableAreComputedAnewIfAskedFor() throws IOException {
        byte[] image = images.set(1, new byte[10]);
        Path table = append(0, 4);
        Files.setLastModifiedTime(files(table).get(0), BEFORE);
        Gconv.extract(table, out(), "--id-column", "name", "--wave-images", "2");
        images.set(1, image);
        Files.delete(files(table).get(0));
        append(0, 4);
        Files.setLastModifiedTime(files(table).get(0), BEFORE);
        assertThat(again(table, "--id-column", "name", "--retry-errors").out())
                .startsWith("1 image in")
                .contains("retried     1 error computed anew")
                .doesNotContain("changed");
    }

    @Test
    void errorsOfAnAuditAreMeasuredAnewIfAskedFor() throws IOException {
        Path file = broken();
        audit();
        mend(file);
        assertThat(audit("--retry-errors").out())
                .startsWith("1 image in")
                .contains("retried     1 error computed anew", "  errors      0");
        assertThat(Gconv.table(out().resolve("measurements"))
                        .groupBy("path")
                        .count()
                        .select("count")
                        .distinct()
                        .count())
                .isEqualTo(1);
    }

    private Result audit(String... more) {
        List<String> args = new ArrayList<>(List.of("audit", "--input", folder + "/in", "--output", out() + ""));
        args.addAll(List.of("--pipeline", Gconv.pipeline("tiny"), "--transform", "rotation 90", "--no-controls"));
        args.addAll(List.of(more));
        Gconv.spark();
        return Gconv.run(args.toArray(String[]::new));
    }

    /** What is ok stays what it is, whatever is made of errors. */
    @Test
    void errorsMayBeComputedAnewWithFlagsThatLetMoreImagesPass() throws IOException {
        Path in = folder.resolve("in");
        Path large = Gconv.image(in.resolve("large.png"), 40, 40);
        ByteArrayOutputStream gif = new ByteArrayOutputStream();
        ImageIO.write(ImageIO.read(large.toFile()), "gif", gif);
        Files.write(in.resolve("cut.gif"), Arrays.copyOf(gif.toByteArray(), gif.size() / 2));
        Gconv.extract(in, out(), "--max-pixels", "1000");
        Result refused = Gconv.extract(in, out(), "--max-pixels", "2000");
        assertThat(refused.exitCode()).isEqualTo(4);
        assertThat(refused.err()).contains("was made with --max-pixels 1000; ", "add --retry-errors");
        assertThat(again(in, "--max-pixels", "2000", "--retry-errors").out()).contains("  errors      1");
        assertThat(again(in, "--max-pixels", "2000", "--retry-errors", "--lenient")
                        .out())
                .contains("  damaged     1 image of these was used although damaged (--lenient)\n  errors      0\n");
        assertThat(Gconv.extract(in, out(), "--max-pixels", "2000", "--lenient").out())
                .startsWith("nothing to do");
        assertThat(Gconv.extract(in, out(), "--max-pixels", "1000", "--lenient", "--retry-errors")
                        .err())
                .contains("was made with --max-pixels 2000; use the same flags to continue it, or name");
        assertThat(Gconv.extract(in, out(), "--max-pixels", "2000", "--retry-errors")
                        .exitCode())
                .isEqualTo(4);
    }
}
