package io.gconv.jobs.spark;

import io.gconv.audit.Audit;
import io.gconv.audit.Control;
import io.gconv.audit.Transformation;
import io.gconv.jobs.audit.AuditSettings;
import io.gconv.jobs.audit.GateResult;
import io.gconv.jobs.audit.LocalErrors.Direction;
import io.gconv.jobs.audit.ReportData;
import io.gconv.jobs.audit.Summary;
import io.gconv.jobs.audit.report.AuditReport;
import io.gconv.jobs.error.Failure;
import io.gconv.jobs.error.UserException;
import io.gconv.jobs.output.OutputFolder;
import io.gconv.jobs.report.Build;
import io.gconv.jobs.report.Words;
import io.gconv.jobs.spark.task.AuditWork;
import io.gconv.jobs.spark.task.ImageWork;
import io.gconv.jobs.spark.task.PipelineCache;
import io.gconv.jobs.table.MeasurementsTable;
import io.gconv.jobs.table.SummaryTable;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;

/** The job {@code audit}: measurements of every image, and a summary of all. */
public final class AuditJob implements OutputJob {

    private static final String SUMMARY = "summary";
    private static final String REPORT = "report.html";

    private final JobRequest request;
    private final AuditSettings settings;
    private final Configuration hadoop;
    private final ImageJob job;

    private AuditJob(JobRequest request, AuditSettings settings, Configuration hadoop, LongConsumer progress) {
        this.request = request;
        this.settings = settings;
        this.hadoop = hadoop;
        job = new ImageJob(request, hadoop, progress);
        MeasurementsTable.clash(job.source().columns()).ifPresent(column -> {
            throw job.source().clash(column);
        });
        job.stopwatch().lap("listing");
    }

    /**
     * Does all that can be refused; needs Spark only for tables.
     *
     * @param progress is told how many files were listed
     * @throws UserException if something is wrong
     */
    public static AuditJob prepare(
            JobRequest request, AuditSettings settings, Configuration hadoop, LongConsumer progress) {
        return new AuditJob(request, settings, hadoop, progress);
    }

    @Override
    public List<String> plan() {
        return job.plan(
                "transforms  ",
                settings.transformations().stream().map(Transformation::label).collect(Collectors.joining("; ")));
    }

    /** Returns the output. */
    public OutputFolder output() {
        return job.output();
    }

    /** Measures the images that are not measured yet. */
    public JobReport run(SparkSession spark, ProgressStyle style, PrintWriter err) throws IOException {
        PipelineCache.audit(
                request.pipeline(), request.digest(), settings); // warns of controls here, and not on executors only
        Set<String> controlled = job.source().samplePaths(settings.controlImages());
        ImageWork work = new AuditWork(request.pipeline(), request.digest(), settings, controlled);
        TableFormat table = new TableFormat(
                MeasurementsTable.schema(job.source().columns()), Map.of(), MeasurementsTable.ONE_PER_IMAGE, "reason");
        return job.run(spark, work, table, Optional.empty(), images -> {}, style, err);
    }

    /** Summarises all measurements of the output, and writes the table. */
    public List<Summary> summarise(SparkSession spark) throws IOException {
        spark.sparkContext().setJobDescription("gconv audit: summary");
        SummaryOrder order = SummaryOrder.of(Audit.layers(request.pipeline()), settings.transformations());
        List<Summary> summaries = Summaries.of(job.published(spark), order);
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
        job.check();
        output().replace(staged, SUMMARY);
        output().discard(job.id());
        return summaries;
    }

    /** Writes the report. */
    public Path writeReport(JobReport report, List<Summary> summaries, List<GateResult> gates, SparkSession spark)
            throws IOException {
        List<Summary> judged = settings.judged(summaries);
        ReportData data = new ReportData(
                request.pipeline().name(),
                request.pipeline().description(),
                request.pipeline().group().label(),
                Audit.layers(request.pipeline()),
                judged,
                localErrors(summaries),
                gates,
                new Examples(request, settings, job.source(), hadoop).of(judged),
                report.images(),
                report.errors(),
                facts(report, summaries, spark));
        job.check(); // once more: drawing the examples takes a while
        output().writeProduct(REPORT, AuditReport.html(data));
        return output().product(REPORT);
    }

    private Map<Direction, List<Summary>> localErrors(List<Summary> summaries) {
        Map<Direction, List<Summary>> rows = new LinkedHashMap<>();
        settings.local().forEach(direction -> rows.put(direction, direction.rows(summaries)));
        return rows;
    }

    private Map<String, String> facts(JobReport report, List<Summary> summaries, SparkSession spark) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("command", "gconv " + Words.command(request.arguments()));
        facts.put("pipeline digest", request.digest());
        facts.put("images", Words.count(report.images()) + (request.sample() == 0 ? "" : ", a sample by path"));
        facts.put("blur", settings.options().blurPx() + " px");
        facts.put("size", size());
        facts.put("points", "about " + Words.count(settings.options().points()) + " of the disk, per layer");
        boolean anyControl = !Control.of(request.pipeline().group()).isEmpty();
        long controlled = summaries.stream()
                .filter(s -> !s.variant().equals(Audit.PIPELINE))
                .mapToLong(Summary::images)
                .max()
                .orElse(0);
        facts.put(
                "controls",
                anyControl
                        ? "on " + Words.count(controlled, "image")
                        : "none: nothing can be broken in a group with one element");
        List<String> engines = report.executorArithmetics();
        facts.put("engine", engines.isEmpty() ? report.arithmetic() : String.join(", ", engines));
        facts.put(
                "software",
                "gconv " + Build.load().version() + " (" + Build.load().commit() + "), Spark " + spark.version()
                        + ", Java " + System.getProperty("java.version"));
        facts.put("finished", report.finished().toString());
        return facts;
    }

    private String size() {
        List<Integer> declared = request.pipeline().input().sizePx();
        int crop = settings.options().cropPx();
        return declared.isEmpty()
                ? "at most the central " + crop + " x " + crop + " px"
                : declared.get(0) + " x " + declared.get(1) + " px, as the pipeline declares";
    }

    /** Returns where the summary is. */
    public Path summary() {
        return output().product(SUMMARY);
    }

    @Override
    public void failed(Failure failure) throws IOException {
        job.failed(failure);
    }

    @Override
    public void close() {
        job.close();
    }
}
