package io.gconv.internal.compute;

/** A prepared correlation. Thread safe: buffers belong to the calling thread. */
public interface Correlator {

    /**
     * Computes a {@link CorrelationProblem}.
     *
     * @param in P planes of height × width, rows from top to bottom; not modified
     * @param out Q planes of (height − 2·crop) × (width − 2·crop); overwritten
     */
    void correlate(float[] in, int height, int width, float[] out);

    /** Returns the name of the algorithm, for run files and {@code describe}. */
    String algorithm();

    /** Returns the correlator for a problem. */
    static Correlator of(CorrelationProblem problem) {
        return new DirectCorrelation(problem);
    }
}
