package io.gconv.jobs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.spark.launcher.JavaModuleOptions;

/**
 * A master and workers of Spark as processes on the loopback interface, from the class path that {@code bin/gconv} takes,
 * and command lines of users that run on it.
 */
final class StandaloneCluster implements AutoCloseable {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    /** What {@code bin/gconv} makes when first run: executors start from it. */
    private static final Path SPARK_HOME = ROOT.resolve("jobs/target/spark-home");

    private static final Path SPARK_CLASSPATH = ROOT.resolve("jobs/target/spark-classpath.txt");

    /** For processes that compute nothing: their code runs a few times only. */
    private static final String QUICK_START = "-XX:TieredStopAtLevel=1";

    private static final Pattern MASTER = Pattern.compile("Starting Spark master at (spark://[0-9.]+:[0-9]+)");
    private static final Pattern REGISTERED = Pattern.compile("Registering worker");

    private final Path folder;
    private final List<Process> processes = new ArrayList<>();
    private final Thread hook = new Thread(this::kill);
    private String master = "";

    /** Takes a folder for logs and work. */
    StandaloneCluster(Path folder) {
        this.folder = folder;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Starts a master and {@code workers} workers with a core each; returns when all have registered. */
    void start(int workers) throws IOException, InterruptedException {
        Process process = daemon("master", "org.apache.spark.deploy.master.Master");
        master = await(process, "master", MASTER, 1).group(1);
        for (int i = 1; i <= workers; i++) {
            String work = folder.resolve("work" + i).toString();
            daemon("worker" + i, "org.apache.spark.deploy.worker.Worker", "-c", "1", "-m", "1g", "-d", work, master);
        }
        await(process, "master", REGISTERED, workers);
    }

    /** Returns the URL of the master. */
    String master() {
        return master;
    }

    /** Starts {@code bin/gconv}, whose output goes to a file of that name. */
    Process gconv(String name, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(ROOT.resolve("bin/gconv").toString());
        command.addAll(arguments);
        String javaOptions = arguments.contains(master) ? QUICK_START : "";
        return run(
                name,
                command,
                Map.of("GCONV_NO_BUILD", "1", "SPARK_DRIVER_MEMORY", "768m", "JDK_JAVA_OPTIONS", javaOptions));
    }

    /** Returns what a process of that name has written. */
    String log(String name) throws IOException {
        return Files.readString(folder.resolve(name + ".log"));
    }

    /** Returns the executors that run. */
    List<ProcessHandle> executors() {
        return processes.stream()
                .flatMap(Process::descendants)
                .filter(handle -> commandLine(handle).contains("CoarseGrainedExecutorBackend"))
                .toList();
    }

    private static String commandLine(ProcessHandle handle) {
        return String.join(" ", handle.info().arguments().orElse(new String[0]));
    }

    private Process daemon(String name, String mainClass, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(JavaModuleOptions.defaultModuleOptionArray()));
        command.addAll(List.of(
                "-Xmx256m",
                QUICK_START,
                "-cp",
                Files.readString(SPARK_CLASSPATH).strip(),
                mainClass));
        command.addAll(List.of("--host", "127.0.0.1", "--port", "0", "--webui-port", "0"));
        command.addAll(List.of(arguments));
        return run(name, command, Map.of("SPARK_HOME", SPARK_HOME.toString(), "SPARK_SCALA_VERSION", "2.13"));
    }

    private Process run(String name, List<String> command, Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeAll(Set.of("SPARK_HOME", "SPARK_CONF_DIR", "JAVA_TOOL_OPTIONS"));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
        builder.environment().putAll(environment);
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(folder.resolve(name + ".log").toFile())
                .start();
        processes.add(process);
        return process;
    }

    private MatchResult await(Process process, String name, Pattern pattern, int times)
            throws IOException, InterruptedException {
        while (process.isAlive()) {
            List<MatchResult> found = pattern.matcher(log(name)).results().toList();
            if (found.size() >= times) {
                return found.get(0);
            }
            Thread.sleep(50);
        }
        throw new IllegalStateException(name + " ended: " + log(name));
    }

    private void kill() {
        for (Process process : processes) {
            List<ProcessHandle> children = process.descendants().toList();
            process.destroyForcibly(); // first: a worker starts executors anew
            children.forEach(ProcessHandle::destroyForcibly);
        }
    }

    /** Ends all processes, and what they started. */
    @Override
    public void close() throws InterruptedException {
        kill();
        for (Process process : processes) {
            process.waitFor();
        }
        Runtime.getRuntime().removeShutdownHook(hook);
    }
}
