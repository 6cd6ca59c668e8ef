package io.gconv.internal.compute;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Chooses how a correlation is computed: for the output planes of every kernel size, the algorithm that a {@link
 * CostModel} expects to be the fastest for the size of the image.
 */
final class Planner {

    private static final int[] FOURIER_OUTPUTS = {8, TileAlgorithm.MOST_OUTPUTS};

    private static final int NO_KERNEL = -1;

    private final CorrelationProblem problem;
    private final EngineChoice choice;
    private final RowArithmetic arithmetic;
    private final CostModel costs;
    private final List<Part> parts = new ArrayList<>();

    /**
     * Output planes with kernels of one size.
     *
     * @param outputs all of them
     * @param groups the ones that have a kernel
     */
    private record Part(int[] outputs, List<OutputGroup> groups) {}

    /**
     * A way to compute a part.
     *
     * @param nanoseconds what it is expected to take
     */
    record Candidate(String label, double nanoseconds, Supplier<PartialCorrelation> build) {}

    /**
     * What was chosen for a part.
     *
     * @param key tells it from all others of this planner
     * @param reason a phrase for {@code describe}
     */
    record Decision(String key, Candidate chosen, String reason) {}

    Planner(CorrelationProblem problem, EngineChoice choice, RowArithmetic arithmetic) {
        this.problem = problem;
        this.choice = choice;
        this.arithmetic = arithmetic;
        this.costs = new CostModel(problem, arithmetic);
        Map<Integer, List<Integer>> bySize = new TreeMap<>();
        for (int q = 0; q < problem.outPlanes(); q++) {
            int size = problem.inputs(q).length > 0 ? problem.radius(q) : NO_KERNEL;
            bySize.computeIfAbsent(size, r -> new ArrayList<>()).add(q);
        }
        List<OutputGroup> groups = OutputGroup.of(problem);
        bySize.forEach((r, planes) -> parts.add(new Part(
                planes.stream().mapToInt(q -> q).toArray(),
                groups.stream().filter(group -> group.radius() == r).toList())));
        for (Part part : parts) {
            if (candidates(part, 1, 1).isEmpty()) {
                throw new IllegalArgumentException(
                        "algorithm " + choice.family().label() + " cannot compute this layer: "
                                + choice.family().needs());
            }
        }
    }

    /** Returns the decisions for all parts, for an image size. */
    List<Decision> plan(int height, int width) {
        List<Decision> decisions = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            List<Candidate> candidates = candidates(parts.get(i), height, width);
            candidates.sort(Comparator.comparingDouble(Candidate::nanoseconds));
            Candidate best = candidates.get(0);
            decisions.add(new Decision(i + " " + best.label, best, reason(parts.get(i), candidates)));
        }
        return decisions;
    }

    private String reason(Part part, List<Candidate> candidates) {
        int size = 2 * problem.radius(part.outputs[0]) + 1;
        String times = candidates.stream()
                .map(candidate -> String.format(Locale.ROOT, "%s %.2f", candidate.label, candidate.nanoseconds / 1e6))
                .collect(Collectors.joining(", "));
        String why = choice.family() != EngineChoice.Family.AUTO
                ? "asked for"
                : choice.exact() ? "fastest exact" : "fastest";
        return size + " × " + size + " kernels: " + why + "; expected ms: " + times;
    }

    private List<Candidate> candidates(Part part, int height, int width) {
        int outHeight = Math.max(1, height - 2 * problem.crop());
        int outWidth = Math.max(1, width - 2 * problem.crop());
        List<Candidate> candidates = new ArrayList<>();
        boolean empty = part.groups.isEmpty();
        if (empty || choice.allows(EngineChoice.Family.DIRECT)) {
            candidates.add(new Candidate(
                    "direct",
                    costs.direct(part.outputs, outHeight, outWidth),
                    () -> new DirectCorrelation(problem, part.outputs, arithmetic)));
        }
        if (!empty && problem.isClosed() && choice.allows(EngineChoice.Family.C4_DFT)) {
            candidates.add(new Candidate(
                    "c4-dft",
                    costs.quarterTurns(part.outputs, outHeight, outWidth),
                    () -> new QuarterTurnCorrelation(problem, part.outputs, arithmetic)));
        }
        int size = 2 * problem.radius(part.outputs[0]) + 1;
        if (!empty && choice.allows(EngineChoice.Family.WINOGRAD) && arithmetic.isVector()) {
            for (WinogradTiles algorithm : WinogradTiles.of(size)) {
                candidates.add(new Candidate(
                        algorithm.label(),
                        costs.winograd(algorithm, part.groups, outHeight, outWidth),
                        () -> new WinogradCorrelation(problem, part.groups, algorithm)));
            }
        }
        if (!empty) {
            for (TileAlgorithm algorithm : tileAlgorithms(size)) {
                candidates.add(new Candidate(
                        algorithm.label(),
                        costs.tiled(algorithm, part.groups, outHeight, outWidth),
                        () -> new TiledCorrelation(problem, part.groups, algorithm, arithmetic)));
            }
        }
        return candidates;
    }

    private List<TileAlgorithm> tileAlgorithms(int size) {
        List<TileAlgorithm> algorithms = new ArrayList<>();
        if (choice.allows(EngineChoice.Family.WINOGRAD) && !arithmetic.isVector()) {
            algorithms.addAll(WinogradTiles.of(size));
        }
        if (choice.allows(EngineChoice.Family.FFT) && size <= FourierTiles.MOST_SIZE) {
            Arrays.stream(FOURIER_OUTPUTS).forEach(m -> algorithms.add(new FourierTiles(size, m)));
        }
        return algorithms;
    }
}
