package io.gconv.jobs.spark;

import io.gconv.jobs.error.ExitCode;
import io.gconv.jobs.input.InputFacts;
import io.gconv.jobs.spark.source.ImageSource;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;

/**
 * What a run did.
 *
 * @param id the name of the run
 * @param started when it began
 * @param finished when its rows were published and counted
 * @param request what was asked for
 * @param inputs what is known of all inputs
 * @param computed the number of images that were computed, the rest being published already
 * @param outdated which published rows were not what the inputs are
 * @param waves what was published, in order
 * @param arithmetic what the driver's engine computes with
 * @param executorArithmetics what the executors' engines computed with, each kind once
 * @param seconds how long each step took
 * @param outcomes counts of all rows in the output, from the data
 * @param table where the rows are
 * @param sideTable where the rows of the table beside it are, if there is one
 */
public record JobReport(
        String id,
        Instant started,
        Instant finished,
        JobRequest request,
        InputFacts inputs,
        long computed,
        ImageSource.Outdated outdated,
        List<Wave> waves,
        String arithmetic,
        List<String> executorArithmetics,
        Map<String, Double> seconds,
        List<Outcome> outcomes,
        Path table,
        Optional<Path> sideTable) {

    /** Returns the number of rows in the output. */
    public long images() {
        return outcomes.stream().mapToLong(Outcome::images).sum();
    }

    /** Returns the number of rows in the output without a descriptor. */
    public long errors() {
        return outcomes.stream().filter(o -> !o.ok()).mapToLong(Outcome::images).sum();
    }

    /** Returns the counts of this run's own waves. */
    public List<Outcome> ownOutcomes() {
        Set<String> own = waves.stream().map(Wave::id).collect(Collectors.toSet());
        return outcomes.stream().filter(o -> own.contains(o.wave())).toList();
    }

    /** Returns how the run ends, by the error rate of all rows in the output. */
    public ExitCode exitCode() {
        double rate = images() == 0 ? 0 : errors() / (double) images(); // as the user computes it: no product is
        return rate > request.maxErrorRate() ? ExitCode.TOO_MANY_ERRORS : ExitCode.DONE;
    }
}
