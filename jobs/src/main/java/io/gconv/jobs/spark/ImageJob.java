package io.gconv.jobs.spark;

import io.gconv.jobs.error.Failure;
import io.gconv.jobs.error.UserException;
import io.gconv.jobs.input.InputFacts;
import io.gconv.jobs.output.LockOwner;
import io.gconv.jobs.output.OutputFolder;
import io.gconv.jobs.output.OutputFolder.Errors;
import io.gconv.jobs.output.OutputSettings;
import io.gconv.jobs.output.Waves;
import io.gconv.jobs.report.Words;
import io.gconv.jobs.spark.source.ImageSource;
import io.gconv.jobs.spark.source.Partitions;
import io.gconv.jobs.spark.source.Published;
import io.gconv.jobs.spark.source.Sources;
import io.gconv.jobs.spark.source.WaveOptions.Stale;
import io.gconv.jobs.spark.source.WaveQueue;
import io.gconv.jobs.spark.task.Engine;
import io.gconv.jobs.spark.task.ImageWork;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongConsumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * A job over images: check, list, lock, skip what is published, compute and publish wave after wave, count. What is done
 * with an image, and which tables come of it, is up to the one that owns it.
 */
final class ImageJob {

    private final Instant started = Instant.now();
    private final String id = RunId.create(started);
    private final Stopwatch stopwatch = new Stopwatch();
    private final JobRequest request;
    private final Configuration hadoop;
    private final OutputFolder output;
    private final ImageSource source;
    private final OutputSettings settings;
    private @Nullable Waves waves; // while the output is ours
    private @Nullable Published published; // what was looked at last
    private @Nullable StopHook stop;
    private volatile Map<String, Object> running = Map.of(); // what the run file says, once there is one

    /**
     * Does all that can be refused: checks the output, lists the inputs. Needs Spark only for tables.
     *
     * @param progress is told how many files were listed
     * @throws UserException if something is wrong
     */
    ImageJob(JobRequest request, Configuration hadoop, LongConsumer progress) {
        this.request = request;
        this.hadoop = hadoop;
        output = OutputFolder.open(request.output(), hadoop, request.layout());
        output.check(request.settings(new StructType()), errors());
        ImageSource all = Sources.open(request.input(), output.root().toString(), hadoop, progress);
        source = request.sample() == 0 ? all : all.sample(request.sample());
        settings = request.settings(source.columns());
        output.checkColumns(settings.columns());
    }

    private Errors errors() {
        return request.waves().stale().contains(Stale.ERRORS) ? Errors.RETRIED : Errors.KEPT;
    }

    ImageSource source() {
        return source;
    }

    OutputFolder output() {
        return output;
    }

    String id() {
        return id;
    }

    Stopwatch stopwatch() {
        return stopwatch;
    }

    /** Returns what a run would do, one line per fact. */
    List<String> plan(String what, String value) {
        String there = output.hasRows()
                ? ", which has rows already: " + plan(request.waves().stale())
                : "";
        InputFacts facts = source.facts();
        String skipped = facts.skippedInWords();
        return List.of(
                "inputs      " + Words.count(facts.images(), "image") + ", " + Words.bytes((double) facts.bytes())
                        + (facts.unsized() == 0 ? "" : "; " + Words.count(facts.unsized()) + " of unknown size")
                        + (facts.unreadableInWords().isEmpty() ? "" : "; " + facts.unreadableInWords())
                        + (skipped.isEmpty() ? "" : "; skipped " + skipped),
                "columns     " + (facts.columns().isEmpty() ? "none carried" : String.join(", ", facts.columns())),
                "pipeline    " + request.pipeline().name() + " " + request.digest(),
                what + value,
                "output      " + output.root() + there);
    }

    private static String plan(Set<Stale> stale) {
        boolean changed = stale.contains(Stale.CHANGED);
        return (stale.isEmpty() ? "only missing" : changed ? "missing and changed" : "missing") + " images are computed"
                + (stale.contains(Stale.ERRORS) ? ", and errors anew" : "")
                + (changed ? ", rows of files that are gone are removed" : "");
    }

