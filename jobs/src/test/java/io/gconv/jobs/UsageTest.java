package io.gconv.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.gconv.jobs.Gconv.Result;
import io.gconv.jobs.config.ShippedPipelines;
import io.gconv.layer.EngineOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Wrong usage ends with 2 and one line that says what would be right. */
class UsageTest {

    private static final String TINY = Gconv.pipeline("tiny");

    @TempDir
    private Path folder;

    private static void assertUsage(String message, String... args) {
        Gconv.run(args).assertUsage(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "extract --inptu x --pipeline se2|unknown option --inptu, did you mean --input?",
                "extract --master local|--master is an option for Spark; these go before a --: bin/gconv --master … -- extract …",
                "extract|missing --pipeline FILE and --input PATH and --output FOLDER",
                "extract --pipeline se2 x|unexpected argument 'x'; inputs are given as --input x",
                "extrat|unknown command 'extrat'; there are extract, audit, show and describe",
                "extract --pipeline se2 --partitions many|--partitions",
                "extract --pipeline se2 --input x --output y --decode-timeout-s -1|or 0 for no limit, but was -1",
                "extract --pipeline se2 --max-pixels 6x|such as 64000000 or 64m, but was 6x",
                "extract --pipeline se2 --publication foo|it must be rename, direct or auto, but was foo",
                "help nope|nope'; see gconv",
                "describe --pipeline se2 --size 0|--size must be at least 1, but was 0",
                "describe --pipeline se2 --size 3x|--size must be pixels such as 64 or WIDTHxHEIGHT",
                "extract --pipeline se2|missing --input PATH",
                "extract --pipeline se2 --input x|missing --output FOLDER",
                "extract --pipeline nosuch.conf --input x --output y|one of the shipped pipelines",
                "extract --pipeline se2 --input x --output y --partitions -3|--partitions must be at least 1, but was -3",
                "extract --pipeline se2 --input x --output y --max-error-rate 7|must be from 0 to 1, but was 7.0",
                "audit --pipeline se2 --input x --output y --sample 0|--sample must be at least 1, but was 0; without it all",
                "audit --pipeline se2 --input x --output y --sample -2|--sample must be at least 1, but was -2",
                "extract --pipeline se2 --input-format foo|it must be auto, images or parquet, but was foo",
                "extract --pipeline se2 --input x --output y --maps ,|--maps needs at least one value; give one or omit the option",
                "extract --pipeline se2 --input x --output y --keep ,|--keep needs at least one value; give one or omit the option",
                "audit --pipeline se2 --input x --output y --transform ;|--transform needs at least one value; give one or omit",
                "show --pipeline se2 --input x --output y --layer ,|--layer needs at least one value; give one or omit the option",
                "audit --pipeline se2 --input x --output y --no-controls --control-images 8|--no-controls and --control-images 8 contradict each other; leave one out",
                "extract --pipeline se2 --input x --output y --maps nosuch|--maps nosuch is no layer of pipeline se2",
            })
    void isOneLine(String commandLine, String message) {
        assertUsage(message, commandLine.split(" "));
    }

