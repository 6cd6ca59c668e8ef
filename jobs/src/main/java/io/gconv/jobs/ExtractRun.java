package io.gconv.jobs;

import io.gconv.jobs.error.ExitCode;
import io.gconv.jobs.report.PipelineDescription;
import io.gconv.jobs.spark.ExtractJob;
import io.gconv.jobs.spark.ExtractSummary;
import io.gconv.jobs.spark.JobReport;
import io.gconv.jobs.spark.JobRequest;
import io.gconv.jobs.spark.ListingProgress;
import io.gconv.jobs.spark.RunFile;
import io.gconv.jobs.spark.Sessions;
import io.gconv.jobs.spark.Sources;
import io.gconv.pipeline.Pipeline;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.function.LongConsumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/** The part of {@code gconv extract} that needs Hadoop and Spark, apart from the options that must be read without. */
final class ExtractRun {

    private final JobRequest request;
    private final List<String> keep;
    private final PrintWriter out;
    private final PrintWriter err;

    ExtractRun(JobRequest request, List<String> keep, PrintWriter out, PrintWriter err) {
        this.request = request;
        this.keep = keep;
        this.out = out;
        this.err = err;
    }

    /** Checks everything and says what a run would do. */
    ExitCode plan(JobOptions options) {
        return withInputs(options, job -> {
            print(job.plan());
            return ExitCode.DONE;
        });
    }

    /** Runs the job, writes the run file, and prints the summary unless that is not wanted. */
    ExitCode execute(Pipeline pipeline, JobOptions options) throws IOException {
        return withInputs(options, job -> execute(job, pipeline, options));
    }

    /** Looks at the inputs: before there is a session, unless they are tables. */
    private <E extends Exception> ExitCode withInputs(JobOptions options, Work<E> work) throws E {
        Configuration hadoop = Sessions.hadoopConfiguration();
        LongConsumer progress = ListingProgress.start(options.progressStyle(), err);
        return Sources.needSpark(request.input(), hadoop)
                ? Sessions.with(
                        request.appName(), spark -> work.run(ExtractJob.prepare(request, keep, hadoop, progress)))
                : work.run(ExtractJob.prepare(request, keep, hadoop, progress));
    }

    /** What is done with the job. */
    private interface Work<E extends Exception> {
        ExitCode run(ExtractJob job) throws E;
    }

    private ExitCode execute(ExtractJob job, Pipeline pipeline, JobOptions options) throws IOException {
        PipelineDescription description = PipelineDescription.ofDefaultSize(pipeline, request.digest());
        return Sessions.with(request.appName(), spark -> {
            JobReport report = job.run(spark, options.progressStyle(), err);
            Path runFile = writeRunFile(job, report, description, spark);
            if (!options.isQuiet()) {
                print(ExtractSummary.lines(report, runFile));
            }
            if (report.exitCode() == ExitCode.TOO_MANY_ERRORS) {
                err.println("gconv: " + report.errors() + " of " + report.images() + " images in "
                        + job.output().root() + " are errors, more than --max-error-rate " + request.maxErrorRate()
                        + " allows");
                err.flush();
            }
            return report.exitCode();
        });
    }

    private static Path writeRunFile(
            ExtractJob job, JobReport report, PipelineDescription description, SparkSession spark) throws IOException {
        return job.output().writeRunFile(report.id(), RunFile.contents(report, description, spark));
    }

    private void print(List<String> lines) {
        lines.forEach(out::println);
        out.flush();
    }
}
