package io.gconv.jobs.spark;

import io.gconv.audit.Audit;
import io.gconv.jobs.audit.AuditSettings;
import io.gconv.jobs.audit.Summary;
import io.gconv.jobs.error.UserException;
import io.gconv.jobs.input.InputFile;
import io.gconv.jobs.output.OutputFolder;
import io.gconv.jobs.table.MeasurementsTable;
import io.gconv.jobs.table.SummaryTable;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;

/** The job {@code audit}: measurements of every image, and a summary of all. */
public final class AuditJob {

    private static final String SUMMARY = "summary";

    private final JobRequest request;
    private final AuditSettings settings;
    private final Configuration hadoop;
    private final ImageJob job;

    private AuditJob(JobRequest request, AuditSettings settings, Configuration hadoop) {
        this.request = request;
        this.settings = settings;
        this.hadoop = hadoop;
        job = new ImageJob(
                request, hadoop, files -> settings.sample() == 0 ? files : Samples.of(files, settings.sample()));
        MeasurementsTable.checkCarried(job.listing().columns());
        job.stopwatch().lap("listing");
    }

    /**
     * Does all that can be refused, without Spark.
     *
     * @throws UserException if something is wrong
     */
    public static AuditJob prepare(JobRequest request, AuditSettings settings, Configuration hadoop) {
        return new AuditJob(request, settings, hadoop);
    }

    /** Returns what a run would do, one line per fact. */
    public List<String> plan() {
        return job.plan("transforms  ", String.valueOf(settings.flags().get("--transform")));
    }

    /** Returns the output. */
    public OutputFolder output() {
        return job.output();
    }

    /** Returns the configuration of the file systems. */
    public Configuration hadoop() {
        return hadoop;
    }

    /** Measures the images that are not measured yet. */
    public JobReport run(SparkSession spark, ProgressStyle style, PrintWriter err) throws IOException {
        HashSet<String> controlled = new HashSet<>();
        Samples.of(job.listing().files(), settings.controlImages()).forEach(file -> controlled.add(file.path()));
        ImageWork work = new AuditWork(request.pipeline(), request.digest(), settings, controlled);
        TableFormat table = new TableFormat(
                MeasurementsTable.schema(job.listing().columns()), Map.of(), MeasurementsTable.ONE_PER_IMAGE, "reason");
        return job.run(spark, work, table, Optional.empty(), style, err);
    }

    /** Summarises all measurements of the output, and writes the table. */
    public List<Summary> summarise(SparkSession spark) throws IOException {
        spark.sparkContext().setJobDescription("gconv audit: summary");
        SummaryOrder order = SummaryOrder.of(Audit.layers(request.pipeline()), settings.transformations());
        List<Summary> summaries = Summaries.of(Summaries.measurements(spark, output().table()), order);
        Path staged = new Path(output().staging(job.id()), SUMMARY);
        spark.createDataFrame(
                        summaries.stream()
                                .map(s -> SummaryTable.row(request.digest(), s))
                                .toList(),
                        SummaryTable.SCHEMA)
                .coalesce(1)
                .write()
                .mode(SaveMode.Overwrite)
                .parquet(staged.toString());
        output().replace(staged, SUMMARY);
        output().discard(job.id());
        return summaries;
    }

    /** Returns where the summary is. */
    public Path summary() {
        return output().product(SUMMARY);
    }

    /** Returns the listed file of a path. */
    public Optional<InputFile> file(String path) {
        return job.listing().files().stream()
                .filter(f -> f.path().equals(path))
                .min(Comparator.comparing(InputFile::path));
    }
}