    @Test
    void theStackTraceIsShownIfAskedFor() {
        Result result = Gconv.run("describe", "--pipeline", "nosuch.conf", "--verbose");
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err().lines())
                .startsWith("io.gconv.jobs.error.UserException: " + message(result))
                .contains("gconv: " + message(result))
                .anyMatch(line -> line.startsWith("\tat io.gconv.jobs."));
    }

    private static String message(Result result) {
        return result.err().lines().reduce("", (a, b) -> b).replaceFirst("gconv: ", "");
    }

    @Test
    void aMissingCommandIsNamed() {
        assertUsage("missing command: extract, audit, show or describe");
    }

    @Test
    void missingInputsAreNamed() {
        String missing = folder.resolve("missing").toString();
        assertUsage(missing + " does not exist", "extract", "--pipeline", TINY, "--input", missing, "--output", "y");
        assertUsage(
                "matches nothing as a glob", "extract", "--pipeline", TINY, "--input", missing + "*", "--output", "y");
    }

    @Test
    void aFolderWithoutImagesSaysWhatItHas() throws IOException {
        Files.writeString(folder.resolve("a.csv"), "1,2");
        Files.writeString(folder.resolve("b.txt"), "x");
        assertUsage(
                "skipped 2 other files (csv 1, txt 1); --all-files takes every file",
                "extract",
                "--pipeline",
                TINY,
                "--input",
                folder.toString(),
                "--output",
                folder + "/out");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "describe --pipeline s3a://b/x.conf|--packages org.apache.hadoop:hadoop-aws:3.",
                "extract --pipeline se2 --output y --input s3a://b/x|--packages org.apache.hadoop:hadoop-aws:3.",
                "extract --pipeline se2 --output y --input s3a://b/x.parquet|--packages org.apache.hadoop:hadoop-aws:3.",
                "extract --pipeline se2 --output y --manifest s3a://b/x|--packages org.apache.hadoop:hadoop-aws:3.",
                "extract --pipeline se2 --input x --output s3a://b/x|--packages org.apache.hadoop:hadoop-aws:3.",
                "describe --pipeline gs://b/x.conf|--jars CONNECTOR.jar",
                "extract --pipeline se2 --output y --input gs://b/x|--jars CONNECTOR.jar",
                "extract --pipeline se2 --output y --input nosuch://b/x|--jars CONNECTOR.jar",
            })
    void aStoreWithoutItsConnectorIsOneLine(String commandLine, String remedy) {
        Gconv.spark();
        String what = commandLine.replaceAll(".*(--\\w+ \\w+://.*)", "$1");
        String scheme = what.replaceAll(".* |:.*", "");
        Gconv.run(commandLine.split(" "))
                .assertUsage(what + " needs the connector for " + scheme + ": bin/gconv " + remedy);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "file:"})
    void aTextThatIsNoTextOrTooLongIsOneLineWhereverItIs(String scheme) throws IOException {
        Path latin = folder.resolve("latin.conf");
        Files.write(latin, new byte[] {'#', (byte) 0xE9, '\n'});
        assertUsage("cannot be read as UTF-8 text", "describe", "--pipeline", scheme + latin);
        Path zeros = folder.resolve("long.conf");
        Files.write(zeros, new byte[(4 << 20) + 1]);
        String most = "may have at most 4,194,304 bytes, but has more";
        assertUsage(most, "describe", "--pipeline", scheme + zeros);
        String[] audit = {"audit", "--pipeline", TINY, "--input", "x", "--output", "y", "--audit-config", scheme + zeros
        };
        assertUsage(most, audit);
    }

    /** As shells make of {@code <(…)}. */
    @EnabledOnOs(OS.LINUX)
    @Test
    void aPipelineMayBeAPipe() throws IOException, InterruptedException {
        Path pipe = folder.resolve("pipe");
        String feed = "mkfifo \"$1\" && (cat \"$2\" > \"$1\" &)";
        Process shell = new ProcessBuilder("sh", "-c", feed, "sh", pipe.toString(), TINY).start();
        assertThat(shell.waitFor()).isZero();
        Result result = Gconv.run("describe", "--pipeline", pipe.toString());
        assertThat(result.err()).isEmpty();
        assertThat(result.exitCode()).isZero();
        assertUsage("/dev/null: ", "describe", "--pipeline", "/dev/null");
        assertUsage("/dev/zero: may have at most 4,194,304 bytes", "describe", "--pipeline", "/dev/zero");
        assertUsage(folder + " is a folder; name a file", "describe", "--pipeline", folder.toString());
    }

    @Test
    void anAuditIsReadAsAPipelineIs() throws IOException {
        String[] audit = {"audit", "--pipeline", TINY, "--input", "x", "--output", "y", "--audit-config", ""};
        audit[audit.length - 1] = folder.toString();
        assertUsage("--audit-config " + folder + " is a folder", audit);
        audit[audit.length - 1] = folder.resolve("none.conf").toString();
        assertUsage("--audit-config " + folder.resolve("none.conf") + " does not exist", audit);
        Path file = folder.resolve("audit.conf");
        Files.writeString(file, "crop = 3");
        audit[audit.length - 1] = file.toUri().toString();
        assertUsage("crop", audit);
    }

    @Test
    void aWrongPipelineIsNamedWithItsFile() throws IOException {
        Path file = folder.resolve("wrong.conf");
        Files.writeString(file, Files.readString(Path.of(TINY)).replace("size-px = 5", "size-px = 4"));
        assertUsage("wrong.conf", "extract", "--pipeline", file.toString(), "--input", "x", "--output", "y");
        assertUsage("4", "describe", "--pipeline", file.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"projection", "descriptor", "descriptor-centred"})
    void aLayerWithANameThatAnAuditUsesIsRefused(String name) throws IOException {
        Path file = folder.resolve("names.conf");
        Files.writeString(
                file, Files.readString(Path.of(Gconv.pipeline("pooled"))).replace("= pool,", "= " + name + ","));
        String message = "pipeline pooled has a layer " + name + ", which in an audit is the name of something else";
        String[] args = {"audit", "--pipeline", file.toString(), "--input", "x", "--output", "y", "--dry-run"};
        assertUsage(message, args);
        assertUsage(message, Arrays.copyOf(args, args.length - 1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "algorithm = fastest|5|4|lift.engine: algorithm must be one of [auto, direct, c4-dft, winograd, fft], but was fastest",
                "algorithm = fft, exact = true|5|4|lift.engine: algorithm fft is not exactly equivariant under quarter turns",
                "algorithm = winograd|7|4|layer lift: algorithm winograd cannot compute this layer: it needs kernels of 3 × 3 or 5 × 5 pixels",
                "algorithm = c4-dft|5|6|layer lift: algorithm c4-dft cannot compute this layer: it needs a group with a number of rotations that is divisible by 4",
            })
    void anAlgorithmThatDoesNotSuitIsNamedWithItsLayer(String engine, int size, int rotations, String message)
            throws IOException {
        Path file = folder.resolve("wrong.conf");
        String text = Files.readString(Path.of(TINY))
                .replace("rotations = 4", "rotations = " + rotations)
                .replace("size-px = 5", "size-px = " + size + ", engine { " + engine + " }");
        Files.writeString(file, text);
        assertUsage("wrong.conf: " + message, "describe", "--pipeline", file.toString());
        assertUsage(
                "wrong.conf: " + message, "extract", "--pipeline", file.toString(), "--input", "x", "--output", "y");
    }

    /** In JVMs of their own, because a JVM chooses once. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "vectr|gconv.engine must be auto, vector or scalar, but was vectr",
                "vector|gconv.engine is vector, but the JVM runs without --add-modules jdk.incubator.vector"
            })
    void anEngineThatIsNotThereIsOneLine(String engine, String message) throws IOException, InterruptedException {
        List<String> options = List.of("-Dgconv.engine=" + engine);
        Gconv.runAlone(options, "describe", "--pipeline", TINY).assertUsage(message);
        Gconv.runAlone(options, "extract", "--pipeline", TINY, "--input", "x", "--output", "y")
                .assertUsage(message);
    }

    @Test
    void describesTheEngineThatIsAskedFor() throws IOException, InterruptedException {
        List<String> options = List.of("-Dgconv.engine=scalar");
        Result result = Gconv.runAlone(options, "describe", "--pipeline", TINY);
        assertThat(result.err()).isEmpty();
        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).contains("engine      scalar (asked for by gconv.engine, JDK ");
    }

    @Test
    void printsTheResolvedPipeline() {
        Result result = Gconv.run("extract", "--pipeline", TINY, "--print-config");
        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).startsWith("{").contains("\"rotations\" : 4");
    }

    @Test
    void describesLayersAndDescriptor() {
        Result text = Gconv.run("describe", "--pipeline", TINY, "--size", "40x30");
        assertThat(text.exitCode()).isZero();
        assertThat(text.out()).contains("1 × 4 × 30 × 40", "lifting-correlation", "statistic mean, std");
        Result json = Gconv.run("describe", "--pipeline", TINY, "--json");
        assertThat(json.out()).contains("\"digest\"", "\"index\" : 3", "\"width\" : 64");
    }

    private static Config json(String pipeline) {
        return ConfigFactory.parseString(
                Gconv.run("describe", "--pipeline", pipeline, "--json").out());
    }

    @Test
    void describesWhichSidesPoolingTakes() {
        String pooled = Gconv.pipeline("pooled");
        assertThat(Gconv.run("describe", "--pipeline", pooled).out())
                .contains("; at least 11 × 11, sides 11, 13, 15, 17 …\n");
        assertThat(json(pooled).getIntList("sides")).containsExactly(11, 13, 15, 17);
        assertThat(json("se2").getIntList("sides")).containsExactly(3, 4, 5, 6);
    }

    @Test
    void describesNoImageThatIsTooSmall() {
        assertThat(Gconv.run("describe", "--pipeline", "se2", "--size", "40x3").out())
                .contains("; at least 3 × 3\n");
        assertUsage(
                "the image of 40 × 2 pixels is too small for pipeline se2, which needs at least 3 × 3",
                "describe",
                "--pipeline",
                "se2",
                "--size",
                "40x2");
    }

    /** Not every frequency has every statistic, so these are no factors of the 350 numbers. */
    @Test
    void describesHarmonicsAsPairs() {
        Result text = Gconv.run("describe", "--pipeline", "se2-centred");
        assertThat(text.out())
                .containsPattern("(?s)0-349 .* channel 0, 1 × region ring 1 of 5 … ring 5 of 5 × pair fourier k=0"
                        + " harmonic m=0 re,\n.* fourier k=4 harmonic m=6\n");
    }

    @Test
    void aPipelineWithoutADescriptionHasNoColon() {
        Result text = Gconv.run("describe", "--pipeline", Gconv.pipeline("integer"));
        assertThat(text.out()).startsWith("pipeline    integer\n");
    }

    @Test
    void describesThePlan() throws IOException {
        Path file = folder.resolve("winograd.conf");
        String text = Files.readString(Path.of(TINY)) + "engine.algorithm = winograd";
        Files.writeString(file, text);
        Result described = Gconv.run("describe", "--pipeline", file.toString(), "--size", "200x100");
        assertThat(described.out())
                .contains("engine      " + EngineOptions.arithmetic())
                .containsPattern("memory {6}[0-9.]+ k?B of kernels for all threads, [0-9.]+ MB of buffers for each")
                .containsPattern(
                        "\n {2}lift {3}winograd \\S+ +[0-9.]+ k?B +[0-9.]+ [kM]B\n {6}5 × 5 kernels: asked for");
        assertThat(described.out().lines().filter(line -> !line.startsWith("pipeline")))
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(120));
        Config json = ConfigFactory.parseString(
                Gconv.run("describe", "--pipeline", file.toString(), "--json").out());
        assertThat(json.getString("arithmetic")).isEqualTo(EngineOptions.arithmetic());
        Config lift = json.getConfigList("layers").get(0);
        assertThat(lift.getString("algorithm")).startsWith("winograd");
        assertThat(lift.getStringList("reasons")).singleElement().asString().contains("asked for");
        assertThat(lift.getLong("kernel_bytes")).isPositive();
        assertThat(lift.getLong("workspace_bytes")).isPositive();
    }

    @Test
    void tellsItsVersionAndHelp() {
        assertThat(Gconv.run("--version").out()).contains("gconv ", "commit", "Spark 4");
        assertThat(Gconv.run("--help").out()).contains("extract", "describe");
        assertThat(Gconv.run("extract", "--help").out()).contains("--max-error-rate");
    }

    /** More than a descriptor of everything needs, and no reason for a run to end when all is done. */
    @Test
    void aPipelineMayNeedLargeImages() throws IOException {
        String text = Files.readString(Path.of(Gconv.pipeline("tiny")));
        Path large = Files.writeString(
                folder.resolve("large.conf"),
                text.replaceFirst("(?s)descriptor.*", "")
                        + "descriptor = [ { layer = lift, projections = [max], statistics = [mean], margin-px = 600 } ]");
        Result result = Gconv.run("describe", "--pipeline", large.toString());
        assertThat(result.err()).isEmpty();
        assertThat(result.out()).contains("input       1203 × 1203 pixels");
    }

    /** The image of noise has no array of so many pixels. */
    @Test
    void aPipelineMayDeclareAnyImageThatThereCanBe() throws IOException {
        String text = Files.readString(Path.of(TINY));
        Path declared = folder.resolve("declared.conf");
        Files.writeString(declared, text + "input.size-px = [32768, 65535]");
        Result result = Gconv.run("describe", "--pipeline", declared.toString());
        assertThat(result.err()).isEmpty();
        assertThat(result.out()).contains("input       32768 × 65535 pixels");
        Files.writeString(declared, text + "input.size-px = [60000, 40000]");
        assertUsage(
                "declared.conf: input: size-px must have at most 2147483647 pixels, but was [60000, 40000]",
                "describe",
                "--pipeline",
                declared.toString());
    }

    /** The smallest side that it takes is not bounded by what an image may be. */
    @Test
    void aPipelineMayNeedMorePixelsThanFitIntoAnInt() throws IOException {
        String text = Files.readString(Path.of(TINY)).replaceFirst("(?s)descriptor.*", "");
        Path huge = Files.writeString(
                folder.resolve("huge.conf"),
                text
                        + "descriptor = [ { layer = lift, projections = [max], statistics = [mean], margin-px = 23200 } ]");
        Result result = Gconv.run("describe", "--pipeline", huge.toString());
        assertThat(result.err()).isEmpty();
        assertThat(result.out()).contains("input       46403 × 46403 pixels");
    }

    /** Half a turn only changes the sign of the kernel, which abs drops. */
    @Test
    void numbersThatAreRoundingAreNoted() throws IOException {
        Path file = Files.writeString(folder.resolve("odd.conf"), """
                name = odd
                group { type = cyclic, rotations = 8 }
                lift {
                  size-px = 7
                  activation = abs
                  kernels { channels = [{ family = gaussian-derivative, order = [1, 0], sigma-px = 1.2 }] }
                }
                descriptor = [{ layer = lift, projections = [max, spectrum] }]
                """);
        assertThat(Gconv.run("describe", "--pipeline", file.toString()).out())
                .contains("note: 2 numbers are 0 or rounding for an image of noise: 2, 4");
        assertThat(Gconv.run("describe", "--pipeline", file.toString(), "--json")
                        .out())
                .containsPattern("\"vanishing\" : \\[\\s*2,\\s*4\\s*]");
        Path compressed = Files.writeString(
                folder.resolve("compressed.conf"),
                Files.readString(file).replace("[max, spectrum] }", "[max, spectrum], compression = sqrt }"));
        assertThat(Gconv.run("describe", "--pipeline", compressed.toString()).out())
                .contains("note: 2 numbers are 0 or rounding for an image of noise: 2, 4");
        assertThat(Gconv.run("describe", "--pipeline", "se2").out()).doesNotContain("note:");
    }

    @Test
    void helpNamesTheShippedPipelines() {
        for (String command : List.of("extract", "audit", "show", "describe")) {
            assertThat(Gconv.run(command, "--help").out().replaceAll("\\s+", " "))
                    .contains(ShippedPipelines.IN_WORDS);
        }
        assertThat(ShippedPipelines.IN_WORDS.split(", | or "))
                .containsExactlyInAnyOrderElementsOf(ShippedPipelines.names());
    }
}
