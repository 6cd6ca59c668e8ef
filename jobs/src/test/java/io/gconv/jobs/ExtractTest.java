package io.gconv.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.gconv.jobs.Gconv.Result;
import io.gconv.jobs.config.PipelineConfig;
import io.gconv.jobs.error.ExitCode;
import io.gconv.jobs.error.UserException;
import io.gconv.jobs.output.OutputFolder.Layout;
import io.gconv.jobs.spark.ExtractJob;
import io.gconv.jobs.spark.JobRequest;
import io.gconv.jobs.spark.ProgressStyle;
import io.gconv.jobs.table.FeaturesTable;
import io.gconv.jobs.table.MapsTable;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The job from the command line to the tables. */
class ExtractTest {

    @TempDir
    private Path folder;

    private Path in() {
        return folder.resolve("in");
    }

    private Path out() {
        return folder.resolve("out");
    }

    private static List<String> strings(List<Row> rows, String column) {
        return rows.stream().map(row -> row.<String>getAs(column)).toList();
    }

    private List<Row> rows() {
        return Gconv.features(out()).collectAsList();
    }

    private static Path runFile(Path output) throws IOException {
        try (Stream<Path> files = Files.list(output.resolve("_gconv"))) {
            return files.filter(file -> file.getFileName().toString().matches("run-.*\\.json"))
                    .max(Comparator.naturalOrder())
                    .orElseThrow();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "o[x]", "o{a,b}", "o*?`"})
    void theQueryThatIsPrintedCanBePasted(String output) throws IOException {
        Gconv.image(in().resolve("a.png"), 16, 16);
        Result result = Gconv.extract(in(), folder.resolve(output));
        String query = result.out().replaceFirst("(?s).* Spark SQL +", "").replaceFirst("(?s)\n.*", "");
        assertThat(Gconv.spark().sql(query).count()).isEqualTo(1);
    }

