package io.gconv.jobs;

import io.gconv.jobs.error.ExitCode;
import io.gconv.jobs.report.PipelineDescription;
import io.gconv.jobs.spark.ExtractJob;
import io.gconv.jobs.spark.ExtractSummary;
import io.gconv.jobs.spark.JobReport;
import io.gconv.jobs.spark.JobRequest;
import io.gconv.jobs.spark.RunFile;
import io.gconv.jobs.spark.RunMetrics;
import io.gconv.pipeline.Pipeline;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.function.LongConsumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/** The part of {@code gconv extract} that needs Hadoop and Spark, apart from the options that must be read without. */
final class ExtractRun extends JobRun<ExtractJob> {

    private final Pipeline pipeline;
    private final List<String> keep;
    private final int tilePx;

    ExtractRun(
            JobRequest request,
            JobOptions options,
            Pipeline pipeline,
            List<String> keep,
            int tilePx,
            PrintWriter out,
            PrintWriter err) {
        super(request, options, out, err);
        this.pipeline = pipeline;
        this.keep = keep;
        this.tilePx = tilePx;
    }

    @Override
    ExtractJob prepare(Configuration hadoop, LongConsumer progress) {
        return ExtractJob.prepare(request(), keep, tilePx, hadoop, progress);
    }

    @Override
    ExitCode execute(ExtractJob job, SparkSession spark) throws IOException {
        PipelineDescription description =
                PipelineDescription.ofDefaultSize(pipeline, request().digest());
        RunMetrics metrics = RunMetrics.start(spark);
        JobReport report = job.run(spark, options().progressStyle(), err());
        Path runFile = job.output().writeRunFile(report.id(), RunFile.contents(report, description, metrics, spark));
        summarise(ExtractSummary.lines(report, runFile));
        complainOfErrors(report);
        return report.exitCode();
    }
}
