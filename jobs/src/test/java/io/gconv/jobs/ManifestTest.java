package io.gconv.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.gconv.jobs.Gconv.Result;
import io.gconv.jobs.input.InputFile;
import io.gconv.jobs.input.InputFormat;
import io.gconv.jobs.input.InputRequest;
import io.gconv.jobs.spark.source.ImageSource;
import io.gconv.jobs.spark.source.Sources;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TimeZone;
import java.util.zip.GZIPOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists of files as inputs. */
class ManifestTest {

    @TempDir
    private Path folder;

    private Path out() {
        return folder.resolve("out");
    }

    private Result extract(Path manifest, String... more) {
        Gconv.spark();
        List<String> args = new ArrayList<>(List.of("extract", "--manifest", manifest.toString()));
        args.addAll(List.of("--output", out().toString(), "--pipeline", Gconv.pipeline("tiny")));
        args.addAll(List.of(more));
        return Gconv.run(args.toArray(String[]::new));
    }

    private List<String> column(String name) {
        return Gconv.features(out()).collectAsList().stream()
                .map(row -> row.<String>getAs(name))
                .toList();
    }

    @Test
    void aTextNamesFilesAndWhatIsNotThereIsAnErrorRow() throws IOException {
        Path a = Gconv.image(folder.resolve("in/a b.png"), 16, 16);
        Path b = Gconv.image(folder.resolve("in/b:c.dat"), 17, 16);
        Gconv.image(folder.resolve("in/not named.png"), 16, 16);
        Path manifest = folder.resolve("list.txt");
        Files.writeString(manifest, "# images\nin/a b.png\n\n" + b + "\nfile:" + a + "\nin/gone.png\nin\n");
        Result result = extract(manifest);
        assertThat(result.err()).isEmpty();
        assertThat(result.exitCode()).isZero();
        String root = "file:" + folder + "/in";
        assertThat(column("path")).containsExactly(root, root + "/a b.png", root + "/b:c.dat", root + "/gone.png");
        assertThat(column("status")).containsExactly("error", "ok", "ok", "error");
        assertThat(column("error"))
                .containsExactly(
                        "is a folder; a manifest names files", null, null, "does not exist, but the manifest names it");
        assertThat(extract(manifest).out())
                .startsWith("nothing to do: 4 images")
                .doesNotContain("changed");
    }

    @Test
    void whatIsNotThereIsSaidBeforeTheFirstImage() throws IOException {
        Path a = Gconv.image(folder.resolve("in/a.png"), 16, 16);
        Path manifest = folder.resolve("list.txt");
        Files.writeString(manifest, a + "\tcat\n");
        assertThat(extract(manifest, "--dry-run").out())
                .startsWith("inputs      1 image, 0 B; 1 cannot be read: file:" + folder + "/in/a.png")
                .contains(" does not exist, but the manifest names it; it has a tab, and a line is one path");
        Files.writeString(manifest, a + "\nin/b.png\nin\n");
        assertThat(extract(manifest, "--dry-run").out())
                .contains("; 2 cannot be read; for example, file:" + folder + "/in is a folder; a manifest names files")
                .doesNotContain("of unknown size");
    }

