package io.gconv.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.gconv.jobs.Gconv.Result;
import io.gconv.jobs.table.MeasurementsTable;
import io.gconv.jobs.table.SummaryTable;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The job audit from the command line to the tables. */
class AuditTest {

    private static final String HARD = "lift rotation 45 p50 <= 1e-9";
    private static final String EASY = "lift rotation 90 max <= 1e-5";

    @TempDir
    private Path folder;

    private Path in() {
        return folder.resolve("in");
    }

    private Path out() {
        return folder.resolve("out");
    }

    /** Audits the tiny pipeline with three transformations and what {@code more} says. */
    private static Result audit(Path input, Path output, String... more) {
        return audit("tiny", input, output, more);
    }

    private static Result audit(String pipeline, Path input, Path output, String... more) {
        List<String> options = new ArrayList<>(List.of("--transform", "rotation 90; rotation 45; translation 2,-1"));
        options.addAll(Arrays.asList(more));
        return auditWith(Gconv.pipeline(pipeline), input, output, options);
    }

    private static Result auditWith(String pipelineFile, Path input, Path output, List<String> options) {
        Gconv.spark();
        List<String> args = new ArrayList<>(List.of("audit", "--input", input.toString(), "--output"));
        args.addAll(List.of(output.toString(), "--pipeline", pipelineFile));
        args.addAll(options);
        return Gconv.run(args.toArray(String[]::new));
    }

