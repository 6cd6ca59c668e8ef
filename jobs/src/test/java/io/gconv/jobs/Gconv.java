package io.gconv.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import javax.imageio.ImageIO;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Runs command lines in this JVM, on one session that all tests share. */
public final class Gconv {

    private Gconv() {}

    record Result(int exitCode, String out, String err) {

        /** Checks that this is wrong usage: exit code 2, and nothing but one line that says what is wrong. */
        void assertUsage(String message) {
            assertThat(err.lines())
                    .singleElement()
                    .asString()
                    .startsWith("gconv: ")
                    .contains(message);
            assertThat(exitCode).isEqualTo(2);
            assertThat(out).isEmpty();
        }
    }

    /** Starts the session once, so that commands find it; it lives as long as the JVM. */
    public static SparkSession spark() {
        return SparkSession.builder()
                .master("local[2]")
                .appName("gconv tests")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.sql.shuffle.partitions", "2")
                .getOrCreate();
    }

    static Result run(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = Main.run(new PrintWriter(out), new PrintWriter(err), args);
        // on a slow machine there are progress lines, which no test is about
        String errors = err.toString().replaceAll("gconv: \\d+ of \\d+ images( \\(|, ).*\\R", "");
        return new Result(exitCode, out.toString(), errors);
    }

    /** Runs a command line that needs no Spark in a JVM of its own, with the given options. */
    static Result runAlone(List<String> jvmOptions, String... args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:TieredStopAtLevel=1");
        command.addAll(jvmOptions);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(List.of(args));
        Path out = Files.createTempFile("gconv", ".out");
        Path err = Files.createTempFile("gconv", ".err");
        try {
            ProcessBuilder builder = new ProcessBuilder(command);
            builder.environment().keySet().removeAll(Set.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
            int exitCode = builder.redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start()
                    .waitFor();
            return new Result(exitCode, Files.readString(out), Files.readString(err));
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }

    /** Extracts with the tiny pipeline and what {@code more} says. */
    static Result extract(Path input, Path output, String... more) {
        spark();
        String[] args = new String[7 + more.length];
        String[] first = {
            "extract", "--input", input.toString(), "--output", output.toString(), "--pipeline", pipeline("tiny")
        };
        System.arraycopy(first, 0, args, 0, 7);
        System.arraycopy(more, 0, args, 7, more.length);
        return run(args);
    }

    /** Returns the path of a pipeline of the tests. */
    static String pipeline(String name) {
        URL url = Objects.requireNonNull(Gconv.class.getResource("/" + name + ".conf"));
        try {
            return Path.of(url.toURI()).toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    static Dataset<Row> features(Path output) {
        return table(output.resolve("features"));
    }

    static Dataset<Row> table(Path folder) {
        String literal = folder.toString().replaceAll("([*?\\[\\]{}\\\\])", "\\\\$1");
        return spark().read().parquet(literal).orderBy("path");
    }

    /** Writes a gray image with seeded noise; creates its folder. */
    static Path image(Path file, int width, int height) throws IOException {
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        var image = new java.awt.image.BufferedImage(width, height, java.awt.image.BufferedImage.TYPE_BYTE_GRAY);
        Random random =
                new Random(width * 31L + height + file.getFileName().toString().hashCode());
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.getRaster().setSample(x, y, 0, random.nextInt(256));
            }
        }
        try (var out = Files.newOutputStream(file)) {
            ImageIO.write(image, "png", out);
        }
        return file;
    }
}
