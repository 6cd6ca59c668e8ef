package io.gconv.bench.sidebyside;

import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Predicate;

/**
 * What was measured for a workload.
 *
 * @param workload its name
 * @param algorithm what gconv used
 * @param gigaOperations those of the direct correlation
 * @param difference between outputs, relative to the largest
 * @param threads that were allowed
 * @param timings of all candidates
 */
record Result(
        String workload,
        String algorithm,
        double gigaOperations,
        double difference,
        int threads,
        List<Timing> timings) {

    /** Returns the times that count: of the thread if there is one, otherwise by the clock. */
    Timing.Spread spread(Timing timing) {
        return threads == 1 ? timing.cpu() : timing.wall();
    }

    /** Returns the median of the fastest peer, in ms. */
    double bestPeer() {
        return best(name -> !name.startsWith(Ours.name(1)));
    }

    /** Returns the median of gconv with all threads, in ms. */
    double ours() {
        return best(Ours.name(threads)::equals);
    }

    /** Returns how much more images per second gconv computes with all threads than with one. */
    double scaling() {
        return best(Ours.name(1)::equals) / ours();
    }

    private double best(Predicate<String> which) {
        return timings.stream()
                .filter(timing -> which.test(timing.candidate()))
                .mapToDouble(timing -> spread(timing).median())
                .min()
                .orElseThrow(() -> new NoSuchElementException(workload + " has no such candidate"));
    }
}
