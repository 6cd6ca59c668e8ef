package io.gconv.bench.sidebyside;

import java.util.Arrays;
import java.util.Locale;

/**
 * How long one image took.
 *
 * @param candidate its name
 * @param cpu of the calling thread, in ms; without meaning for a candidate that computes on other threads
 * @param wall in ms
 */
record Timing(String candidate, Spread cpu, Spread wall) {

    /** The median and the quartiles of the samples. */
    record Spread(double median, double lower, double upper) {

        static Spread of(double[] samples) {
            double[] sorted = samples.clone();
            Arrays.sort(sorted);
            int last = sorted.length - 1;
            double median = 0.5 * (sorted[last / 2] + sorted[(last + 1) / 2]);
            return new Spread(median, sorted[last / 4], sorted[last - last / 4]);
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%8.3f (%.3f … %.3f)", median, lower, upper);
        }
    }
}
