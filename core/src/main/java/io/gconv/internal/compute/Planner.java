package io.gconv.internal.compute;

import java.util.ArrayList;
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

    private static final int NO_KERNEL = -1;

    /** A bound on prepared kernels of one size, which can have hundreds of values for one: every thread shares them. */
    private static final double MOST_KERNEL_BYTES = 1 << 28;

    private final CorrelationProblem problem;
    private final EngineChoice choice;
    private final RowArithmetic arithmetic;
    private final CostModel costs;
    private final List<Part> parts = new ArrayList<>();

    /**
     * Output planes with kernels of one size.
     *
     * @param size of the kernels
     * @param candidates the ways to compute them
     */
    private record Part(int size, List<Candidate> candidates) {}

    /**
     * A way to compute a part.
     *
     * @param grain how many output rows it computes together
     * @param cost what it is expected to take
     */
    record Candidate(String label, int grain, CostModel.Cost cost, Supplier<PartialCorrelation> build) {}

    /**
     * What was chosen for a part.
     *
     * @param key tells it from all others of this planner
     * @param nanoseconds what it is expected to take
     */
    record Decision(String key, Candidate chosen, double nanoseconds) {}

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
        bySize.forEach((radius, planes) -> parts.add(new Part(
                2 * problem.radius(planes.get(0)) + 1,
                affordable(candidates(
                        planes.stream().mapToInt(q -> q).toArray(),
                        groups.stream()
                                .filter(group -> group.radius() == radius)
                                .toList())))));
    }

    /** Returns those whose prepared kernels are not too large: direct ones never are. */
    private List<Candidate> affordable(List<Candidate> candidates) {
        List<Candidate> affordable = candidates.stream()
                .filter(candidate -> candidate.cost.kernelBytes() <= MOST_KERNEL_BYTES)
                .toList();
        if (affordable.isEmpty()) {
            throw new IllegalArgumentException("algorithm " + choice.family().label() + " cannot compute this layer: "
                    + (candidates.isEmpty()
                            ? choice.family().needs()
                            : "its prepared kernels would take more than " + Math.round(MOST_KERNEL_BYTES / (1 << 20))
                                    + " MB"));
        }
        return affordable;
    }

    /** Returns the ways to compute some output planes, of which {@code groups} have a kernel. */
    private List<Candidate> candidates(int[] outputs, List<OutputGroup> groups) {
        List<Candidate> candidates = new ArrayList<>();
        if (groups.isEmpty() || choice.allows(EngineChoice.Family.DIRECT)) {
            candidates.add(new Candidate(
                    "direct", 1, costs.direct(outputs), () -> new DirectCorrelation(problem, outputs, arithmetic)));
        }
        if (groups.isEmpty()) {
            return candidates;
        }
        if (problem.isClosed() && choice.allows(EngineChoice.Family.C4_DFT)) {
            candidates.add(new Candidate(
                    "c4-dft",
                    1,
                    costs.quarterTurns(outputs),
                    () -> new QuarterTurnCorrelation(problem, outputs, arithmetic)));
        }
        int size = 2 * problem.radius(outputs[0]) + 1;
        boolean shares = arithmetic.isVector() && InterleavedKernels.quarters(problem, groups) == 4;
        if (choice.allows(EngineChoice.Family.WINOGRAD) && (shares || !choice.exact())) {
            for (WinogradTiles algorithm : choice.exact() ? WinogradTiles.exact(size) : WinogradTiles.of(size)) {
                candidates.add(tiles(algorithm, groups));
            }
        }
        if (choice.allows(EngineChoice.Family.FFT) && !choice.exact()) {
            for (FourierTiles algorithm : FourierTiles.of(size)) {
                candidates.add(tiles(algorithm, groups));
            }
        }
        return candidates;
    }

    private Candidate tiles(TileAlgorithm algorithm, List<OutputGroup> groups) {
        boolean vector = arithmetic.isVector();
        return new Candidate(
                algorithm.label(),
                algorithm.outputs(),
                vector ? costs.interleaved(algorithm, groups) : costs.tiled(algorithm, groups),
                () -> vector
                        ? new InterleavedCorrelation(problem, groups, algorithm)
                        : new TiledCorrelation(problem, groups, algorithm, arithmetic));
    }

    /** Returns the decisions for all parts, for an image size. */
    List<Decision> plan(int height, int width) {
        List<Decision> decisions = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            decisions.add(decisions(i, height, width).get(0));
        }
        return decisions;
    }

    /** Returns the possible decisions for a part, the fastest first. */
    private List<Decision> decisions(int part, int height, int width) {
        int outHeight = Math.max(1, height - 2 * problem.crop());
        int outWidth = Math.max(1, width - 2 * problem.crop());
        return parts.get(part).candidates.stream()
                .filter(candidate -> choice.allowsTogether(candidate.grain, outHeight, outWidth))
                .map(candidate -> new Decision(
                        part + " " + candidate.label,
                        candidate,
                        candidate.cost.time().nanoseconds(outHeight, outWidth)))
                .sorted(Comparator.comparingDouble(Decision::nanoseconds))
                .toList();
    }

    /** Returns why, a phrase per part for {@code describe}. */
    List<String> reasons(int height, int width) {
        String why = choice.family() != EngineChoice.Family.AUTO
                ? "asked for"
                : choice.exact() ? "fastest exact" : "fastest";
        List<String> reasons = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            int size = parts.get(i).size;
            String times = decisions(i, height, width).stream()
                    .map(decision ->
                            String.format(Locale.ROOT, "%s %.2f", decision.chosen.label, decision.nanoseconds / 1e6))
                    .collect(Collectors.joining(", "));
            reasons.add(size + " × " + size + " kernels: " + why + "; expected ms: " + times);
        }
        return reasons;
    }
}
