package io.gconv.jobs.spark;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Measures the steps of a run, one after the other. */
final class Stopwatch {

    private final Map<String, Double> seconds = new LinkedHashMap<>();
    private long last = System.nanoTime();

    /** Ends a step, and starts the next. */
    void lap(String step) {
        long now = System.nanoTime();
        seconds.merge(step, (now - last) / 1e9, Double::sum);
        last = now;
    }

    /** Returns the time of each step so far, in seconds, in their order. */
    Map<String, Double> seconds() {
        return Collections.unmodifiableMap(new LinkedHashMap<>(seconds));
    }
}
