package io.gconv.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gconv.jobs.sql.GconvExtensions;
import io.gconv.jobs.sql.GconvFunctions;
import io.gconv.jobs.table.FeaturesTable;
import io.gconv.jobs.table.MapsTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.SparkSessionExtensions;
import org.apache.spark.sql.catalyst.analysis.SimpleFunctionRegistry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The functions in SQL, on what {@code extract} reads too. */
class SqlFunctionsTest {

    @TempDir
    private Path folder;

    private final SparkSession spark = Gconv.spark().newSession();

    @BeforeEach
    void writeImages() throws IOException {
        Gconv.image(in().resolve("a.png"), 20, 16);
        Gconv.image(in().resolve("b.png"), 31, 17);
        Gconv.image(in().resolve("small.png"), 2, 2);
        Files.writeString(in().resolve("text.jpg"), "<html>404</html>");
        GconvFunctions.register(spark);
        images().createOrReplaceTempView("images");
    }

    private Path in() {
        return folder.resolve("in");
    }

    private Dataset<Row> images() {
        return spark.read().format("binaryFile").load(in().toString());
    }

    private static String tiny() throws IOException {
        return Files.readString(Path.of(Gconv.pipeline("tiny")));
    }

    /** Runs a query; {@code :tiny} is the text of the tiny pipeline. */
    private List<Row> sql(String query) throws IOException {
        return spark.sql(query, Map.of("tiny", tiny())).collectAsList();
    }

    /** Returns rows of a job with their descriptor as bits, so that equal means equal to the last one. */
    private static List<String> bits(List<Row> rows, String column) {
        return rows.stream()
                .map(row -> row.isNullAt(row.fieldIndex(column))
                        ? "null"
                        : row.<Float>getList(row.fieldIndex(column)).stream()
                                .map(value -> Integer.toHexString(Float.floatToRawIntBits(value)))
                                .toList()
                                .toString())
                .toList();
    }

    private List<Row> extracted(String... more) {
        assertThat(Gconv.extract(in(), folder.resolve("out"), more).exitCode()).isZero();
        return Gconv.features(folder.resolve("out")).collectAsList();
    }

    @Test
    void descriptorsAreThoseOfExtractBitForBit() throws IOException {
        List<Row> rows = sql("SELECT gconv_descriptor(content, :tiny) AS descriptor FROM images ORDER BY path");
        assertThat(bits(rows, "descriptor"))
                .isEqualTo(bits(extracted(), "descriptor"))
                .hasSize(4)
                .endsWith("null");
    }

    @Test
    void featuresHaveTheColumnsOfTheTable() throws IOException {
        List<Row> rows = sql("SELECT path, f.* FROM (SELECT path, gconv_features(content, :tiny) AS f FROM images)"
                + " ORDER BY path");
        List<Row> expected = Gconv.spark()
                .createDataFrame(
                        extracted(), Gconv.features(folder.resolve("out")).schema())
                .select("path", FeaturesTable.COMPUTED.fieldNames())
                .collectAsList();
        assertThat(rows).isEqualTo(expected);
        assertThat(rows.get(0).schema().simpleString())
                .isEqualTo(expected.get(0).schema().simpleString());
        assertThat(rows.get(2).<String>getAs("error")).contains("too small");
        assertThat(rows.get(3).<String>getAs("status")).isEqualTo("error");
    }

    @Test
    void mapsAreThoseOfExtract() throws IOException {
        extracted("--maps", "lift");
        List<Row> expected = Gconv.table(folder.resolve("out/maps"))
                .select("group", Arrays.copyOfRange(MapsTable.MAP.fieldNames(), 1, MapsTable.MAP.length()))
                .collectAsList();
        List<Row> rows =
                sql("SELECT m.* FROM (SELECT path, gconv_maps(content, :tiny, 'lift') AS m FROM images) ORDER BY path");
        assertThat(rows.subList(0, 2)).isEqualTo(expected);
        assertThat(bits(rows, "values").subList(0, 2)).isEqualTo(bits(expected, "values"));
        assertThat(bits(rows, "values").subList(2, 4)).containsOnly("null");
    }

