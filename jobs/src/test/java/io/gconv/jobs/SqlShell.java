package io.gconv.jobs;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.launcher.JavaModuleOptions;
import org.apache.spark.sql.SparkSession;

/** What {@code spark-sql --conf spark.sql.extensions=…} is, as far as the class path goes: queries in a JVM of its own. */
final class SqlShell {

    private SqlShell() {}

    /** Returns the rows of queries, or what the JVM said if it failed. */
    static String run(String... queries) throws IOException, InterruptedException {
        Path out = Files.createTempFile("gconv", ".row");
        Path log = Files.createTempFile("gconv", ".log");
        try {
            List<String> command = new ArrayList<>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(List.of(JavaModuleOptions.defaultModuleOptionArray()));
            command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Dspark.master=local[1]", "-Dspark.app.name=sql"));
            command.addAll(List.of("-Dspark.ui.enabled=false", "-Dspark.driver.host=127.0.0.1"));
            command.add("-Dspark.sql.extensions=io.gconv.jobs.sql.GconvExtensions");
            command.addAll(List.of("-cp", System.getProperty("java.class.path"), SqlShell.class.getName()));
            command.add(out.toString());
            command.addAll(List.of(queries));
            int exitCode = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start()
                    .waitFor();
            return exitCode == 0 ? Files.readString(out) : Files.readString(log);
        } finally {
            Files.delete(out);
            Files.delete(log);
        }
    }

    public static void main(String[] args) throws IOException {
        try (SparkSession spark = SparkSession.builder().getOrCreate();
                PrintStream out =
                        new PrintStream(Files.newOutputStream(Path.of(args[0])), false, StandardCharsets.UTF_8)) {
            for (String query : List.of(args).subList(1, args.length)) {
                out.println(spark.sql(query).collectAsList());
            }
        }
    }
}
