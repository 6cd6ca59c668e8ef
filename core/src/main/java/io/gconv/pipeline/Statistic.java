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

    /** Returns the statistic of {@code values} from {@code at}, one per weight. */
    double of(float[] values, int at, float[] weights) {
        return switch (this) {
            case MEAN -> mean(values, at, weights);
            case STD -> Math.sqrt(variance(values, at, weights, mean(values, at, weights)));
            case MAX -> max(values, at, weights);
        };
    }

    private static double mean(float[] values, int at, float[] weights) {
        double sum = 0;
        double total = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += (double) weights[i] * values[at + i];
            total += weights[i];
        }
        return sum / total;
    }

    private static double variance(float[] values, int at, float[] weights, double mean) {
        double sum = 0;
        double total = 0;
        for (int i = 0; i < weights.length; i++) {
            double d = values[at + i] - mean;
            sum += weights[i] * d * d;
            total += weights[i];
        }
        return sum / total;
    }

    private static double max(float[] values, int at, float[] weights) {
        double max = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < weights.length; i++) {
            if (weights[i] >= 0.5f) {
                max = Math.max(max, values[at + i]);
            }
        }
        return max;
    }
}
