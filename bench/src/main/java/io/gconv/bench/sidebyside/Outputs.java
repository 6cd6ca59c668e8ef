package io.gconv.bench.sidebyside;

import java.util.List;

/** Compares what candidates computed. */
final class Outputs {

    /** Peers sum in float and in another order, over up to 6400 terms; Winograd has errors of about 1e-5. */
    private static final double TOLERANCE = 1e-4;

    private Outputs() {}

    /**
     * Runs every candidate once, and compares.
     *
     * @return the largest difference to the first candidate, relative to its largest output
     * @throws IllegalStateException if that exceeds 1e-4
     */
    static double check(String workload, List<Candidate> candidates) {
        candidates.forEach(candidate -> candidate.run(1));
        float[] expected = candidates.get(0).output();
        double largest = 0;
        for (Candidate candidate : candidates) {
            double difference = difference(candidate.output(), expected);
            if (!(difference <= TOLERANCE)) {
                throw new IllegalStateException(workload + ": the outputs of " + candidate.name() + " and of "
                        + candidates.get(0).name() + " differ by " + difference + " of the largest, more than "
                        + TOLERANCE);
            }
            largest = Math.max(largest, difference);
        }
        return largest;
    }

    private static double difference(float[] actual, float[] expected) {
        if (actual.length != expected.length) {
            return Double.POSITIVE_INFINITY;
        }
        double difference = 0;
        double largest = 0;
        for (int i = 0; i < expected.length; i++) {
            difference = Math.max(difference, Math.abs((double) actual[i] - expected[i])); // keeps a NaN
            largest = Math.max(largest, Math.abs(expected[i]));
        }
        return difference / largest;
    }
}