    @Test
    void aFileThatCannotBeLookedUpKeepsItsRow() throws IOException {
        Gconv.image(folder.resolve("in/a.png"), 16, 16);
        Gconv.image(folder.resolve("in/b.png"), 16, 16);
        Path manifest = Files.writeString(folder.resolve("list.txt"), "in/a.png\nin/b.png\n");
        assertThat(extract(manifest).exitCode()).isZero();
        System.setProperty(QuickLocalFileSystem.DOWN, "a.png");
        try {
            Result result = extract(manifest, "--refresh");
            assertThat(result.err())
                    .isEqualTo("gconv: --manifest file:" + manifest + " names file:" + folder
                            + "/in/a.png, which cannot be looked up: Slow Down\n");
            assertThat(result.exitCode()).isEqualTo(1);
        } finally {
            System.clearProperty(QuickLocalFileSystem.DOWN);
        }
        assertThat(column("status")).containsExactly("ok", "ok");
        assertThat(extract(manifest, "--refresh").out()).startsWith("nothing to do: 2 images");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--all-files", "--input-format images", "--input-format parquet"})
    void optionsForFoldersNeedAnInput(String option) throws IOException {
        Gconv.image(folder.resolve("a.png"), 16, 16);
        Path manifest = Files.writeString(folder.resolve("list.txt"), "a.png\n");
        extract(manifest, option.split(" "))
                .assertUsage(
                        option + " is about --input, and --manifest " + manifest + " is all there is; leave it out");
        assertThat(out()).doesNotExist();
    }

    @Test
    void aParquetManifestCarriesColumns() throws IOException {
        Gconv.image(folder.resolve("in/a.png"), 16, 16);
        Gconv.image(folder.resolve("in/b.png"), 16, 16);
        Gconv.image(folder.resolve("more/c.png"), 16, 16);
        StructType schema =
                new StructType().add("path", "string").add("label", "int").add("split", "string");
        List<Row> rows = List.of(
                RowFactory.create("in/a.png", 7, "train"),
                RowFactory.create("in/b.png", null, "test"),
                RowFactory.create("in/gone.png", 9, "test"));
        Path manifest = folder.resolve("list.parquet");
        Gconv.spark().createDataFrame(rows, schema).write().parquet(manifest.toString());
        Result result = extract(
                manifest,
                "--keep",
                "label, split",
                "--input",
                folder.resolve("more").toString());
        assertThat(result.err()).isEmpty();
        assertThat(column("split")).containsExactly("train", "test", "test", null);
        assertThat(column("status")).containsExactly("ok", "ok", "error", "ok");
        List<Row> features = Gconv.features(out()).collectAsList();
        assertThat(features.stream().map(row -> row.<Integer>getAs("label")).toList())
                .containsExactly(7, null, 9, null);
        assertThat(extract(manifest, "--keep", "size").err())
                .contains("has no column size; its columns are path, label, split");
    }

    @Test
    void manifestsWhoseColumnsDifferAreRefusedBeforeTheFirstImage() throws IOException {
        Gconv.image(folder.resolve("a.png"), 16, 16);
        Path numbers = table("numbers.parquet", "label", "int", 7);
        Path words = table("words.parquet", "label", "string", "seven");
        Result result = extract(numbers, "--manifest", words.toString(), "--keep", "label");
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err())
                .startsWith("gconv: --manifest " + numbers + " has the column label of type int, and --manifest "
                        + words + " has label of type string; ")
                .hasLineCount(1);
        assertThat(out()).doesNotExist();
        Path more = table("more.parquet", "label", "int", 8);
        assertThat(extract(numbers, "--manifest", more.toString(), "--keep", "label")
                        .err())
                .isEmpty();
    }

    /** A label that is NULL is one. */
    @Test
    void aLabelThatIsKeptIsNotThatOfTheFolder() throws IOException {
        Gconv.image(folder.resolve("a.png"), 16, 16);
        for (String type : List.of("string", "int")) {
            Result result = extract(table(type + ".parquet", "label", type, null), "--keep", "label", "--folder-label");
            assertThat(result.err())
                    .isEqualTo("gconv: --folder-label and --keep label both give the column label; leave one out\n");
            assertThat(result.exitCode()).isEqualTo(2);
        }
    }

    private Path table(String name, String column, String type, @Nullable Object value) {
        Path file = folder.resolve(name);
        StructType schema = new StructType().add("path", "string").add(column, type);
        List<Row> rows = List.of(RowFactory.create("a.png", value));
        Gconv.spark().createDataFrame(rows, schema).write().parquet(file.toString());
        return file;
    }

    @Test
    void aManifestThatIsNoTextIsRefused() throws IOException {
        Path image = Gconv.image(folder.resolve("in/a.png"), 16, 16);
        Path zeros = Files.write(folder.resolve("zeros.txt"), new byte[] {'a', 0, 'b', '\n'});
        Path packed = folder.resolve("list.txt.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            out.write("in/a.png\n".getBytes(StandardCharsets.UTF_8));
        }
        for (Path manifest : List.of(image, zeros, packed)) {
            Result result = extract(manifest);
            assertThat(result.err())
                    .startsWith(
                            "gconv: --manifest " + manifest + " is not text; a manifest must be uncompressed UTF-8.")
                    .hasLineCount(1);
            assertThat(result.exitCode()).isEqualTo(2);
            assertThat(out()).doesNotExist();
        }
    }

