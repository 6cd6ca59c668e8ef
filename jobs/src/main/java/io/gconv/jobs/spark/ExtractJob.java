package io.gconv.jobs.spark;

import io.gconv.jobs.error.UserException;
import io.gconv.jobs.input.InputFile;
import io.gconv.jobs.input.InputLister;
import io.gconv.jobs.input.InputListing;
import io.gconv.jobs.input.ListingOptions;
import io.gconv.jobs.output.OutputFolder;
import io.gconv.jobs.output.OutputSettings;
import io.gconv.jobs.report.Words;
import io.gconv.jobs.table.FeaturesTable;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;

/** The job {@code extract}: check, list, skip what is published, compute, stage, publish, count. */
public final class ExtractJob {

    /** Maps are not refused for a lack of space that compression might make up for. */
    private static final double MOST_COMPRESSION = 2;

    private final Instant started = Instant.now();
    private final String id = RunId.create(started);
    private final Stopwatch stopwatch = new Stopwatch();
    private final ExtractRequest request;
    private final Configuration hadoop;
    private final OutputFolder output;
    private final InputListing listing;
    private final OutputSettings settings;
    private final Optional<MapsEstimate> maps;

    private ExtractJob(ExtractRequest request, Configuration hadoop) {
        this.request = request;
        this.hadoop = hadoop;
        output = OutputFolder.open(request.output(), hadoop);
        output.check(request.settings(List.of()));
        listing = InputLister.list(
                request.inputs(),
                new ListingOptions(
                        request.allFiles(), request.folderLabel(), output.root().toString()),
                hadoop);
        FeaturesTable.checkCarried(listing.columns());
        settings = request.settings(listing.columns());
        output.checkColumns(settings.columns());
        maps = request.maps().isEmpty() ? Optional.empty() : Optional.of(estimateMaps());
        stopwatch.lap("listing");
    }

    /**
     * Does all that can be refused, without Spark: checks the output, lists the inputs.
     *
     * @throws UserException if something is wrong
     */
    public static ExtractJob prepare(ExtractRequest request, Configuration hadoop) {
        return new ExtractJob(request, hadoop);
    }

    private MapsEstimate estimateMaps() {
        MapsEstimate estimate = MapsEstimate.of(
                listing.files(),
                PipelineCache.pipeline(request.pipeline(), request.digest()),
                request.maps(),
                request.decoding(),
                hadoop);
        long free = output.freeBytes();
        if (estimate.totalBytes() > MOST_COMPRESSION * free) {
            throw UserException.usage("--maps " + String.join(",", request.maps()) + " would write about "
                    + Words.bytes(estimate.totalBytes()) + ", but --output " + output.root() + " has "
                    + Words.bytes((double) free) + " left; keep fewer layers or take fewer images");
        }
        return estimate;
    }

    /** Returns what a run would do, one line per fact. */
    public List<String> plan() {
        String skipped = listing.skippedInWords();
        return List.of(
                "inputs      " + Words.count(listing.files().size(), "image") + ", "
                        + Words.bytes((double) listing.bytes()) + (skipped.isEmpty() ? "" : "; skipped " + skipped),
                "columns     " + (listing.columns().isEmpty() ? "none carried" : String.join(", ", listing.columns())),
                "pipeline    " + request.pipeline().name() + " " + request.digest(),
                "maps        "
                        + maps.map(m -> String.join(", ", request.maps()) + ", about " + Words.bytes(m.totalBytes()))
                                .orElse("none"),
                "output      " + output.root());
    }

    /** Returns the output. */
    public OutputFolder output() {
        return output;
    }

    /** Runs the job. */
    public ExtractReport run(SparkSession spark, ProgressStyle style, PrintWriter err) throws IOException {
        stopwatch.lap("starting Spark");
        String arithmetic = Engine.arithmetic();
        Published published = Published.read(spark, output, settings);
        List<InputFile> missing = published.missing(listing.files());
        stopwatch.lap("looking up published rows");
        Wave wave = missing.isEmpty() ? Wave.NONE : publish(spark, listing.withFiles(missing), style, err);
        List<Outcome> outcomes = Outcome.read(spark, output);
        stopwatch.lap("counting");
        return new ExtractReport(
                id,
                started,
                Instant.now(),
                request,
                listing,
                missing.size(),
                published.changed(listing.files()),
                wave.partitions(),
                arithmetic,
                wave.arithmetics(),
                stopwatch.seconds(),
                outcomes,
                output.features(),
                output.maps());
    }

    private Wave publish(SparkSession spark, InputListing inputs, ProgressStyle style, PrintWriter err)
            throws IOException {
        Broadcast<SerializableConfiguration> configuration = JavaSparkContext.fromSparkContext(spark.sparkContext())
                .broadcast(new SerializableConfiguration(hadoop));
        long mapRowsPerFile = maps.map(MapsEstimate::rowsPerFile).orElse(0L);
        boolean published = false;
        try (StopHook stop = StopHook.register(spark, err, () -> output.discard(id))) {
            try {
                output.claim(settings);
                Wave wave = new WaveWriter(spark, request, output, id, mapRowsPerFile)
                        .write(inputs, configuration, style, err);
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
