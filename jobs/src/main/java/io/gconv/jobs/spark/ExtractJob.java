package io.gconv.jobs.spark;

import io.gconv.jobs.error.Failure;
import io.gconv.jobs.error.UserException;
import io.gconv.jobs.output.OutputFolder;
import io.gconv.jobs.report.Words;
import io.gconv.jobs.spark.task.ExtractWork;
import io.gconv.jobs.spark.task.Extraction;
import io.gconv.jobs.spark.task.ImageWork;
import io.gconv.jobs.spark.task.PipelineCache;
import io.gconv.jobs.table.FeaturesTable;
import io.gconv.jobs.table.MapsTable;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;

/** The job {@code extract}: one row of features per image, and maps. */
public final class ExtractJob implements OutputJob {

    /** Maps are not refused for a lack of space that compression might make up for. */
    private static final double MOST_COMPRESSION = 2;

    private final JobRequest request;
    private final List<String> keep;
    private final int tilePx;
    private final ImageJob job;
    private final Optional<MapsEstimate> maps;

    private ExtractJob(JobRequest request, List<String> keep, int tilePx, Configuration hadoop, LongConsumer progress) {
        this.request = request;
        this.keep = keep;
        this.tilePx = tilePx;
        job = new ImageJob(request, hadoop, progress);
        FeaturesTable.clash(job.source().columns()).ifPresent(column -> {
            throw job.source().clash(column);
        });
        maps = keep.isEmpty()
                ? Optional.empty()
                : Optional.of(MapsEstimate.of(
                        job.source(),
                        PipelineCache.pipeline(request.pipeline(), request.digest()),
                        keep,
                        request.decoding(),
                        hadoop));
        if (maps.isPresent() && !output().hasRows()) {
            checkSpace(job.source().facts().images());
        }
        job.stopwatch().lap("listing");
    }

    /**
     * Does all that can be refused; needs Spark only for tables.
     *
     * @param keep the layers whose maps are written, in the order of the pipeline
     * @param tilePx the side of tiles, in pixels
     * @param progress is told how many files were listed
     * @throws UserException if something is wrong
     */
    public static ExtractJob prepare(
            JobRequest request, List<String> keep, int tilePx, Configuration hadoop, LongConsumer progress) {
        return new ExtractJob(request, List.copyOf(keep), tilePx, hadoop, progress);
    }

    /** Refuses to write the maps of so many images where there is no room for them. */
    private void checkSpace(long images) {
        double bytes = maps.map(estimate -> estimate.totalBytes(images)).orElse(0.0);
        long free = bytes == 0 ? 0 : output().freeBytes();
        if (bytes > MOST_COMPRESSION * free) {
            throw UserException.usage("--maps " + String.join(",", keep) + " would write about " + Words.bytes(bytes)
                    + ", but --output " + output().root() + " has " + Words.bytes((double) free)
                    + " left; keep fewer layers or take fewer images");
        }
    }

    @Override
    public List<String> plan() {
        return job.plan(
                "maps        ",
                maps.map(m -> String.join(", ", keep) + ", about "
                                + Words.bytes(m.totalBytes(job.source().facts().images())))
                        .orElse("none"));
    }

    /** Returns the output. */
    public OutputFolder output() {
        return job.output();
    }

    /** Runs the job. */
    public JobReport run(SparkSession spark, ProgressStyle style, PrintWriter err) throws IOException {
        ImageWork work =
                new ExtractWork(new Extraction(request.pipeline(), request.digest(), Set.copyOf(keep), tilePx));
        TableFormat features = new TableFormat(
                FeaturesTable.schema(job.source().columns()),
                Map.of("parquet.enable.dictionary#descriptor.list.element", "false"),
                "true",
                "error");
        return job.run(spark, work, features, maps.map(ExtractJob::mapsFormat), this::checkSpace, style, err);
    }

    static TableFormat mapsFormat(MapsEstimate estimate) {
        return new TableFormat(
                MapsTable.SCHEMA,
                Map.of(
                        "parquet.enable.dictionary#values.list.element", "false",
                        "maxRecordsPerFile", String.valueOf(estimate.rowsPerFile()),
                        // a row may have many megabytes: look at the memory after each few, not after the hundredth
                        "parquet.page.size.row.check.min", "1",
                        "parquet.page.size.row.check.max", "8"),
                "true",
                "");
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