    @Test
    void tablesWorkLikeFiles() throws IOException {
        Path table = folder.resolve("table");
        images().selectExpr("path", "content AS bytes").write().parquet(table.toString());
        List<Row> rows = sql("SELECT gconv_descriptor(bytes, :tiny) AS descriptor FROM parquet.`" + table
                + "` WHERE gconv_features(bytes, :tiny).status = 'ok' ORDER BY path");
        assertThat(bits(rows, "descriptor"))
                .isEqualTo(bits(extracted(), "descriptor").subList(0, 2));
    }

    @Test
    void nullGivesNull() throws IOException {
        Row row = sql("SELECT gconv_descriptor(NULL, 'se2'), gconv_features(CAST(NULL AS BINARY), 'se2'),"
                        + " gconv_maps(NULL, :tiny, 'lift')")
                .get(0);
        assertThat(List.of(row.isNullAt(0), row.isNullAt(1), row.isNullAt(2))).containsOnly(true);
    }

    @Test
    void describeSaysWhatEachNumberMeans() throws IOException {
        List<Row> rows = sql("SELECT * FROM inline(gconv_describe(:tiny))");
        assertThat(rows).hasSize(4);
        assertThat(rows.get(1).mkString("|")).isEqualTo("1|lift|max|0|disk|std");
        assertThat(spark.sql("SELECT size(gconv_describe('se2'))").first().getInt(0))
                .isEqualTo(84);
    }

    /** What is wrong with a query is said when it is analysed. */
    @Test
    void wrongArgumentsAreRefusedWithASentence() {
        assertRefused(
                "gconv_descriptor(content, 'se3')",
                "gconv_descriptor: pipeline 'se3' is neither one of the shipped"
                        + " pipelines e2, plain, scale, se2, se2-centred, sim2 nor the text of a pipeline file;");
        assertRefused("gconv_descriptor(content, '/etc/passwd')", "files are not read here, so pass what they contain");
        assertRefused("gconv_descriptor(content, '')", "pipeline '' is neither");
        assertRefused("gconv_descriptor(content, '../pipelines/se2')", "is neither one of the shipped pipelines");
        assertRefused("gconv_descriptor(content, 'name = x')", "group: is missing");
        assertRefused("gconv_descriptor(content, path)", "gconv_descriptor: pipeline must be a constant text");
        assertRefused("gconv_descriptor(content, NULL)", "gconv_descriptor: pipeline must be a constant text");
        assertRefused(
                "gconv_descriptor(content => content, pipeline => 'se2')",
                "the call must be gconv_descriptor(content, pipeline), with its arguments in this order; named arg");
        assertRefused("gconv_descriptor(path, 'se2')", "content must be the bytes of image files");
        assertRefused(
                "gconv_descriptor(content)", "the call must be gconv_descriptor(content, pipeline), but has 1 arg");
        assertRefused(
                "gconv_maps(content, 'se2', 'lfit')", "lfit is no layer of pipeline se2; its layers are lift, rel");
        assertRefused(
                "gconv_describe('group { typ = cyclic }')",
                "gconv_describe: pipeline: group.type: is missing; did you mean typ?");
        assertRefused("gconv_describe('{ include \"/etc/passwd\" }')", "a pipeline file may not include others");
    }

