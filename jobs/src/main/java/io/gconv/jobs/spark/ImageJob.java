package io.gconv.jobs.spark;

import io.gconv.jobs.error.UserException;
import io.gconv.jobs.input.InputFacts;
import io.gconv.jobs.output.OutputFolder;
import io.gconv.jobs.output.OutputSettings;
import io.gconv.jobs.report.Words;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.function.UnaryOperator;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;

/**
 * A job over images: check, list, skip what is published, compute, stage, publish, count. What is done with an image, and
 * which tables come of it, is up to the one that owns it.
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

    /**
     * Does all that can be refused: checks the output, lists the inputs. Needs Spark only for tables.
     *
     * @param selection chooses among the images
     * @param progress is told how many files were listed
     * @throws UserException if something is wrong
     */
    ImageJob(JobRequest request, Configuration hadoop, UnaryOperator<ImageSource> selection, LongConsumer progress) {
        this.request = request;
        this.hadoop = hadoop;
        output = OutputFolder.open(request.output(), hadoop, request.layout());
        output.check(request.settings(new StructType()));
        source = selection.apply(Sources.open(request.input(), output.root().toString(), hadoop, progress));
        settings = request.settings(source.columns());
        output.checkColumns(settings.columns());
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
        InputFacts facts = source.facts();
        String skipped = facts.skippedInWords();
        return List.of(
                "inputs      " + Words.count(facts.images(), "image") + ", " + Words.bytes((double) facts.bytes())
                        + (skipped.isEmpty() ? "" : "; skipped " + skipped),
                "columns     " + (facts.columns().isEmpty() ? "none carried" : String.join(", ", facts.columns())),
                "pipeline    " + request.pipeline().name() + " " + request.digest(),
                what + value,
                "output      " + output.root());
    }

    /** Runs the job. */
    JobReport run(
            SparkSession spark,
            ImageWork work,
            TableFormat table,
            Optional<TableFormat> side,
            ProgressStyle style,
            PrintWriter err)
            throws IOException {
        stopwatch.lap("starting Spark");
        String arithmetic = Engine.arithmetic();
        Published published = Published.read(spark, output, settings);
        ImageSource.Pending pending = source.pending(published);
        long missing = pending.source().facts().images();
        stopwatch.lap("looking up published rows");
        WaveWriter writer = new WaveWriter(spark, request, work, table, side, output, id);
        Wave wave = missing == 0 ? Wave.NONE : publish(writer, pending.source(), style, err);
        List<Outcome> outcomes = Outcome.read(spark, output, table);
        stopwatch.lap("counting");
        return new JobReport(
                id,
                started,
                Instant.now(),
                request,
                source.facts(),
                missing,
                pending.changed(),
                wave.partitions(),
                arithmetic,
                wave.arithmetics(),
                stopwatch.seconds(),
                outcomes,
                output.table(),
                output.sideTable());
    }

    private Wave publish(WaveWriter writer, ImageSource inputs, ProgressStyle style, PrintWriter err)
            throws IOException {
        SparkSession spark = writer.spark();
        Broadcast<SerializableConfiguration> configuration = JavaSparkContext.fromSparkContext(spark.sparkContext())
                .broadcast(new SerializableConfiguration(hadoop));
        boolean published = false;
        try (StopHook stop = StopHook.register(spark, err, () -> output.discard(id))) {
            try {
                output.claim(settings);
                Wave wave = writer.write(inputs, configuration, style, err);
                stopwatch.lap("processing");
                output.publish(id);
                stopwatch.lap("publishing");
                published = true;
                return wave;
            } finally { // not catch: Spark, written in Scala, throws checked exceptions that it does not declare
                if (!published) {
                    stop.waitIfStopping();
                    output.discardWhileTasksEnd(id);
                }
                configuration.destroy();
            }
        }
    }
}
