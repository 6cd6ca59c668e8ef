package io.gconv.internal.compute;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * A correlation whose algorithms are chosen by a {@link Planner} for the size of the image. What is prepared for one size,
 * such as transformed kernels, is kept for others that are computed in the same way.
 */
final class PlannedCorrelation implements Correlator {

    private static final OutputPart ANY = OutputPart.all(0, 0); // plans do not depend on it

    private final CorrelationProblem problem;
    private final Planner planner;
    private final Map<String, PartialCorrelation> prepared = new ConcurrentHashMap<>();
    private final BySize<Plan> plans = new BySize<>((height, width, any) -> prepare(height, width));

    /** The algorithms for an image size. */
    private record Plan(OutputPart all, List<Planner.Decision> decisions, List<PartialCorrelation> parts) {}

    PlannedCorrelation(CorrelationProblem problem, Planner planner) {
        this.problem = problem;
        this.planner = planner;
    }

    @Override
    public void correlate(float[] in, int height, int width, float[] out) {
        correlate(in, height, width, out, plan(height, width).all);
    }

    @Override
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

    @Override
    public int grain(int height, int width) {
        return plan(height, width).decisions.stream()
                .mapToInt(decision -> decision.chosen().grain())
                .reduce(1, Correlator::leastCommonMultiple);
    }

    @Override
    public String algorithm(int height, int width) {
        return plan(height, width).decisions.stream()
                .map(decision -> decision.chosen().label())
                .collect(Collectors.toCollection(LinkedHashSet::new))
                .stream()
                .collect(Collectors.joining(", "));
    }

    @Override
    public List<String> reasons(int height, int width) {
        List<String> reasons = planner.reasons(height, width);
        if (problem.isMaximum()) {
            reasons.add("the maximum over H is taken while the map is written, unless the map is kept");
        }
        return reasons;
    }

    @Override
    public double expectedNanoseconds(int height, int width) {
        return plan(height, width).decisions.stream()
                .mapToDouble(Planner.Decision::nanoseconds)
                .sum();
    }

    @Override
    public long kernelBytes(int height, int width) {
        return plan(height, width).parts.stream()
                .mapToLong(PartialCorrelation::kernelBytes)
                .sum();
    }

    @Override
    public long workspaceBytes(int height, int width, int plannedHeight, int plannedWidth) {
        return plan(plannedHeight, plannedWidth).parts.stream()
                .mapToLong(part -> part.workspaceBytes(height, width))
                .max()
                .orElse(0);
    }
}
