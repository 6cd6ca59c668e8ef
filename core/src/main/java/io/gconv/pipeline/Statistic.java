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

    /** Σ w, Σ w v, Σ w v² and the maximum, in double, added row by row: the order depends on the map alone. */
    static final class Sums {

        private double weights;
        private double values;
        private double squares;
        private double max;

        Sums() {
            clear();
        }

        void clear() {
            weights = 0;
            values = 0;
            squares = 0;
            max = Double.NEGATIVE_INFINITY;
        }

        /** Adds Σ w of a row. */
        void addWeights(double sum) {
            weights += sum;
        }

        /** Adds {@code w[i] v[at + i]} and its square for {@code i = from … to − 1}, in four sums that run side by side. */
        void addValues(float[] w, float[] v, int at, int from, int to) {
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
            values += v0 + v1 + (v2 + v3);
            squares += s0 + s1 + (s2 + s3);
        }

        /** Raises the maximum to that of {@code v[at + i]} for {@code i = from … to − 1} with {@code w[i] ≥ ½}. */
        void addMax(float[] w, float[] v, int at, int from, int to) {
            for (int i = from; i < to; i++) {
                if (w[i] >= 0.5f) {
                    max = Math.max(max, v[at + i]);
                }
            }
        }
    }
}
