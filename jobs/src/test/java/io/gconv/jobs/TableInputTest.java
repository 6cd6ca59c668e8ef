package io.gconv.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.gconv.jobs.Gconv.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TimeZone;
import java.util.stream.Stream;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Images in the rows of a Parquet table. */
class TableInputTest {

    private static final StructType PLAIN =
            new StructType().add("name", "string").add("label", "long").add("image", "binary");
    private static final StructType PICTURE =
            new StructType().add("bytes", "binary").add("path", "string");

    @TempDir
    private Path folder;

    private final List<byte[]> images = new ArrayList<>();

    @BeforeEach
    void drawImages() throws IOException {
        for (int i = 0; i < 5; i++) {
            images.add(Files.readAllBytes(Gconv.image(folder.resolve("in/i" + i + ".png"), 16 + i, 16)));
        }
    }

    private Path out() {
        return folder.resolve("out");
    }

    /** Writes a table of one file. */
    private Path write(String name, StructType schema, List<Row> rows) {
        Path table = folder.resolve(name);
        Gconv.spark().createDataFrame(rows, schema).coalesce(1).write().parquet(table.toString());
        return table;
    }

    private Path plain(String name) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < images.size(); i++) {
            rows.add(RowFactory.create("n" + i, 10L + i, images.get(i)));
        }
        return write(name, PLAIN, rows);
    }

    private Path pictures(String... paths) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < paths.length; i++) {
            rows.add(RowFactory.create(RowFactory.create(images.get(i), paths[i].isEmpty() ? null : paths[i]), i % 2));
        }
        return write("hf.parquet", new StructType().add("image", PICTURE).add("label", "int"), rows);
    }

    /** As pandas writes times. */
    @Test
    void aColumnOfNanosecondsIsRefusedWithAdvice() throws IOException {
        Path table = folder.resolve("times.parquet");
        MessageType schema = MessageTypeParser.parseMessageType(
                "message t { required binary image; required int64 at (TIMESTAMP(NANOS,false)); }");
        try (ParquetWriter<Group> writer = ExampleParquetWriter.builder(new LocalOutputFile(table))
                .withType(schema)
                .build()) {
            writer.write(new SimpleGroup(schema)
                    .append("image", Binary.fromConstantByteArray(images.get(0)))
                    .append("at", 1L));
        }
        Result result = Gconv.extract(table, out());
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err())
                .contains("TIMESTAMP(NANOS,false)", "bin/gconv --conf spark.sql.legacy.parquet.nanosAsLong=true -- …")
                .hasLineCount(1);
    }

    private static Path file(Path table) throws IOException {
        try (Stream<Path> files = Files.list(table)) {
            return files.filter(f -> f.toString().endsWith(".parquet"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private List<Row> rows() {
        return Gconv.features(out()).collectAsList();
    }

    private static List<String> strings(List<Row> rows, String column) {
        return rows.stream().map(row -> row.<String>getAs(column)).toList();
    }

    private static List<List<Object>> descriptors(List<Row> rows) {
        return rows.stream()
                .map(row -> row.getList(row.fieldIndex("descriptor")))
                .toList();
    }

    /** In each row the image with the number of the row as photo, and another one as image. */
    private Path photos(String name) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < images.size(); i++) {
            rows.add(RowFactory.create(images.get(images.size() - 1 - i), images.get(i)));
        }
        return write(name, new StructType().add("image", "binary").add("photo", "binary"), rows);
    }

    /** Bit for bit: Float.equals compares bits. The column of the images may have any name. */
    @ParameterizedTest
    @CsvSource({"1, image", "3, photo"})
    void aTableYieldsWhatItsFilesYield(int partitions, String column) throws IOException {
        String name = "a b%20c.parquet";
        Path table = column.equals("photo") ? photos(name) : plain(name);
        assertThat(Gconv.extract(table, out(), "--partitions", "" + partitions, "--image-column", column)
                        .exitCode())
                .isZero();
        Path other = folder.resolve("other");
        Gconv.extract(folder.resolve("in"), other);
        assertThat(descriptors(rows()))
                .isEqualTo(descriptors(Gconv.features(other).collectAsList()));
        String prefix = "file:" + file(table) + "#";
        assertThat(strings(rows(), "path")).containsExactly(prefix + 0, prefix + 1, prefix + 2, prefix + 3, prefix + 4);
        Row row = rows().get(3);
        assertThat(row.<Long>getAs("bytes")).isEqualTo(images.get(3).length);
        assertThat(row.<java.sql.Timestamp>getAs("modified").getTime())
                .isEqualTo(Files.getLastModifiedTime(file(table)).toMillis());
    }

    @Test
    void aColumnMayBeTheIdentifierAndOthersAreKept() {
        Result result = Gconv.extract(plain("t.parquet"), out(), "--id-column", "name", "--keep", "label,name");
        assertThat(result.err()).isEmpty();
        assertThat(strings(rows(), "path")).containsExactly("n0", "n1", "n2", "n3", "n4");
        assertThat(strings(rows(), "name")).containsExactly("n0", "n1", "n2", "n3", "n4");
        assertThat(rows().get(4).<Long>getAs("label")).isEqualTo(14L);
    }

    @Test
    void keptColumnsMayBeNamedInAnyOrder() {
        Path table = plain("t.parquet");
        Gconv.extract(table, out(), "--id-column", "name", "--keep", "label,name");
        Path more = write("more.parquet", PLAIN, List.of(RowFactory.create("n9", 19L, images.get(0))));
        Result result = Gconv.extract(more, out(), "--id-column", "name", "--keep", "name,label");
        assertThat(result.err()).isEmpty();
        assertThat(result.exitCode()).isZero();
        assertThat(strings(rows(), "name")).containsExactly("n0", "n1", "n2", "n3", "n4", "n9");
        assertThat(rows().stream().map(row -> row.<Long>getAs("label"))).containsExactly(10L, 11L, 12L, 13L, 14L, 19L);
        assertThat(Gconv.extract(table, out(), "--id-column", "name", "--keep", "name")
                        .err())
                .contains("has the columns label bigint, name, but these inputs give name; a table has one schema");
    }

    @Test
    void theStructOfHuggingFaceIsUnderstood() throws IOException {
        Path table = pictures("x/a.png", "", "b.png");
        assertThat(Gconv.extract(table, out(), "--keep", "label").exitCode()).isZero();
        assertThat(strings(rows(), "path")).containsExactly("b.png", "file:" + file(table) + "#1", "x/a.png");
        assertThat(strings(rows(), "status")).containsOnly("ok");
        assertThat(rows().get(1).<Integer>getAs("label")).isEqualTo(1);
    }

    @Test
    void identifiersThatAreNotUniqueAreRefused() {
        Path table = pictures("a.png", "b.png", "a.png");
        Result result = Gconv.extract(table, out());
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err().lines())
                .singleElement()
                .asString()
                .contains("2 rows with the identifier a.png", "_row");
        assertThat(out()).doesNotExist();
        assertThat(Gconv.extract(table, out(), "--id-column", "_row").exitCode())
                .isZero();
        assertThat(rows()).hasSize(3);
    }

    @Test
    void tablesThatOverlapAreRefused() throws IOException {
        Path table = plain("t.parquet");
        for (String twice : List.of(file(table).toString(), folder + "/{t,t*}.parquet")) {
            Result result = Gconv.extract(table, out(), "--input", twice);
            assertThat(result.exitCode()).isEqualTo(2);
            assertThat(result.err().lines())
                    .singleElement()
                    .asString()
                    .contains("has the file file:" + file(table) + " more than once");
        }
        assertThat(out()).doesNotExist();
    }

    /** A moment is written in UTC. */
    @Test
    void identifiersDoNotDependOnTheTimeZone() {
        Path table = write(
                "t.parquet",
                new StructType().add("taken", "timestamp").add("image", "binary"),
                List.of(RowFactory.create(
                        java.sql.Timestamp.from(Instant.parse("2024-03-01T12:00:00Z")), images.get(0))));
        TimeZone zone = TimeZone.getDefault();
        try {
            TimeZone.setDefault(TimeZone.getTimeZone("Asia/Tokyo"));
            Gconv.extract(table, out(), "--id-column", "taken");
        } finally {
            TimeZone.setDefault(zone);
        }
        assertThat(strings(rows(), "path")).containsExactly("2024-03-01 12:00:00");
    }

    @Test
    void identifiersThatAreNullAreRefused() {
        Path table = write("t.parquet", PLAIN, List.of(RowFactory.create(null, 1L, images.get(0))));
        assertThat(Gconv.extract(table, out(), "--id-column", "name").err())
                .contains("1 rows whose identifier is NULL");
    }

    @Test
    void whatIsNoImageIsAnErrorRow() {
        byte[] damaged = Arrays.copyOf(images.get(1), 60);
        Path table = write(
                "t.parquet",
                PLAIN,
                List.of(
                        RowFactory.create("a", 1L, null),
                        RowFactory.create("b", null, damaged),
                        RowFactory.create("c", 3L, images.get(2))));
        assertThat(Gconv.extract(table, out(), "--id-column", "name", "--keep", "label")
                        .exitCode())
                .isZero();
        assertThat(strings(rows(), "status")).containsExactly("error", "error", "ok");
        assertThat(strings(rows(), "error").get(0)).isEqualTo("the image is NULL");
        assertThat(rows().get(0).isNullAt(1)).isTrue();
        assertThat(rows().get(0).<Long>getAs("label")).isEqualTo(1L);
        assertThat(rows().get(1).<Long>getAs("bytes")).isEqualTo(60L);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--image-column picture|has no column picture; its columns are name, label, image; name one with --image-column",
                "--id-column id|has no column id; its columns are name, label, image",
                "--keep nosuch|has no column nosuch; its columns are name, label, image",
                "--image-column label|is bigint; images are binary, or struct<bytes:binary,path:string>",
                "--folder-label|--folder-label is for folders of images",
            })
    void aMissingColumnIsNamedWithThoseThatExist(String options, String message) {
        Result result = Gconv.extract(plain("t.parquet"), out(), options.split(" "));
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err().lines()).singleElement().asString().contains(message);
        assertThat(out()).doesNotExist();
    }

    @Test
    void aKeptColumnMustNotHideAnother() {
        Path table = write(
                "t.parquet",
                new StructType().add("image", "binary").add("Status", "string"),
                List.of(RowFactory.create(images.get(0), "new")));
        assertThat(Gconv.extract(table, out(), "--keep", "Status").err())
                .contains("--keep Status would become the column status, which exists already");
    }

    @Test
    void tablesWhoseKeptColumnsDifferAreRefused() {
        Path numbers = plain("numbers.parquet");
        Path words = write(
                "words.parquet",
                new StructType().add("label", "string").add("image", "binary"),
                List.of(RowFactory.create("seven", images.get(0))));
        Result result = Gconv.extract(numbers, out(), "--input", words.toString(), "--keep", "label");
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err().lines())
                .singleElement()
                .asString()
                .contains("--input " + numbers + " has the column label of type bigint, and --input " + words
                        + " has label of type string; ");
        assertThat(out()).doesNotExist();
    }

    @Test
    void optionsForTablesNeedATable() {
        assertThat(Gconv.extract(folder.resolve("in"), out(), "--keep", "label").err())
                .contains("--keep label takes columns of a Parquet table");
        assertThat(Gconv.extract(folder.resolve("in"), out(), "--id-column", "x")
                        .err())
                .contains("--id-column is for tables");
        String table = plain("t.parquet").toString();
        assertThat(Gconv.extract(folder.resolve("in"), out(), "--input", table).err())
                .contains("is a table and --input " + folder.resolve("in") + " is not");
    }

    @Test
    void aFolderOfTablesIsRecognised() {
        Path table = plain("data");
        assertThat(Gconv.extract(table, out(), "--dry-run").out()).contains("5 images");
        assertThat(Gconv.extract(table, out(), "--input-format", "images").err())
                .contains("no image found");
    }

    @Test
    void aSecondRunComputesOnlyWhatIsMissing() {
        Path table = plain("data");
        assertThat(Gconv.extract(table, out(), "--id-column", "name").exitCode())
                .isZero();
        assertThat(Gconv.extract(table, out(), "--id-column", "name").out())
                .startsWith("nothing to do: 5 images published already");
        List<Row> more = List.of(RowFactory.create("n7", 1L, images.get(0)));
        Gconv.spark().createDataFrame(more, PLAIN).write().mode("append").parquet(table.toString());
        assertThat(Gconv.extract(table, out(), "--id-column", "name").out())
                .startsWith("1 image in")
                .contains("5 images published already");
        assertThat(strings(rows(), "path")).containsExactly("n0", "n1", "n2", "n3", "n4", "n7");
    }

    @Test
    void mapsAreWrittenToo() {
        assertThat(Gconv.extract(plain("t.parquet"), out(), "--maps", "lift").exitCode())
                .isZero();
        assertThat(Gconv.table(out().resolve("maps")).count()).isEqualTo(5);
    }

    private static Result audit(Path input, Path output, String... more) {
        List<String> args =
                new ArrayList<>(List.of("audit", "--input", input.toString(), "--output", output.toString()));
        args.addAll(List.of("--pipeline", Gconv.pipeline("tiny"), "--transform", "rotation 90"));
        args.addAll(List.of(more));
        return Gconv.run(args.toArray(String[]::new));
    }

    @Test
    void anAuditOfATableMeasuresWhatThatOfItsFilesDoes() throws IOException {
        Path table = plain("t.parquet");
        Path files = folder.resolve("files");
        assertThat(audit(table, out(), "--id-column", "name", "--keep", "label").err())
                .isEmpty();
        audit(folder.resolve("in"), files);
        assertThat(errors(out())).isEqualTo(errors(files)).hasSizeGreaterThan(5);
        assertThat(Files.readString(out().resolve("report.html"))).contains(">n");
    }

    private static List<String> errors(Path output) {
        return Gconv.spark()
                .read()
                .parquet(output.resolve("measurements").toString())
                .filter("variant = 'pipeline'")
                .orderBy("width", "layer", "kind", "parameter")
                .select("width", "layer", "status", "error", "difference")
                .collectAsList()
                .stream()
                .map(Row::toString)
                .toList();
    }

    /** The sample of the rows is that of files with the same paths. */
    @Test
    void aSampleIsChosenByTheSameHash() {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < images.size(); i++) {
            rows.add(RowFactory.create("file:" + folder.resolve("in/i" + i + ".png"), 1L, images.get(i)));
        }
        Path files = folder.resolve("files");
        audit(write("t.parquet", PLAIN, rows), out(), "--id-column", "name", "--sample", "2", "--no-controls");
        audit(folder.resolve("in"), files, "--sample", "2", "--no-controls");
        assertThat(paths(out())).isEqualTo(paths(files)).hasSize(2);
    }

    private static List<String> paths(Path output) {
        return strings(
                Gconv.table(output.resolve("measurements"))
                        .select("path")
                        .distinct()
                        .orderBy("path")
                        .collectAsList(),
                "path");
    }
}
