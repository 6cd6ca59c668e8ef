package io.gconv.jobs;

import io.gconv.jobs.error.ExitCode;
import io.gconv.jobs.report.PipelineDescription;
import io.gconv.jobs.spark.ExtractJob;
import io.gconv.jobs.spark.ExtractReport;
import io.gconv.jobs.spark.ExtractRequest;
import io.gconv.jobs.spark.ExtractSummary;
import io.gconv.jobs.spark.ProgressStyle;
import io.gconv.jobs.spark.RunFile;
import io.gconv.jobs.spark.Sessions;
import io.gconv.pipeline.Pipeline;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/** The part of {@code gconv extract} that needs Hadoop and Spark, apart from the options that must be read without. */
final class ExtractRun {

    private final ExtractRequest request;
    private final PrintWriter out;
    private final PrintWriter err;

    ExtractRun(ExtractRequest request, PrintWriter out, PrintWriter err) {
        this.request = request;
        this.out = out;
        this.err = err;
    }

    /** Checks everything and says what a run would do. */
    ExitCode plan() {
        print(ExtractJob.prepare(request, Sessions.hadoopConfiguration()).plan());
        return ExitCode.DONE;
    }

    /** Runs the job, writes the run file, and prints the summary unless {@code quiet}. */
    ExitCode execute(Pipeline pipeline, ProgressStyle progress, boolean quiet) throws IOException {
        ExtractJob job = ExtractJob.prepare(request, Sessions.hadoopConfiguration());
        PipelineDescription description = PipelineDescription.ofDefaultSize(pipeline, request.digest());
        return Sessions.with(request.appName(), spark -> {
            ExtractReport report = job.run(spark, progress, err);
            Path runFile = writeRunFile(job, report, description, spark);
            if (!quiet) {
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
            ExtractJob job, ExtractReport report, PipelineDescription description, SparkSession spark)
            throws IOException {
        return job.output().writeRunFile(report.id(), RunFile.contents(report, description, spark));
    }

    private void print(List<String> lines) {
        lines.forEach(out::println);
        out.flush();
    }
}
