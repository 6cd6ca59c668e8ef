package io.gconv.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.gconv.jobs.Gconv.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code bin/gconv} up to the call of {@code spark-submit}, in whose place is a script that prints its arguments. */
class LauncherTest {

    @TempDir
    private Path folder;

    @BeforeEach
    void installGconvAndSpark() throws IOException {
        Path launcher = folder.resolve("bin/gconv");
        Files.createDirectories(launcher.getParent());
        Files.copy(Path.of("..", "bin", "gconv"), launcher);
        Path jar = folder.resolve("jobs/target/gconv-jobs-1.jar");
        Files.createDirectories(jar.getParent());
        Files.createFile(jar);
        Path submit = folder.resolve("spark/bin/spark-submit");
        Files.createDirectories(submit.getParent());
        Files.writeString(submit, "#!/usr/bin/env bash\necho \"submitted $*\"\n");
        assertThat(submit.toFile().setExecutable(true)).isTrue();
        Path java = folder.resolve("jdk/bin/java");
        Files.createDirectories(java.getParent());
        Files.writeString(java, "#!/usr/bin/env bash\necho \"java $*\"\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();
    }

    private Result launch(List<String> sparkOptions) throws IOException, InterruptedException {
        return launch(sparkOptions, "extract");
    }

    private Result launch(List<String> sparkOptions, String gconvCommand) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of("bash", folder.resolve("bin/gconv").toString()));
        command.addAll(sparkOptions);
        command.addAll(List.of("--", gconvCommand, "--pipeline", "se2"));
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("SPARK_HOME", folder.resolve("spark").toString());
        builder.environment().put("JAVA_HOME", folder.resolve("jdk").toString());
        builder.environment().put("GCONV_NO_BUILD", "1");
        int exitCode = builder.redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start()
                .waitFor();
        return new Result(exitCode, Files.readString(out), Files.readString(err));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--master foo|--master must be local, local[N], local[*],",
                "--master local[abc]|but was 'local[abc]'",
                "--master local[0]|but was 'local[0]'",
                "--master=spark:/host|but was 'spark:/host'",
                "--conf foo|--conf needs KEY=VALUE, such as spark.task.cpus=1, but was 'foo'",
                "--conf =foo|but was '=foo'",
                "--conf spark.master=foo|--master must be",
                "--conf spark.executor.memory=5x|--executor-memory must be",
                "--driver-memory 5x|--driver-memory must be a number with a unit k, m, g or t, such as 4g, but was '5x'",
                "--driver-memory 4gb|but was '4gb'",
                "--executor-memory=lots|but was 'lots'",
                "--executor-cores two|--executor-cores must be a number of at least 1, but was 'two'",
                "--deploy-mode local|--deploy-mode must be client or cluster, but was 'local'",
                "--nosuch|--nosuch is no option for Spark",
                "--master|--master, before the --, needs a value",
            })
    void aWrongOptionForSparkIsOneLine(String options, String message) throws IOException, InterruptedException {
        for (String command : List.of("extract", "show", "describe", "help")) { // also those that need no Spark
            launch(List.of(options.split(" ")), command).assertUsage(message);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--master local",
                "--master local[2]",
                "--master local[*]",
                "--master local[*,3]",
                "--master=local[2,4]",
                "--master local-cluster[2,1,1024]",
                "--master yarn --deploy-mode cluster",
                "--master spark://one:7077,two:7077",
                "--master k8s://https://host:443",
                "--conf spark.driver.extraJavaOptions=-Dgconv.engine=scalar -c spark.ui.enabled=",
                "--driver-memory 512m --executor-memory 4GB --executor-cores 2",
                "--conf=spark.driver.memory=3G --executor-memory 1024",
            })
    void aRightOptionReachesSpark(String options) throws IOException, InterruptedException {
        Result result = launch(List.of(options.split(" ")));
        assertThat(result.err()).isEmpty();
        assertThat(result.out())
                .startsWith("submitted --class io.gconv.jobs.Main ")
                .contains(" " + options + " ");
        assertThat(result.exitCode()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--driver-memory 512m",
                "--driver-memory=512m",
                "--conf spark.driver.memory=512m",
                "--conf=spark.driver.memory=512m"
            })
    void commandsWithoutSparkHaveTheHeapThatTheyAreGiven(String options) throws IOException, InterruptedException {
        for (String command : List.of("show", "describe")) {
            Result result = launch(List.of(options.split(" ")), command);
            assertThat(result.err()).isEmpty();
            assertThat(result.out())
                    .startsWith("java ")
                    .contains(" -Xmx512m ")
                    .endsWith("io.gconv.jobs.Main " + command + " --pipeline se2\n");
        }
    }

    @Test
    void argumentsReachGconvAsTheyAre() throws IOException, InterruptedException {
        assertThat(launch(List.of()).out()).endsWith("gconv-jobs-1.jar extract --pipeline se2\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--driver-java-options -Dgconv.engine=scalar",
                "--driver-java-options=-Dgconv.engine=scalar",
                "--conf spark.driver.extraJavaOptions=-Dgconv.engine=scalar",
                "--conf=spark.driver.extraJavaOptions=-Dgconv.engine=scalar"
            })
    void commandsWithoutSparkHaveTheOptionsOfJavaThatTheyAreGiven(String options)
            throws IOException, InterruptedException {
        assertThat(launch(List.of(options.split(" ")), "describe").out()).contains(" -Dgconv.engine=scalar -cp ");
    }

    /** Which would answer an option that it does not know with two pages. */
    @ParameterizedTest
    @CsvSource({"3.5.1, 2", "2.4.8, 2", "4.0.1, 0", "4.2.0, 0"})
    void anOldSparkIsRefused(String version, int exitCode) throws IOException, InterruptedException {
        Files.writeString(
                folder.resolve("spark/RELEASE"),
                "Spark " + version + " (git revision 1) built for Hadoop 3.3.4\nBuild flags:\n");
        Result result = launch(List.of());
        assertThat(result.exitCode()).isEqualTo(exitCode);
        if (exitCode == 2) {
            result.assertUsage("is Spark " + version + ", and gconv needs Spark 4; ");
        }
    }
}