    @Test
    void writesOneRowPerImageInTheSchemaOfTheContract() throws IOException {
        Path file = Gconv.image(in().resolve("a.png"), 20, 16);
        Gconv.image(in().resolve("deep/er/B.PNG"), 31, 17);
        Files.writeString(in().resolve("notes.txt"), "no image");
        Result result = Gconv.extract(in(), out());

        assertThat(result.err()).isEmpty();
        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).contains("2 images in", "skipped     1 other file (txt 1)", "pandas.read_parquet");
        assertThat(Gconv.features(out()).drop("wave").schema().simpleString())
                .isEqualTo(FeaturesTable.schema(new StructType()).simpleString());
        Row row = rows().get(0);
        assertThat(row.<String>getAs("path")).isEqualTo("file:" + file);
        assertThat(row.<Long>getAs("bytes")).isEqualTo(Files.size(file));
        assertThat(row.<java.sql.Timestamp>getAs("modified").getTime())
                .isEqualTo(Files.getLastModifiedTime(file).toMillis());
        assertThat(row.<Integer>getAs("width")).isEqualTo(20);
        assertThat(row.<Integer>getAs("height")).isEqualTo(16);
        assertThat(row.<Integer>getAs("channels")).isEqualTo(1);
        assertThat(row.<String>getAs("pipeline")).isEqualTo("tiny");
        assertThat(row.<String>getAs("pipeline_digest")).matches("[0-9a-f]{64}");
        assertThat(row.getList(row.fieldIndex("descriptor"))).hasSize(4);
        assertThat(row.<String>getAs("status")).isEqualTo("ok");
        assertThat(row.<String>getAs("error")).isNull();
    }

    @Test
    void fileNamesMayHaveAnyCharacter() throws IOException {
        List<String> names = List.of(
                "a b.png",
                "50%.png",
                "x%20y.png",
                "#1.png",
                "[a]{b,c}*?.png",
                "it's \"q\".png",
                "ünï 日本.png",
                "c:d.png",
                "back\\slash.png",
                "a+b&c=d.png");
        for (String name : names) {
            Gconv.image(in().resolve(name), 16, 16);
        }
        assertThat(Gconv.extract(in(), out()).exitCode()).isZero();
        assertThat(strings(rows(), "path"))
                .containsExactlyInAnyOrderElementsOf(
                        names.stream().map(name -> "file:" + in().resolve(name)).toList());
        assertThat(strings(rows(), "status")).containsOnly("ok");
    }

    @Test
    void aNameThatExistsIsNoGlob() throws IOException {
        Gconv.image(in().resolve("[ab].png"), 16, 16);
        Gconv.image(in().resolve("a.png"), 16, 16);
        assertThat(Gconv.extract(in().resolve("[ab].png"), out()).exitCode()).isZero();
        assertThat(strings(rows(), "path")).containsExactly("file:" + in().resolve("[ab].png"));
    }

    @Test
    void foldersMayHaveNamesLikeGlobsToo() throws IOException {
        Path odd = folder.resolve("in {x} [1]*");
        Gconv.image(odd.resolve("a.png"), 16, 16);
        Path output = folder.resolve("out {x} [1]* %20");
        assertThat(Gconv.extract(odd, output).exitCode()).isZero();
        assertThat(Gconv.extract(odd, output).out()).contains("nothing to do");
        assertThat(Gconv.features(output).collectAsList()).hasSize(1);
    }

    @Test
    void everyUnusableFileIsARowWithItsReason() throws IOException {
        Gconv.image(in().resolve("a.png"), 16, 16);
        Gconv.image(in().resolve("small.png"), 2, 2);
        Files.createFile(in().resolve("empty.png"));
        Files.writeString(in().resolve("text.jpg"), "<html>404</html>");
        Result result = Gconv.extract(in(), out());

        assertThat(result.exitCode()).isZero();
        List<Row> rows = rows();
        assertThat(strings(rows, "status")).containsExactly("ok", "error", "error", "error");
        assertThat(strings(rows, "error").subList(1, 4))
                .allSatisfy(reason -> assertThat(reason).isNotBlank());
        assertThat(strings(rows, "error").get(2)).contains("too small");
        assertThat(rows.get(2).<Integer>getAs("width")).isEqualTo(2);
        assertThat(rows.get(1).isNullAt(rows.get(1).fieldIndex("width"))).isTrue();
        assertThat(rows.get(1).isNullAt(rows.get(1).fieldIndex("descriptor"))).isTrue();
        assertThat(result.out())
                .containsPattern("errors +3")
                .contains(strings(rows, "error").get(1));
    }

    @Test
    void tooManyErrorsAreWrittenAndThenFail() throws IOException {
        Gconv.image(in().resolve("a.png"), 16, 16);
        Files.createFile(in().resolve("empty.png"));
        assertThat(Gconv.extract(in(), out(), "--max-error-rate", "0.5").exitCode())
                .isZero();
        Result result = Gconv.extract(in(), folder.resolve("strict"), "--max-error-rate", "0.4");
        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.err()).contains("1 of 2 images", "--max-error-rate 0.4");
        assertThat(Gconv.features(folder.resolve("strict")).collectAsList()).hasSize(2);
    }

    /** 0.58 · 50 is a little less than 29 in binary. */
    @Test
    void exactlyTheRateOfErrorsIsNotTooMany() throws IOException {
        for (int i = 0; i < 50; i++) {
            if (i < 29) {
                Files.createDirectories(in());
                Files.writeString(in().resolve(i + ".png"), "no image");
            } else {
                Gconv.image(in().resolve(i + ".png"), 16, 16);
            }
        }
        assertThat(Gconv.extract(in(), out(), "--max-error-rate", "0.58").exitCode())
                .isZero();
    }

    @Test
    void folderNamesBecomeColumns() throws IOException {
        Gconv.image(in().resolve("split=train/label=cat%2Fdog/a.png"), 16, 16);
        Gconv.image(in().resolve("split=test/label=__HIVE_DEFAULT_PARTITION__/b.png"), 16, 16);
        Gconv.image(in().resolve("c.png"), 16, 16);
        assertThat(Gconv.extract(in(), out()).exitCode()).isZero();
        assertThat(Gconv.features(out()).drop("wave").schema().simpleString())
                .isEqualTo(FeaturesTable.schema(
                                new StructType().add("split", "string").add("label", "string"))
                        .simpleString());
        assertThat(strings(rows(), "split")).containsExactly(null, "test", "train");
        assertThat(strings(rows(), "label")).containsExactly(null, null, "cat/dog");
    }

    @Test
    void theFolderMayBeTheLabel() throws IOException {
        Gconv.image(in().resolve("cat/a.png"), 16, 16);
        Gconv.image(in().resolve("big dog/b.png"), 16, 16);
        assertThat(Gconv.extract(in(), out(), "--folder-label").exitCode()).isZero();
        assertThat(strings(rows(), "label")).containsExactly("big dog", "cat");
    }

    @Test
    void aColumnMustNotHideAnother() throws IOException {
        Gconv.image(in().resolve("Status=new/a.png"), 16, 16);
        Result result = Gconv.extract(in(), out());
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("a folder named Status=… would become the column status");
        assertThat(out()).doesNotExist();
    }

    /** Bit for bit: floats are compared by their bits. */
    @ParameterizedTest
    @CsvSource({"100, false", "40, true"})
    void rowsDoNotDependOnThePartitions(int images, boolean withMaps) throws IOException {
        for (int i = 0; i < images; i++) {
            Gconv.image(in().resolve("i" + i + ".png"), 16 + i % 5, 16 + i % 3);
        }
        Path other = folder.resolve("other");
        String maps = withMaps ? "--maps=lift" : "--folder-label";
        Gconv.extract(in(), out(), "--partitions", "1", "--wave-images", "1000", maps);
        Gconv.extract(in(), other, "--partitions", "7", "--wave-images", "1000", maps);
        assertThat(parts(out())).isEqualTo(1);
        assertThat(parts(other)).isEqualTo(7);
        assertThat(bits(other.resolve("features"), "descriptor"))
                .hasSize(images)
                .isEqualTo(bits(out().resolve("features"), "descriptor"));
        if (withMaps) {
            assertThat(bits(other.resolve("maps"), "values"))
                    .hasSize(images)
                    .isEqualTo(bits(out().resolve("maps"), "values"));
        }
    }

    private static List<String> bits(Path table, String column) {
        return Gconv.table(table).drop("wave").collectAsList().stream()
                .map(row -> {
                    float[] values = floats(row, column);
                    int[] bits = new int[values.length];
                    Arrays.setAll(bits, i -> Float.floatToRawIntBits(values[i]));
                    return row.mkString("|").replaceAll("ArraySeq\\(.*?\\)", "") + Arrays.toString(bits);
                })
                .toList();
    }

    private static float[] floats(Row row, String column) {
        List<Float> list = row.getList(row.fieldIndex(column));
        float[] values = new float[list.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = list.get(i);
        }
        return values;
    }

    private static long parts(Path output) throws IOException {
        try (Stream<Path> files = Files.walk(output.resolve("features"))) {
            return files.filter(file -> file.getFileName().toString().startsWith("part-"))
                    .count();
        }
    }

    @Test
    void mapsHaveOneRowPerReadableImageAndLayer() throws IOException {
        Gconv.image(in().resolve("a.png"), 20, 16);
        Files.createFile(in().resolve("empty.png"));
        assertThat(Gconv.extract(in(), out(), "--maps", "lift , lift").exitCode())
                .isZero();
        assertThat(rows()).hasSize(2);
        List<Row> maps = Gconv.table(out().resolve("maps")).collectAsList();
        assertThat(maps).hasSize(1);
        Row map = maps.get(0);
        assertThat(map.schema().fieldNames())
                .startsWith(MapsTable.SCHEMA.fieldNames())
                .hasSize(MapsTable.SCHEMA.length() + 1);
        assertThat(map.<String>getAs("layer")).isEqualTo("lift");
        assertThat(map.<String>getAs("group")).isEqualTo("C4");
        assertThat(map.<Integer>getAs("elements")).isEqualTo(4);
        assertThat(map.<Integer>getAs("channels")).isEqualTo(1);
        assertThat(map.<Integer>getAs("height")).isEqualTo(16);
        assertThat(map.<Integer>getAs("width")).isEqualTo(20);
        assertThat(floats(map, "values")).hasSize(4 * 16 * 20);
    }

    @Test
    void aSecondRunComputesOnlyWhatIsMissing() throws IOException {
        Path first = Gconv.image(in().resolve("a.png"), 16, 16);
        Gconv.extract(in(), out());
        Result again = Gconv.extract(in(), out());
        assertThat(again.exitCode()).isZero();
        assertThat(again.out()).startsWith("nothing to do: 1 image published already");

        Gconv.image(in().resolve("b.png"), 16, 16);
        Files.setLastModifiedTime(first, FileTime.fromMillis(86_400_000));
        Result more = Gconv.extract(in(), out());
        assertThat(more.out()).startsWith("1 image in").contains("1 image published already", "1 image changed");
        assertThat(strings(rows(), "path")).doesNotHaveDuplicates().hasSize(2);
    }

    @Test
    void theRunFileTellsWhatRan() throws IOException {
        Gconv.image(in().resolve("a.png"), 16, 16);
        Files.createFile(in().resolve("empty.png"));
        Gconv.extract(in(), out());
        Config run = ConfigFactory.parseFile(runFile(out()).toFile());
        assertThat(run.getStringList("arguments")).startsWith("extract", "--input", in().toString());
        assertThat(run.getString("pipeline.name")).isEqualTo("tiny");
        assertThat(run.getString("pipeline.digest")).isEqualTo(rows().get(0).getAs("pipeline_digest"));
        assertThat(run.getString("pipeline.configuration.group.type")).isEqualTo("cyclic");
        assertThat(run.getInt("counts.images")).isEqualTo(2);
        assertThat(run.getInt("counts.errors")).isEqualTo(1);
        assertThat(run.getConfigList("descriptor")).hasSize(4);
        assertThat(run.getString("versions.spark")).isEqualTo(Gconv.spark().version());
        assertThat(run.getDouble("seconds.processing")).isPositive();
        assertThat(out().resolve("_staging")).doesNotExist();
    }

    /** By which Spark cuts its shuffles; of what tasks there are, it says nothing. */
    @Test
    void theNumberOfFilesFollowsTheCoresWhateverTheDefaultParallelism() throws IOException {
        for (int i = 0; i < 12; i++) {
            Gconv.image(in().resolve(i + ".png"), 16, 16);
        }
        SparkConf conf = Gconv.spark().sparkContext().conf();
        conf.set("spark.default.parallelism", "2000");
        try {
            Gconv.extract(in(), out());
        } finally {
            conf.remove("spark.default.parallelism");
        }
        Config run = ConfigFactory.parseFile(runFile(out()).toFile());
        assertThat(run.getConfigList("waves"))
                .extracting(wave -> wave.getInt("partitions"))
                .containsExactly(6); // 3 for each core
    }

    @Test
    void refusesTheOutputOfAnotherPipeline() throws IOException {
        Gconv.image(in().resolve("a.png"), 16, 16);
        Gconv.extract(in(), out());
        Result result = Gconv.run(
                "extract",
                "--input",
                in().toString(),
                "--output",
                out().toString(),
                "--pipeline",
                Gconv.pipeline("other"));
        assertThat(result.exitCode()).isEqualTo(4);
        assertThat(result.err())
                .contains("holds rows of pipeline tiny", "not of other")
                .endsWith("): group.rotations is 4 there and 8 here; name another folder, or remove this one\n");
        assertThat(rows()).hasSize(1);
    }

    /** As another run does while this one lists its inputs. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "other| |holds rows of pipeline other",
                "tiny|--folder-label|has the columns label, but these inputs give none",
            })
    void refusesWhatOthersPublishBeforeItHasTheLock(String pipeline, @Nullable String flag, String message)
            throws IOException {
        Gconv.image(in().resolve("a.png"), 16, 16);
        String common = "--input " + in() + " --output " + out() + " --pipeline ";
        JobRequest request = JobOptionsTest.options(common + "tiny")
                .request(Layout.EXTRACT, PipelineConfig.load(Path.of(Gconv.pipeline("tiny"))), new TreeMap<>());
        Gconv.spark();
        try (ExtractJob job = ExtractJob.prepare(request, List.of(), 512, new Configuration(), more -> {})) {
            String others = "extract " + common + Gconv.pipeline(pipeline) + (flag == null ? "" : " " + flag);
            assertThat(Gconv.run(others.split(" ")).exitCode()).isZero();
            assertThatThrownBy(() -> job.run(Gconv.spark(), ProgressStyle.NONE, new PrintWriter(Writer.nullWriter())))
                    .isInstanceOfSatisfying(
                            UserException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.OUTPUT_REFUSED))
                    .hasMessageContaining(message);
        }
        assertThat(rows()).hasSize(1);
        assertThat(out().resolve("_gconv/lock")).doesNotExist();
    }

    @Test
    void refusesTheOutputOfOtherFlags() throws IOException {
        Gconv.image(in().resolve("a.png"), 16, 16);
        Gconv.extract(in(), out());
        Result result = Gconv.extract(in(), out(), "--maps", "lift");
        assertThat(result.exitCode()).isEqualTo(4);
        assertThat(result.err()).contains("was made with no --maps");
    }

    @Test
    void takesOverAnOutputThatNeverGotRows() throws IOException {
        Gconv.image(in().resolve("a.png"), 16, 16);
        Gconv.extract(in(), out(), "--maps", "lift");
        try (Stream<Path> waves = Files.walk(out().resolve("features")).sorted(Comparator.reverseOrder())) {
            for (Path path : waves.toList()) {
                Files.delete(path);
            }
        }
        assertThat(Gconv.extract(in(), out()).exitCode()).isZero();
        assertThat(Gconv.extract(in(), out(), "--maps", "lift").exitCode()).isEqualTo(4);
    }

    @Test
    void refusesColumnsThatTheTableDoesNotHave() throws IOException {
        Gconv.image(in().resolve("cat/a.png"), 16, 16);
        assertThat(Gconv.extract(in(), out()).exitCode()).isZero();
        Gconv.image(in().resolve("cat/b.png"), 16, 16);
        Result result = Gconv.extract(in(), out(), "--folder-label");
        assertThat(result.exitCode()).isEqualTo(4);
        assertThat(result.err()).contains("no carried columns, but these inputs give label");
    }

    @Test
    void refusesAFolderThatIsNotItsOwn() throws IOException {
        Gconv.image(in().resolve("a.png"), 16, 16);
        Result result = Gconv.extract(in(), in());
        assertThat(result.exitCode()).isEqualTo(4);
        assertThat(result.err()).contains("is not empty and was not written by gconv");
    }

    @Test
    void aDryRunListsAndWritesNothing() throws IOException {
        Gconv.image(in().resolve("a.png"), 16, 16);
        Result result = Gconv.extract(in(), out(), "--dry-run", "--maps", "lift");
        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).contains("1 image", "tiny", "about 4.1 kB");
        assertThat(out()).doesNotExist();
    }

    @Test
    void theSizeOfMapsIsKnownWithoutDecoding() throws IOException {
        Path image = Gconv.image(in().resolve("a.png"), 16, 16);
        Files.write(image, Arrays.copyOf(Files.readAllBytes(image), 40)); // the header, and no pixels
        Result result = Gconv.extract(in(), out(), "--dry-run", "--maps", "lift");
        assertThat(result.out()).contains("about 4.1 kB");
    }

    @Test
    void theOutputIsNoInput() throws IOException {
        Gconv.image(in().resolve("a.png"), 16, 16);
        Path inside = in().resolve("out");
        assertThat(Gconv.extract(in(), inside, "--all-files").exitCode()).isZero();
        assertThat(Gconv.extract(in(), inside, "--all-files").out()).startsWith("nothing to do: 1 image");
    }
}