    private void assertRefused(String call, String message) {
        assertThatThrownBy(() -> spark.sql("SELECT " + call + " FROM images"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void columnsAreNamedLikeTheirCalls() throws IOException {
        assertThat(images().selectExpr(
                                "gconv_descriptor(content, 'se2')",
                                "gconv_descriptor(content, 'e2')",
                                "gconv_features(content, 'se2')",
                                "gconv_features(content, 'se2').status",
                                "gconv_maps(content, 'se2', 'lift')",
                                "size(gconv_descriptor(content, 'se2'))",
                                "gconv_describe('se2')[0]")
                        .columns())
                .containsExactly(
                        "gconv_descriptor(content, se2)",
                        "gconv_descriptor(content, e2)",
                        "gconv_features(content, se2)",
                        "gconv_features(content, se2).status",
                        "gconv_maps(content, se2, lift)",
                        "size(gconv_descriptor(content, se2))",
                        "gconv_describe(se2)[0]");
    }

    @Test
    void callsGroupAndAreSharedLikeAnyExpression() throws IOException {
        String plan = images().selectExpr("gconv_descriptor(content, 'se2')", "gconv_features(content, 'se2').error")
                .queryExecution()
                .optimizedPlan()
                .toString();
        assertThat(plan).containsPattern("gconv_features\\(content#\\d+\\)\\.descriptor AS");
        assertThat(sql("SELECT size(gconv_descriptor(content, :tiny)) AS numbers, count(*) AS images FROM images"
                                + " GROUP BY size(gconv_descriptor(content, :tiny)) ORDER BY numbers")
                        .toString())
                .isEqualTo("[[null,2], [4,2]]");
    }

    /** Of the functions, a session knows those that it was given. */
    @Test
    void theExtensionNamesEveryFunction() {
        SparkSession fresh = Gconv.spark().newSession();
        assertThatThrownBy(() -> fresh.sql("SELECT gconv_describe('se2')")).hasMessageContaining("gconv_describe");

        SparkSessionExtensions extensions = new SparkSessionExtensions();
        new GconvExtensions().apply(extensions);
        assertThat(extensions
                        .registerFunctions(new SimpleFunctionRegistry())
                        .listFunction()
                        .size())
                .isEqualTo(4);
    }

    /** In a JVM of its own, by the name of the class, as a user does. */
    @Tag("cluster")
    @Test
    void theExtensionIsFoundByItsName() throws IOException, InterruptedException {
        Path image = Gconv.image(folder.resolve("large.png"), 64, 64);
        assertThat(SqlShell.run(
                        "SELECT path, size(gconv_descriptor(content, 'e2')) FROM binaryFile.`" + image + "`",
                        "DESCRIBE FUNCTION gconv_maps"))
                .contains(
                        "[[file:" + image + ",78]]", "gconv_maps(content, pipeline, layer) - Returns the feature map");
    }

    @Test
    void theJavaApiAppendsTheColumns() throws IOException {
        Dataset<Row> features = io.gconv.jobs.sql.Gconv.features(images(), io.gconv.jobs.sql.Gconv.pipeline(tiny()));
        assertThat(features.schema().fieldNames())
                .containsExactly(
                        "path",
                        "modificationTime",
                        "length",
                        "width",
                        "height",
                        "channels",
                        "pipeline",
                        "pipeline_digest",
                        "descriptor",
                        "status",
                        "error");
        List<Row> rows = features.orderBy("path").collectAsList();
        List<Row> expected = extracted();
        assertThat(bits(rows, "descriptor")).isEqualTo(bits(expected, "descriptor"));
        assertThat(rows.stream().map(row -> row.<String>getAs("error")).toList())
                .isEqualTo(
                        expected.stream().map(row -> row.<String>getAs("error")).toList());
    }

    @Test
    void theJavaApiTakesAnyTableWithContent() throws IOException {
        var tiny = io.gconv.jobs.sql.Gconv.pipeline(tiny());
        Dataset<Row> labelled = spark.sql(
                "SELECT 7 AS id, content FROM images WHERE path LIKE '%/a.png'" + " UNION ALL SELECT 8, NULL");
        List<Row> rows = io.gconv.jobs.sql.Gconv.features(labelled, tiny)
                .orderBy("id")
                .select("id", "status", "pipeline")
                .collectAsList();
        assertThat(rows.toString()).isEqualTo("[[7,ok,tiny], [8,null,null]]");
        assertThatThrownBy(() -> io.gconv.jobs.sql.Gconv.features(labelled.drop("content"), tiny))
                .hasMessageContaining("must have a binary column content");
        assertThatThrownBy(() -> io.gconv.jobs.sql.Gconv.features(labelled.withColumnRenamed("id", "Status"), tiny))
                .hasMessageContaining("the column Status of images is also one of the results");
    }
}
