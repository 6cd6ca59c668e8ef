package io.gconv.internal.compute;

import java.util.List;

/** A prepared correlation. Thread safe: buffers belong to the calling thread. */
public interface Correlator {

    /**
     * Computes a {@link CorrelationProblem}, with the algorithms that are planned for the size of the image.
     *
     * @param in P planes of height × width, rows from top to bottom; finite; not modified
     * @param out planes of (height − 2·crop) × (width − 2·crop), as many as the epilogues write to; overwritten
     */
    void correlate(float[] in, int height, int width, float[] out);

    /**
     * As the other one, for a part of the output, with the algorithms that are planned for the image of which this one is a
     * part. What is wanted is computed in whole groups of {@link #grain} rows and columns.
     */
    void correlate(float[] in, int height, int width, float[] out, OutputPart part);

    /**
     * Returns how many output rows are computed together, in multiples of this number from the first: the last bits of a
     * row depend on what all of them are computed from.
     */
    int grain(int height, int width);

    /** Returns the least common multiple of two grains. */
    static int leastCommonMultiple(int a, int b) {
        int divisor = a;
        for (int rest = b; rest > 0; ) {
            int next = divisor % rest;
            divisor = rest;
            rest = next;
        }
        return a / divisor * b;
    }

    /** Returns the names of the algorithms for an image size, for run files and {@code describe}. */
    String algorithm(int height, int width);

    /** Returns why, a sentence for every kernel size, and what is done while the map is written. */
    List<String> reasons(int height, int width);

    /** Returns what the cost model expects an image to take, in nanoseconds; only ratios mean something. */
    double expectedNanoseconds(int height, int width);

    /** Returns the bytes of prepared kernels, which all threads share. */
    long kernelBytes(int height, int width);

    /** Returns the bytes of buffers that a thread needs for an image of this size. */
    default long workspaceBytes(int height, int width) {
        return workspaceBytes(height, width, height, width);
    }

    /** As the other one, with the algorithms that are planned for another size: that of which this image is a part. */
    long workspaceBytes(int height, int width, int plannedHeight, int plannedWidth);

    /**
     * Returns the correlator for a problem.
     *
     * @throws IllegalArgumentException if the chosen algorithm cannot compute it
     */
    static Correlator of(CorrelationProblem problem, EngineChoice choice) {
        return of(problem, choice, Arithmetic.chosen());
    }

    /** As the other one, with a given arithmetic, for tests. */
    static Correlator of(CorrelationProblem problem, EngineChoice choice, RowArithmetic arithmetic) {
        return new PlannedCorrelation(problem, new Planner(problem, choice, arithmetic));
    }
}
