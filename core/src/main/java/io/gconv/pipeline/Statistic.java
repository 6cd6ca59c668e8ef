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

    /** Returns the statistic, given Σ w, Σ w v, Σ w v² and the maximum. */
    double of(double weights, double values, double squares, double max) {
        double mean = values / weights;
        return switch (this) {
            case MEAN -> mean;
            // in double the cancellation costs less than the rounding of the float values
            case STD -> Math.sqrt(Math.max(0, squares / weights - mean * mean));
            case MAX -> max;
        };
    }

    /**
     * Adds {@code w[i] v[at + i]} and its square for {@code i = from … to − 1} to {@code sums[k]} and {@code sums[k + 1]},
     * in four sums that run side by side.
     */
    static void add(float[] w, float[] v, int at, int from, int to, double[] sums, int k) {
        double v0 = 0;
        double v1 = 0;
        double v2 = 0;
        double v3 = 0;
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int i = from;
        for (; i + 3 < to; i += 4) {
            double a = v[at + i];
            double b = v[at + i + 1];
            double c = v[at + i + 2];
            double d = v[at + i + 3];
            double wa = w[i] * a;
            double wb = w[i + 1] * b;
            double wc = w[i + 2] * c;
            double wd = w[i + 3] * d;
            v0 += wa;
            v1 += wb;
            v2 += wc;
            v3 += wd;
            s0 += wa * a;
            s1 += wb * b;
            s2 += wc * c;
            s3 += wd * d;
        }
        for (; i < to; i++) {
            double a = v[at + i];
            v0 += w[i] * a;
            s0 += w[i] * a * a;
        }
        sums[k] += v0 + v1 + (v2 + v3);
        sums[k + 1] += s0 + s1 + (s2 + s3);
    }

    /** Raises {@code sums[k]} to the maximum of {@code v[at + i]} for {@code i = from … to − 1} with {@code w[i] ≥ ½}. */
    static void raise(float[] w, float[] v, int at, int from, int to, double[] sums, int k) {
        double max = sums[k];
        for (int i = from; i < to; i++) {
            if (w[i] >= 0.5f) {
                max = Math.max(max, v[at + i]);
            }
        }
        sums[k] = max;
    }
}