    private void images(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            Gconv.image(in().resolve("i" + i + ".png"), 20 + i % 5, 20 + i % 3);
        }
    }

    private static List<Row> measurements(Path output) {
        return Gconv.table(output.resolve("measurements")).drop("wave").collectAsList();
    }

    /** In the order of the file. */
    private static List<Row> summary(Path output) {
        return Gconv.spark()
                .read()
                .parquet(output.resolve("summary").toString())
                .collectAsList();
    }

    private static Set<String> strings(List<Row> rows, String column) {
        Set<String> values = new TreeSet<>();
        rows.forEach(row -> values.add(row.getAs(column)));
        return values;
    }

    private static Config lastRun(Path output) throws IOException {
        try (Stream<Path> files = Files.list(output.resolve("_gconv"))) {
            return files.filter(file -> file.getFileName().toString().matches("run-.*\\.json"))
                    .max(Comparator.comparing(file -> file.toFile().lastModified()))
                    .map(file -> ConfigFactory.parseFile(file.toFile()))
                    .orElseThrow();
        }
    }

    @Test
    void writesARowPerImageVariantLayerAndTransformation() throws IOException {
        images(2);
        Result result = audit(in(), out());
        assertThat(result.err()).isEmpty();
        assertThat(result.exitCode()).isZero();
        assertThat(result.out())
                .contains(
                        "2 images in",
                        "median relative error",
                        "projection",
                        "2 of 6 by default apply: 0 of 5 comparisons")
                .doesNotContain("not measured", "no error at", "no floor");
        List<Row> rows = measurements(out());
        assertThat(rows).hasSize(2 * 4 * 3 * 3);
        assertThat(Gconv.table(out().resolve("measurements"))
                        .drop("wave")
                        .schema()
                        .simpleString())
                .isEqualTo(MeasurementsTable.schema(new org.apache.spark.sql.types.StructType())
                        .simpleString());
        assertThat(strings(rows, "variant")).containsExactly("identical", "pipeline", "shuffled", "trivial");
        assertThat(strings(rows, "layer")).containsExactly("descriptor", "lift", "projection");
        assertThat(summary(out())).hasSize(4 * 4 * 3);
        assertThat(Gconv.spark()
                        .read()
                        .parquet(out().resolve("summary").toString())
                        .schema()
                        .simpleString())
                .isEqualTo(SummaryTable.SCHEMA.simpleString());
    }

    @Test
    void controlsFailWhereThePipelinePasses() throws IOException {
        images(3);
        Files.writeString(in().resolve("no.png"), "no image");
        audit(in(), out());
        assertThat(Files.readString(out().resolve("report.html")))
                .contains("4 images, of which 1 could not be audited", "<dt>controls</dt><dd>on 3 images</dd>");
        List<? extends Config> gates = lastRun(out()).getConfigList("gates");
        for (String variant : List.of("trivial", "identical", "shuffled")) {
            assertThat(gates)
                    .as(variant)
                    .anyMatch(gate -> gate.getString("variant").equals(variant) && !gate.getBoolean("passed"));
        }
        assertThat(gates)
                .filteredOn(gate -> gate.getString("variant").equals("pipeline")
                        && gate.getString("gate").contains("exact"))
                .isNotEmpty()
                .allMatch(gate -> gate.getBoolean("passed"));
    }

    /** The kernels of the first tap are 0, which cannot be normalised; those of the pipeline can. */
    @Test
    void aControlThatCannotBeBuiltIsLeftOut() throws IOException {
        images(2);
        Path pipeline = Files.writeString(folder.resolve("gap.conf"), """
                name = gap
                group { type = cyclic, rotations = 4 }
                definitions.basis { family = steerable, size-px = 3 }
                lift { size-px = 3, kernels { basis = ${definitions.basis}, out-channels = 1, coefficients = [1] } }
                layers = [{
                  name = second, type = group-correlation, size-px = 3, taps = [0, 1]
                  kernels { basis = ${definitions.basis}, out-channels = 1, coefficients = [0, 1], normalise = l2 }
                }]
                descriptor = [{ layer = second, projections = [max] }]
                """);
        Result result = auditWith(pipeline.toString(), in(), out(), List.of("--transform", "rotation 90"));
        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).contains("2 images in").doesNotContain("errors      2");
        assertThat(strings(measurements(out()), "variant")).containsExactly("identical", "pipeline", "shuffled");
        assertThat(strings(measurements(out()), "status")).doesNotContain("error");
    }

    @Test
    void withoutControlsThereIsOneVariant() throws IOException {
        images(2);
        audit(in(), out(), "--no-controls");
        assertThat(strings(measurements(out()), "variant")).containsExactly("pipeline");
        assertThat(strings(summary(out()), "variant")).containsExactly("pipeline");
    }

    /** Bit for bit, for the summary too: its sums do not depend on the order in which rows arrive. */
    @Test
    void tablesDoNotDependOnThePartitions() throws IOException {
        images(23);
        Path other = folder.resolve("other");
        audit(in(), out(), "--partitions", "1", "--control-images", "5");
        audit(in(), other, "--partitions", "7", "--control-images", "5");
        assertThat(summary(other)).isNotEmpty().isEqualTo(summary(out()));
        assertThat(sorted(measurements(other))).isEqualTo(sorted(measurements(out())));
    }

    private static List<String> sorted(List<Row> rows) {
        return rows.stream().map(Row::toString).sorted().toList();
    }

    @Test
    void anExceededGateIsOneLineAndAnExitCode() throws IOException {
        images(2);
        Result result = audit(in(), out(), "--gate", HARD, "--gate", EASY, "--no-controls");
        assertThat(result.exitCode()).isEqualTo(5);
        assertThat(result.err().lines())
                .singleElement()
                .asString()
                .startsWith("gconv: gate exceeded: lift rotation 45 is ")
                .endsWith("more than 1.00e-09 (" + HARD + ")");
        assertThat(lastRun(out()).getInt("exit_code")).isEqualTo(5);
    }

    /** Local errors begin with a turn by 0.02°, too. */
    @Test
    void aGateMayBeAboutATransformationOfLocalErrors() throws IOException {
        images(1);
        String gate = "lift rotation 0.02 p50 <= 1";
        Result result = audit(in(), out(), "--transform", "rotation 0.02", "--local", "--gate", gate, "--no-controls");
        assertThat(result.err()).isEmpty();
        assertThat(result.exitCode()).isZero();
        assertThat(Files.readString(out().resolve("report.html")))
                .contains("Local error", "The gate passed on 1 image")
                .doesNotContain("<h2>Scalings");
    }

    /** Without {@code --local} it is a transformation like others. */
    @Test
    void transformationsOfLocalErrorsMayBeAskedForByThemselves() throws IOException {
        images(1);
        String all = "rotation 0.02; translation 0.05,0; translation 0,0.05; scaling 1.001";
        Result result = audit(in(), out(), "--transform", all, "--no-controls");
        assertThat(result.err()).isEmpty();
        assertThat(Files.readString(out().resolve("report.html"))).doesNotContain("Local error");
    }

    @Test
    void whatAnOutputWasMadeWithIsSaidInWordsThatCanBeGiven() throws IOException {
        images(1);
        Path config = Files.writeString(folder.resolve("audit.conf"), "points = 100");
        assertThat(audit(in(), out(), "--audit-config", config.toString()).exitCode())
                .isZero();
        assertThat(audit(in(), out()).err())
                .contains("was made with --audit-config with points = 100; use the same flags");
    }

    @Test
    void aGateForAnUnknownLayerIsRefused() throws IOException {
        images(1);
        Result result = audit(in(), out(), "--gate", "lifd rotation 90 max <= 1");
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err().lines())
                .singleElement()
                .asString()
                .contains("names a layer lifd", "lift, projection, descriptor", "did you mean lift?");
        assertThat(out()).doesNotExist();
    }

    @Test
    void aGateAboutNoTransformationIsRefused() throws IOException {
        images(1);
        Result result = audit(in(), out(), "--gate", "* scaling on-grid p50 <= 0", "--gate", EASY);
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err().lines())
                .singleElement()
                .asString()
                .contains("* scaling on-grid p50 <= 0", "rotation 90 (exact), rotation 45 (off-grid)");
        assertThat(out()).doesNotExist();
    }

    @Test
    void aGateIsNotMetIfNoImageCouldBeRead() throws IOException {
        Files.createDirectories(in());
        Files.createFile(in().resolve("empty.png"));
        Result result = audit(in(), out(), "--gate", "* * * max <= 1e-9", "--gate", EASY);
        assertThat(result.exitCode()).isEqualTo(5);
        assertThat(result.out()).contains("2 given: 0 of 2 comparisons exceeded, 2 not measured");
        assertThat(result.err())
                .contains("gate not met: * * * could not be measured (* * * max <= 1e-9)")
                .contains("gate not met: lift rotation 90 could not be measured (" + EASY + ")");
        assertThat(Files.readString(out().resolve("report.html"))).contains("* * * max &lt;= 1e-9", "? not measured");
        assertThat(lastRun(out()).getInt("exit_code")).isEqualTo(5);
    }

    @Test
    void aSecondRunMeasuresNothingAnewButJudgesByItsOwnGates() throws IOException {
        images(2);
        assertThat(audit(in(), out(), "--no-controls").exitCode()).isZero();
        List<Row> before = measurements(out());
        Result again = audit(in(), out(), "--no-controls", "--gate", HARD);
        assertThat(again.exitCode()).isEqualTo(5);
        assertThat(again.out()).startsWith("nothing to do: 2 images published already");
        assertThat(sorted(measurements(out()))).isEqualTo(sorted(before));
    }

    @Test
    void anUnreadableImageIsARowAndTheOthersAreMeasured() throws IOException {
        images(2);
        Files.createFile(in().resolve("empty.png"));
        Result result = audit(in(), out(), "--no-controls");
        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).containsPattern("ok +2").containsPattern("errors +1");
        List<Row> errors = measurements(out()).stream()
                .filter(row -> row.getAs("status").equals("error"))
                .toList();
        assertThat(errors).singleElement().satisfies(row -> {
            assertThat(row.<String>getAs("path")).endsWith("empty.png");
            assertThat(row.<String>getAs("reason")).isNotBlank();
        });
        assertThat(measurements(out())).hasSize(1 + 2 * 3 * 3);
        assertThat(summary(out())).allMatch(row -> row.<Long>getAs("images") == 2);
    }

    @Test
    void largeImagesAreCutToASizeThatPoolingTakes() throws IOException {
        Gconv.image(in().resolve("a.png"), 40, 43);
        Result result = audit("pooled", in(), out(), "--crop-px", "32", "--no-controls");
        assertThat(result.out()).containsPattern("ok +1").containsPattern("errors +0");
        assertThat(strings(measurements(out()), "layer")).contains("pool");
    }

    /** Noise that is not blurred loses most of itself in a turn by 45° and back; with a blur of 1 px, some per cent. */
    @Test
    void asManyImagesAreAuditedAndAsMuchBlurredAsIsSaid() throws IOException {
        images(5);
        audit(in(), out(), "--no-controls", "--sample", "3", "--blur-px", "0");
        assertThat(strings(measurements(out()), "path")).hasSize(3);
        assertThat(summary(out()))
                .filteredOn(row -> row.getAs("parameter").equals("45"))
                .hasSize(4)
                .allSatisfy(row -> assertThat(row.<Double>getAs("floor_p50")).isGreaterThan(0.2));
        Result blurred = audit(in(), out(), "--no-controls", "--sample", "3");
        assertThat(blurred.exitCode()).isEqualTo(4);
        assertThat(blurred.err()).contains("was made with --blur-px 0.0");
    }

    /** Images that are not in a smaller sample are still there. */
    @Test
    void aSmallerSampleMissesNoImage() throws IOException {
        images(6);
        audit(in(), out(), "--no-controls", "--sample", "4");
        Result smaller = audit(in(), out(), "--no-controls", "--sample", "2", "--refresh");
        assertThat(smaller.out()).doesNotContain("not found any more");
        assertThat(strings(measurements(out()), "path")).hasSize(4);
    }

    @Test
    void theOutputOfExtractIsRefused() throws IOException {
        images(1);
        Gconv.extract(in(), out());
        Result result = audit(in(), out());
        assertThat(result.exitCode()).isEqualTo(4);
        assertThat(result.err().lines()).hasSize(1);
    }

    @Test
    void oddImagesHaveAStatusAndNoNaN() throws IOException {
        images(1);
        flat("black.png", 20, 0);
        flat("gray.png", 20, 128);
        flat("one.png", 1, 200);
        flat("small.png", 8, 90);
        pixel("bright.png", 21);
        assertThat(audit(in(), out()).exitCode()).isZero();
        for (Row row : measurements(out())) {
            boolean hasError = !row.isNullAt(row.fieldIndex("error"));
            assertThat(row.<String>getAs("status")).isIn("ok", "flat", "too-small", "error");
            assertThat(hasError)
                    .as(row.toString())
                    .isEqualTo(row.getAs("status").equals("ok"));
        }
        assertThat(sorted(measurements(out()))).noneMatch(row -> row.contains("NaN") || row.contains("Infinity"));
        for (Row row : summary(out())) {
            assertThat(row.toString()).doesNotContain("NaN", "Infinity");
            assertThat(row.isNullAt(row.fieldIndex("p50"))).isEqualTo(row.<Long>getAs("ok") == 0);
        }
    }

    @Test
    void imagesWithoutSignalAreSummarisedWithoutErrors() throws IOException {
        Files.createDirectories(in());
        flat("black.png", 20, 0);
        Result result = audit(in(), out(), "--no-controls");
        assertThat(result.exitCode()).isZero();
        assertThat(result.out())
                .contains(
                        "no error at lift: 3 of 3 measurements flat",
                        "no error at descriptor: 3 of 3 measurements flat",
                        "no floor of ")
                .contains("0 of 6 by default apply: nothing was judged");
        assertThat(summary(out())).hasSize(3 * 3).allSatisfy(row -> {
            assertThat(row.<Long>getAs("ok")).isZero();
            assertThat(row.<Long>getAs("flat")).isEqualTo(1);
            assertThat(row.isNullAt(row.fieldIndex("mean"))).isTrue();
        });
    }

    /** Weights of 1e-5 are no reason to call a map flat; the kernels of {@code tiny} are normalised first. */
    @Test
    void smallWeightsAreMeasuredLikeOthers() throws IOException {
        images(2);
        String tiny = Files.readString(Path.of(Gconv.pipeline("tiny")));
        Path faint = folder.resolve("faint.conf");
        Files.writeString(
                faint,
                tiny.replace("normalise = l1", "normalise = none").replace("phase-deg", "weight = 1e-5, phase-deg"));
        List<String> options = List.of("--transform", "rotation 45; rotation 90", "--no-controls");
        Result result = auditWith(faint.toString(), in(), out(), options);
        assertThat(result.out()).doesNotContain("no error at");
        assertThat(strings(measurements(out()), "status")).containsExactly("ok");
    }

    private void flat(String name, int side, int gray) throws IOException {
        BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < side * side; i++) {
            image.getRaster().setSample(i % side, i / side, 0, gray);
        }
        ImageIO.write(image, "png", in().resolve(name).toFile());
    }

    private void pixel(String name, int side) throws IOException {
        BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setSample(side / 2, side / 2, 0, 255);
        ImageIO.write(image, "png", in().resolve(name).toFile());
    }
}