    /**
     * Runs the job. Until {@link #close}, nobody else writes to the output.
     *
     * @param check is told how many images there are to compute, before anything is written, and may refuse
     */
    JobReport run(
            SparkSession spark,
            ImageWork work,
            TableFormat table,
            Optional<TableFormat> side,
            LongConsumer check,
            ProgressStyle style,
            PrintWriter err)
            throws IOException {
        stopwatch.lap("starting Spark");
        Waves open = open(spark, err);
        String arithmetic = Engine.arithmetic();
        spark.sparkContext().setJobDescription("gconv: looking up published rows");
        Published there = lookUp(spark, open);
        LongConsumer progress = ListingProgress.start(style, err, "looked for");
        ImageSource.Pending pending = source.pending(there, request.waves().stale(), progress);
        check.accept(pending.images());
        ImageSource images = pending.source();
        stopwatch.lap("looking up published rows");
        writeRunning(List.of(), spark);
        if (!pending.stale().isEmpty()) {
            new StaleRows(spark, output, open, table, side, id).remove(there, pending.stale());
            images = source.pending(lookUp(spark, open), Set.of(), progress).source();
            stopwatch.lap("removing stale rows");
        }
        List<Wave> done;
        List<String> arithmetics;
        long missing = images.facts().images();
        try (WaveWriter writer = new WaveWriter(spark, request, hadoop, work, table, side, missing, style, err)) {
            done = publish(spark, open, writer, images);
            arithmetics = writer.arithmetics();
        }
        List<Outcome> outcomes = Outcome.read(spark, lookUp(spark, open), table);
        stopwatch.lap("counting");
        return new JobReport(
                id,
                started,
                Instant.now(),
                request,
                source.facts(),
                missing,
                pending.outdated(),
                done,
                arithmetic,
                arithmetics,
                stopwatch.seconds(),
                outcomes,
                output.table(),
                output.sideTable());
    }

    /** Takes the lock; what was checked before is checked once more, since others may have written until now. */
    private Waves open(SparkSession spark, PrintWriter err) throws IOException {
        LockOwner me = LockOwner.thisProcess(id, spark.sparkContext().applicationId());
        Waves open = Waves.open(output, request.waves().publication(), me, message -> {
            err.println("gconv: " + message);
            err.flush();
        });
        waves = open;
        stop = StopHook.register(spark, err, () -> stopped(open));
        output.check(settings, errors());
        output.checkColumns(settings.columns());
        output.claim(settings);
        return open;
    }

    /** Looks at what is published now; Spark keeps nothing any more of what was published before. */
    private Published lookUp(SparkSession spark, Waves open) throws IOException {
        if (published != null) {
            published.close();
        }
        published = Published.read(spark, output, open);
        return published;
    }

    private List<Wave> publish(SparkSession spark, Waves open, WaveWriter writer, ImageSource images)
            throws IOException {
        List<Wave> done = new ArrayList<>();
        if (images.facts().images() == 0) {
            return done;
        }
        WaveQueue queue = images.queue();
        WaveSize size = new WaveSize(request.waves().images(), Partitions.cores(spark.sparkContext()));
        while (!queue.isEmpty()) {
            WaveQueue.Taken taken = size.next(queue);
            String wave = String.format(Locale.ROOT, "%s-%04d", id, done.size() + 1);
            long start = System.nanoTime();
            AtomicInteger partitions = new AtomicInteger();
            open.publish(wave, (table, side) -> partitions.set(writer.write(wave, taken.source(), table, side)));
            double seconds = (System.nanoTime() - start) / 1e9;
            size.took(taken.cost(), seconds);
            done.add(new Wave(wave, taken.source().facts().images(), partitions.get(), seconds));
            writeRunning(done, spark);
        }
        stopwatch.lap("processing");
        return done;
    }

    private void writeRunning(List<Wave> done, SparkSession spark) throws IOException {
        running = RunFile.running(id, started, request, done, spark);
        output.writeRunFile(id, running);
    }

    /** Gives the output back, and writes down that the run was stopped. */
    private void stopped(Waves open) throws IOException {
        try {
            open.abandon();
        } finally {
            if (!running.isEmpty()) {
                output.writeRunFile(id, RunFile.stopped(running));
            }
        }
    }

    /** Writes down why the run ends early, if it had begun. */
    void failed(Failure failure) throws IOException {
        if (stop != null) {
            stop.waitIfStopping(); // then what failed, failed because of that
        }
        if (!running.isEmpty()) {
            output.writeRunFile(id, RunFile.failed(running, failure));
        }
    }

    /** Returns the published rows. */
    Dataset<Row> published(SparkSession spark) throws IOException {
        if (waves == null) {
            throw new IllegalStateException("not run yet");
        }
        return Published.read(spark, output, waves).rows().orElseThrow(() -> new IOException("nothing is published"));
    }

    /** Makes sure that the output is still this run's, before something in it is replaced. */
    void check() throws IOException {
        if (waves != null) {
            waves.check();
        }
    }

    /** Gives the output back. */
    void close() {
        if (stop != null) {
            stop.close();
        }
        if (waves != null) {
            waves.close();
        }
        if (published != null) {
            published.close(); // last: Spark may have failed
        }
    }
}
