package io.gconv.internal.compute;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * A prepared correlation, whose algorithms are chosen by a {@link Planner} for the size of the image. What is prepared for one
 * size, such as transformed kernels, is kept for others that are computed in the same way. Thread safe: buffers belong to the
 * calling thread.
 */
public final class Correlator {

    private static final OutputPart ANY = OutputPart.all(0, 0); // plans do not depend on it

    private final CorrelationProblem problem;
    private final Planner planner;
    private final Map<String, PartialCorrelation> prepared = new ConcurrentHashMap<>();
    private final BySize<Plan> plans = new BySize<>((height, width, any) -> prepare(height, width));

    /** The algorithms for an image size. */
    private record Plan(OutputPart all, List<Planner.Decision> decisions, List<PartialCorrelation> parts) {}

    private Correlator(CorrelationProblem problem, Planner planner) {
        this.problem = problem;
        this.planner = planner;
    }

    /**
     * Returns the correlator for a problem.
     *
     * @throws IllegalArgumentException if the chosen algorithm cannot compute it
     */
    public static Correlator of(CorrelationProblem problem, EngineChoice choice) {
        return of(problem, choice, Arithmetic.chosen());
    }

    /** Like {@link #of(CorrelationProblem, EngineChoice)}, but with a given arithmetic, for tests. */
    static Correlator of(CorrelationProblem problem, EngineChoice choice, RowArithmetic arithmetic) {
        return new Correlator(problem, new Planner(problem, choice, arithmetic));
    }

    /**
     * Computes a {@link CorrelationProblem}, with the algorithms that are planned for the size of the image.
     *
     * @param in P planes of height × width, rows from top to bottom; finite; not modified
     * @param out planes of (height − 2·crop) × (width − 2·crop), as many as the epilogues write to; overwritten
     */
    public void correlate(float[] in, int height, int width, float[] out) {
        correlate(in, height, width, out, plan(height, width).all);
    }

    /**
     * Like {@link #correlate(float[], int, int, float[])}, but for a part of the output, with the algorithms that are
     * planned for the image of which this one is a part. What is wanted is computed in whole groups
     * of {@link #grain} rows and columns.
     */
    public void correlate(float[] in, int height, int width, float[] out, OutputPart part) {
        List<PartialCorrelation> parts = plan(part.plannedHeight(), part.plannedWidth()).parts;
        if (problem.isMaximum()) {
            start(height - 2 * problem.crop(), width - 2 * problem.crop(), out, part);
        }
        for (int i = 0; i < parts.size(); i++) {
            parts.get(i).correlate(in, height, width, out, part);
        }
    }

    /** Begins maxima, in the part of the output that is wanted. */
    private void start(int height, int width, float[] out, OutputPart part) {
        for (int plane = 0; plane < problem.results(); plane++) {
            for (int y = part.fromY(); y < Math.min(part.toY(), height); y++) {
                int row = (plane * height + y) * width;
                Arrays.fill(out, row + part.fromX(), row + Math.min(part.toX(), width), Float.NEGATIVE_INFINITY);
            }
        }
    }

    private Plan plan(int height, int width) {
        return plans.get(height, width, ANY);
    }

    private Plan prepare(int height, int width) {
        List<Planner.Decision> decisions = planner.plan(height, width);
        return new Plan(
                OutputPart.all(height, width),
                decisions,
                decisions.stream()
                        .map(decision -> prepared.computeIfAbsent(
                                decision.key(), key -> decision.chosen().build().get()))
                        .toList());
    }

    /**
     * Returns how many output rows are computed together, in multiples of this number from the first: the last bits of a
     * row depend on what all of them are computed from.
     */
    public int grain(int height, int width) {
        return plan(height, width).decisions.stream()
                .mapToInt(decision -> decision.chosen().grain())
                .reduce(1, Correlator::leastCommonMultiple);
    }

    private static int leastCommonMultiple(int a, int b) {
        return a / BigInteger.valueOf(a).gcd(BigInteger.valueOf(b)).intValue() * b;
    }

    /** Returns the names of the algorithms for an image size, for run files and {@code describe}. */
    public String algorithm(int height, int width) {
        return plan(height, width).decisions.stream()
                .map(decision -> decision.chosen().label())
                .collect(Collectors.toCollection(LinkedHashSet::new))
                .stream()
                .collect(Collectors.joining(", "));
    }

    /** Returns why, a sentence for every kernel size, and what is done while the map is written. */
    public List<String> reasons(int height, int width) {
        List<String> reasons = planner.reasons(height, width);
        if (problem.isMaximum()) {
            reasons.add("the maximum over H is taken while the map is written, unless the map is kept");
        }
        return reasons;
    }

    /** Returns what the cost model expects an image to take, in nanoseconds; only ratios mean something. */
    public double expectedNanoseconds(int height, int width) {
        return plan(height, width).decisions.stream()
                .mapToDouble(Planner.Decision::nanoseconds)
                .sum();
    }

    /** Returns the bytes of prepared kernels, which all threads share. */
    public long kernelBytes(int height, int width) {
        return plan(height, width).parts.stream()
                .mapToLong(PartialCorrelation::kernelBytes)
                .sum();
    }

    /** Returns the bytes of buffers that a thread needs for an image of this size. */
    public long workspaceBytes(int height, int width) {
        return workspaceBytes(height, width, height, width);
    }

    /**
     * Like {@link #workspaceBytes(int, int)}, but with the algorithms that are planned for another size: that of which
     * this image is a part.
     */
    public long workspaceBytes(int height, int width, int plannedHeight, int plannedWidth) {
        return plan(plannedHeight, plannedWidth).parts.stream()
                .mapToLong(part -> part.workspaceBytes(height, width))
                .max()
                .orElse(0);
    }
}
