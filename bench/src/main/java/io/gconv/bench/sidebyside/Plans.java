package io.gconv.bench.sidebyside;

import io.gconv.layer.EngineOptions;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The command {@code plans}: what the engine's cost model expects of every algorithm, beside what it takes. Layers are those of
 * {@link Workloads}, at several sizes. What counts is whether the algorithm that is expected to be the fastest nearly is.
 */
public final class Plans {

    private static final List<String> ALGORITHMS = List.of("direct", "c4-dft", "winograd", "fft");
    private static final List<String> LAYERS = List.of("W1", "W1b", "W2", "W3", "W5-lift", "W5-1tap");
    private static final List<Integer> SIDES = List.of(28, 64, 128);
    private static final int ROUNDS = 5;
    private static final double MOST_NANOSECONDS = 2e9;

    private final List<Comparison> comparisons = new ArrayList<>();

    /** A layer of one size, computed in one way; times in ms. */
    private record Comparison(String layer, String algorithm, double expected, double measured) {}

    private Plans() {}

    /** Runs the command, and prints the table. */
    public static void run(PrintStream out) {
        Plans plans = new Plans();
        for (String layer : LAYERS) {
            for (int side : SIDES) {
                plans.compare(layer, side);
            }
        }
        out.println("\n" + plans.markdown());
    }

    private void compare(String layer, int side) {
        List<Workload> workloads = new ArrayList<>();
        for (String algorithm : ALGORITHMS) {
            try {
                workloads.add(
                        Workloads.layer(layer, new EngineOptions(algorithm, EngineOptions.Exactness.ROUNDED), side));
            } catch (IllegalArgumentException e) {
                continue; // this algorithm cannot compute this layer
            }
        }
        workloads.removeIf(workload -> workload.plan().expectedNanoseconds() > MOST_NANOSECONDS);
        List<Candidate> candidates =
                workloads.stream().<Candidate>map(w -> new Ours(w, 1)).toList();
        List<Timing> timings = Race.run(candidates, ROUNDS);
        candidates.forEach(Candidate::close);
        for (int i = 0; i < timings.size(); i++) {
            comparisons.add(new Comparison(
                    layer + " at " + side,
                    workloads.get(i).plan().algorithm(),
                    workloads.get(i).plan().expectedNanoseconds() / 1e6,
                    timings.get(i).cpu().median()));
        }
    }

    private String markdown() {
        StringBuilder table = new StringBuilder(
                "| layer | algorithm | expected ms | measured ms | measured / expected |\n|---|---|---:|---:|---:|\n");
        for (Comparison c : comparisons) {
            table.append(String.format(
                    Locale.ROOT,
                    "| %s | %s | %.2f | %.2f | %.2f |%n",
                    c.layer,
                    c.algorithm,
                    c.expected,
                    c.measured,
                    c.measured / c.expected));
        }
        return table + "\n" + losses();
    }

    /** Returns, layer by layer, how much longer the chosen algorithm takes than the fastest one. */
    private String losses() {
        return comparisons.stream()
                .map(Comparison::layer)
                .distinct()
                .map(this::loss)
                .collect(Collectors.joining("\n"));
    }

    private String loss(String layer) {
        List<Comparison> own =
                comparisons.stream().filter(c -> c.layer.equals(layer)).toList();
        Comparison chosen = own.stream()
                .min(Comparator.comparingDouble(Comparison::expected))
                .orElseThrow();
        Comparison fastest = own.stream()
                .min(Comparator.comparingDouble(Comparison::measured))
                .orElseThrow();
        return String.format(
                Locale.ROOT,
                "- %s: %s is chosen, %s is the fastest; it takes %.2f times as long",
                layer,
                chosen.algorithm,
                fastest.algorithm,
                chosen.measured / fastest.measured);
    }
}
