package io.gconv.bench.sidebyside;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Results as Markdown and JSON. */
final class Report {

    private static final List<String> PEERS = List.of("libtorch", "ORT", "libtorch grouped", "ORT grouped");

    private final int threads;
    private final String environment;
    private final List<Result> results;

    Report(String command, int threads, List<Result> results) {
        this.threads = threads;
        this.results = results;
        this.environment = String.join(
                "; ",
                machine(),
                "JDK " + Runtime.version(),
                "JVM options " + ManagementFactory.getRuntimeMXBean().getInputArguments(),
                Libtorch.version() + (hasMallocSettings() ? "" : ", without the MALLOC_ variables"),
                OnnxRuntime.version(),
                LocalDate.now(ZoneOffset.UTC).toString(),
                "`" + command + "`");
    }

    /** Returns whether libtorch can keep the memory that it frees. */
    static boolean hasMallocSettings() {
        return Stream.of("MALLOC_MMAP_THRESHOLD_", "MALLOC_TRIM_THRESHOLD_")
                .map(System::getenv)
                .allMatch(Objects::nonNull);
    }

    private static String machine() {
        String model = System.getProperty("os.arch");
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            model = lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(model);
        } catch (IOException | UncheckedIOException e) {
            model += ", " + System.getProperty("os.name"); // another system has no such file
        }
        return Runtime.getRuntime().availableProcessors() + " × " + model;
    }

    String markdown() {
        StringBuilder out = new StringBuilder();
        out.append(environment).append("\n\n").append(threads == 1 ? "Thread-CPU" : "Wall-clock");
        out.append(" ms per image, medians; ").append(threads).append(threads == 1 ? " thread" : " threads");
        out.append(
                ". Ratio: the best peer's median over ours. GF: operations of the direct correlation over our time.\n");
        out.append("Grouped conv2d: one group per output orientation; its input is gathered before it is timed.\n\n");
        List<String> header = new ArrayList<>(List.of("workload", "GFLOP"));
        header.addAll(PEERS);
        header.addAll(List.of("ours", "ratio", "GF", "engine"));
        if (threads > 1) {
            header.add(threads + " threads / 1");
        }
        line(out, header);
        line(
                out,
                header.stream()
                        .map(cell -> cell.equals("workload") || cell.equals("engine") ? "---" : "---:")
                        .toList());
        results.forEach(result -> line(out, row(result)));
        return out.toString();
    }

    private List<String> row(Result result) {
        List<String> cells = new ArrayList<>(List.of(result.workload(), number(result.gigaOperations())));
        for (String peer : PEERS) {
            cells.add(result.timings().stream()
                    .filter(timing -> timing.candidate().equals(peer))
                    .map(timing -> number(result.spread(timing).median()))
                    .findFirst()
                    .orElse(""));
        }
        cells.add(number(result.ours()));
        cells.add(String.format(Locale.ROOT, "%.2f", result.bestPeer() / result.ours()));
        cells.add(String.format(Locale.ROOT, "%.0f", 1e3 * result.gigaOperations() / result.ours()));
        cells.add(result.algorithm());
        if (threads > 1) {
            cells.add(String.format(Locale.ROOT, "%.2f", result.scaling()));
        }
        return cells;
    }

    private static void line(StringBuilder out, List<String> cells) {
        out.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value < 1 ? "%.3f" : value < 100 ? "%.2f" : "%.0f", value);
    }

    String json() {
        return "{\n  \"environment\": " + quoted(environment) + ",\n  \"threads\": " + threads
                + ",\n  \"workloads\": [\n" + results.stream().map(Report::json).collect(Collectors.joining(",\n"))
                + "\n  ]\n}\n";
    }

    private static String json(Result result) {
        String timings = result.timings().stream()
                .map(timing -> "        {\"name\": " + quoted(timing.candidate()) + ", \"cpu-ms\": "
                        + json(timing.cpu()) + ", \"wall-ms\": " + json(timing.wall()) + "}")
                .collect(Collectors.joining(",\n"));
        return String.format(
                Locale.ROOT,
                "    {\"name\": %s, \"engine\": %s, \"gflop\": %.4f, \"difference\": %.2e, \"ratio\": %.4f,"
                        + " \"candidates\": [%n%s]}",
                quoted(result.workload()),
                quoted(result.algorithm()),
                result.gigaOperations(),
                result.difference(),
                result.bestPeer() / result.ours(),
                timings);
    }

    private static String json(Timing.Spread spread) {
        return String.format(
                Locale.ROOT,
                "{\"median\": %.5f, \"lower\": %.5f, \"upper\": %.5f}",
                spread.median(),
                spread.lower(),
                spread.upper());
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
