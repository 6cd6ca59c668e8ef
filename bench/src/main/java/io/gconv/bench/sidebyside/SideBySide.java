package io.gconv.bench.sidebyside;

import io.gconv.feature.FeatureMap;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The command {@code side-by-side}. */
public final class SideBySide {

    private static final Set<String> OPTIONS = Set.of("--workloads", "--threads", "--rounds", "--json", "--markdown");

    private final int threads;
    private final int rounds;
    private final PrintStream log;

    private SideBySide(int threads, int rounds, PrintStream log) {
        if (threads < 1 || rounds < 1) {
            throw new IllegalArgumentException(
                    "threads and rounds must be at least 1, but were " + threads + " and " + rounds);
        }
        this.threads = threads;
        this.rounds = rounds;
        this.log = log;
    }

    /** Runs the command, and prints the table. */
    public static void run(List<String> args, PrintStream out) throws IOException {
        Map<String, String> options = options(args);
        int threads = Integer.parseInt(options.getOrDefault("--threads", "1"));
        int rounds = Integer.parseInt(options.getOrDefault("--rounds", "20"));
        SideBySide sideBySide = new SideBySide(threads, rounds, out);
        Libtorch.configure(threads);
        if (!Report.hasMallocSettings()) {
            out.println(
                    "libtorch loses time in the allocator without MALLOC_MMAP_THRESHOLD_ and MALLOC_TRIM_THRESHOLD_;"
                            + " bench/side-by-side sets them");
        }
        List<Result> results = sideBySide.measure(workloads(options.get("--workloads")));
        Report report = new Report(("bench/side-by-side " + String.join(" ", args)).strip(), threads, results);
        out.println("\n" + report.markdown());
        write(options.get("--markdown"), report.markdown());
        write(options.get("--json"), report.json());
    }

    private static Map<String, String> options(List<String> args) {
        Map<String, String> options = new TreeMap<>();
        for (int i = 0; i < args.size(); i += 2) {
            if (!OPTIONS.contains(args.get(i)) || i + 1 == args.size()) {
                throw new IllegalArgumentException(
                        "options of side-by-side are " + OPTIONS + ", each with a value, but got " + args.get(i));
            }
            options.put(args.get(i), args.get(i + 1));
        }
        return options;
    }

    private static List<String> workloads(@Nullable String names) {
        List<String> workloads = names == null ? Workloads.NAMES : List.of(names.split(",", -1));
        if (!Workloads.NAMES.containsAll(workloads)) {
            throw new IllegalArgumentException("workloads are " + Workloads.NAMES + ", but got " + workloads);
        }
        return workloads;
    }

    private static void write(@Nullable String file, String text) throws IOException {
        if (file != null) {
            Files.writeString(Path.of(file), text);
        }
    }

    private List<Result> measure(List<String> names) {
        List<Result> results = new ArrayList<>();
        for (String name : names) {
            Result result = measure(Workloads.of(name));
            log.printf(Locale.ROOT, "%s: outputs differ by %.1e of the largest; ms%n", name, result.difference());
            for (Timing timing : result.timings()) {
                log.printf(
                        Locale.ROOT, "  %-16s thread %s, wall %s%n", timing.candidate(), timing.cpu(), timing.wall());
            }
            results.add(result);
        }
        return results;
    }

    private Result measure(Workload workload) {
        List<Candidate> candidates = candidates(workload);
        try {
            double difference = Outputs.check(workload.name(), candidates);
            return new Result(
                    workload.name(),
                    workload.plan().algorithm(),
                    workload.gigaOperations(),
                    difference,
                    threads,
                    Race.run(candidates, rounds));
        } finally {
            candidates.forEach(Candidate::close);
        }
    }

    private List<Candidate> candidates(Workload workload) {
        FeatureMap f = workload.image();
        List<Candidate> candidates = new ArrayList<>();
        candidates.add(new Ours(workload, 1));
        if (threads > 1) {
            candidates.add(new Ours(workload, threads));
        }
        candidates.add(new Libtorch("libtorch", workload.dense(), f));
        candidates.add(new OnnxRuntime("ORT", workload.dense(), f, threads));
        if (!workload.grouped().isEmpty()) {
            candidates.add(new Libtorch("libtorch grouped", workload.grouped(), f));
            candidates.add(new OnnxRuntime("ORT grouped", workload.grouped(), f, threads));
        }
        return candidates;
    }
}
