package io.gconv.pipeline;

/** A weighted statistic of a plane over a region. */
public enum Statistic {
    /** Σ w v / Σ w. */
    MEAN,
    /** √(Σ w (v − mean)² / Σ w). */
    STD,
    /** The maximum of v over the pixels with w ≥ ½. */
    MAX;

    /** Returns the name in configurations and descriptor indices. */
    public String label() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    double of(Sums sums) {
        double mean = sums.values / sums.weights;
        return switch (this) {
            case MEAN -> mean;
            // in double the cancellation costs less than the rounding of the float values
            case STD -> Math.sqrt(Math.max(0, sums.squares / sums.weights - mean * mean));
            case MAX -> sums.max;
        };
    }

    /** Σ w, Σ w v, Σ w v² and the maximum, in double, added pixel by pixel. */
    static final class Sums {

        private double weights;
        private double values;
        private double squares;
        private double max = Double.NEGATIVE_INFINITY;

        /** Adds {@code v[at …]}, one value per weight. */
        void add(float[] v, int at, float[] w) {
            for (int i = 0; i < w.length; i++) {
                if (w[i] > 0) {
                    double wv = (double) w[i] * v[at + i];
                    weights += w[i];
                    values += wv;
                    squares += wv * v[at + i];
                    max = w[i] >= 0.5f ? Math.max(max, v[at + i]) : max;
                }
            }
        }
    }
}