    /** As editors on Windows write it. */
    @Test
    void aByteOrderMarkIsNoPartOfTheFirstPath() throws IOException {
        Gconv.image(folder.resolve("a.png"), 16, 16);
        Path manifest = Files.writeString(folder.resolve("list.txt"), "\uFEFFa.png\r\n");
        assertThat(extract(manifest).err()).isEmpty();
        assertThat(column("path")).containsExactly("file:" + folder + "/a.png");
        assertThat(column("status")).containsExactly("ok");
    }

    @ParameterizedTest
    @ValueSource(strings = {"list.csv", "list.TSV", "list.csv.gz"})
    void aManifestWithColumnsThatIsNoParquetIsRefused(String name) throws IOException {
        Path manifest = Files.writeString(folder.resolve(name), "path,label\na.png,1\n");
        Result result = extract(manifest);
        assertThat(result.err())
                .isEqualTo("gconv: --manifest " + manifest + " is a table as text, which is not read; name a text with"
                        + " one path per line, or a Parquet table with a column path and others for --keep\n");
        assertThat(result.exitCode()).isEqualTo(2);
    }

    @Test
    void aManifestThatIsAFolderIsCalledOne() throws IOException {
        Path manifest = Files.createDirectories(folder.resolve("one"));
        Result result = extract(manifest);
        assertThat(result.err())
                .isEqualTo("gconv: --manifest " + manifest + " is a folder; name a file, or the folder with --input\n");
        assertThat(result.exitCode()).isEqualTo(2);
    }

    @Test
    void aManifestThatNamesNothingSaysSo() throws IOException {
        Path manifest = Files.writeString(folder.resolve("list.txt"), "# none yet\n");
        Result result = extract(manifest);
        assertThat(result.err()).isEqualTo("gconv: no image found in --manifest " + manifest + ": it names no file\n");
        assertThat(result.exitCode()).isEqualTo(2);
    }

    @Test
    void aManifestThatIsNotThereIsNamed() {
        Result result = extract(folder.resolve("nosuch.txt"));
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("--manifest " + folder.resolve("nosuch.txt") + " does not exist");
    }

    /** The zone of the driver, which reads manifests, need not be that of executors, which write what is kept. */
    @Test
    void daysThatAreKeptDoNotDependOnTheTimeZone() throws IOException {
        Gconv.image(folder.resolve("a.png"), 16, 16);
        Path manifest = table("days.parquet", "taken", "date", java.sql.Date.valueOf("2024-03-01"));
        InputRequest request = new InputRequest(
                List.of(), List.of(manifest.toString()), InputFormat.AUTO, false, false, "", "", List.of("taken"));
        TimeZone zone = TimeZone.getDefault();
        try {
            TimeZone.setDefault(TimeZone.getTimeZone("Europe/Berlin"));
            ImageSource source = Sources.open(request, "file:/nowhere", new Configuration(), more -> {});
            InputFile file = source.few(1, new Configuration()).get(0).file();
            TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
            Row kept = RowFactory.create(file.columns().toArray());
            assertThat(Gconv.spark()
                            .createDataFrame(List.of(kept), source.columns())
                            .selectExpr("CAST(taken AS STRING)")
                            .head()
                            .getString(0))
                    .isEqualTo("2024-03-01");
        } finally {
            TimeZone.setDefault(zone);
        }
    }

    @Test
    void daysAndMomentsAreKeptAlsoWithinOtherColumns() throws IOException {
        Gconv.image(folder.resolve("a.png"), 16, 16);
        Path manifest = folder.resolve("list.parquet");
        Gconv.spark()
                .sql("SELECT 'a.png' AS path, DATE'2024-03-01' AS day, TIMESTAMP'2024-03-01 12:00:00' AS moment,"
                        + " named_struct('days', array(DATE'1899-12-31')) AS nested")
                .write()
                .parquet(manifest.toString());
        assertThat(extract(manifest, "--keep", "day,moment,nested").err()).isEmpty();
        Dataset<Row> expected = Gconv.spark().read().parquet(manifest.toString());
        assertThat(Gconv.features(out()).select("day", "moment", "nested").collectAsList())
                .isEqualTo(expected.select("day", "moment", "nested").collectAsList());
    }
}
