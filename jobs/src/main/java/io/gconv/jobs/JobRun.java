package io.gconv.jobs;

import io.gconv.jobs.error.ExitCode;
import io.gconv.jobs.error.Failure;
import io.gconv.jobs.report.OneLine;
import io.gconv.jobs.spark.JobReport;
import io.gconv.jobs.spark.JobRequest;
import io.gconv.jobs.spark.ListingProgress;
import io.gconv.jobs.spark.OutputJob;
import io.gconv.jobs.spark.Sessions;
import io.gconv.jobs.spark.source.Sources;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.function.LongConsumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSError;
import org.apache.spark.sql.SparkSession;

/**
 * The part of a command over images that needs Hadoop and Spark.
 *
 * @param <J> the job
 */
abstract class JobRun<J extends OutputJob> {

    private final JobRequest request;
    private final JobOptions options;
    private final PrintWriter out;
    private final PrintWriter err;

    JobRun(JobRequest request, JobOptions options, PrintWriter out, PrintWriter err) {
        this.request = request;
        this.options = options;
        this.out = out;
        this.err = err;
    }

    /** Checks everything and lists the inputs; needs a session only for tables. */
    abstract J prepare(Configuration hadoop, LongConsumer progress);

    /** Runs the job, writes the run file, and prints the summary. */
    abstract ExitCode execute(J job, SparkSession spark) throws IOException;

    /** Says what a run would do. */
    final ExitCode plan() {
        return withJob(job -> {
            print(job.plan());
            return ExitCode.DONE;
        });
    }

    /** Runs the job. */
    final ExitCode execute() throws IOException {
        return withJob(job -> Sessions.with(request, spark -> {
            try (AutoCloseable output = job::close) {
                return executeOrSayWhyNot(job, spark);
            } catch (IOException | RuntimeException e) {
                throw e;
            } catch (FSError e) { // what Hadoop makes of an IOException of the local file system: the disk is full
                throw new IOException(e);
            } catch (Exception e) { // Spark, written in Scala, throws checked exceptions that it does not declare
                throw new IOException(e);
            }
        }));
    }

    /** Leaves the reason in the run file if the job fails. */
    private ExitCode executeOrSayWhyNot(J job, SparkSession spark) throws IOException {
        try {
            return execute(job, spark);
        } catch (Throwable e) { // also what Spark, written in Scala, does not declare
            try {
                job.failed(Failure.of(e));
            } catch (IOException | RuntimeException | FSError second) { // the same disk is full, perhaps
                e.addSuppressed(second);
            }
            throw e;
        }
    }

    /** Looks at the inputs: before there is a session, unless they are tables. */
    private <E extends Exception> ExitCode withJob(Work<J, E> work) throws E {
        Configuration hadoop = Sessions.hadoopConfiguration();
        LongConsumer progress = ListingProgress.start(options.progressStyle(), err, "listed");
        return Sources.needSpark(request.input(), hadoop)
                ? Sessions.with(request, spark -> work.run(prepare(hadoop, progress)))
                : work.run(prepare(hadoop, progress));
    }

    /** What is done with the job. */
    private interface Work<J, E extends Exception> {
        ExitCode run(J job) throws E;
    }

    final JobRequest request() {
        return request;
    }

    final JobOptions options() {
        return options;
    }

    final PrintWriter err() {
        return err;
    }

    /** Prints lines, unless that is not wanted. */
    final void summarise(List<String> lines) {
        if (!options.isQuiet()) {
            print(lines);
        }
    }

    private void print(List<String> lines) {
        lines.stream().map(OneLine::of).forEach(out::println);
        out.flush();
    }

    /** Says in one line why the exit code is not 0. */
    final void complain(String message) {
        err.println("gconv: " + OneLine.of(message));
        err.flush();
    }

    final void complainOfErrors(JobReport report) {
        if (report.exitCode() == ExitCode.TOO_MANY_ERRORS) {
            complain(report.errors() + " of " + report.images() + " images in " + report.table()
                    + " are errors, more than --max-error-rate " + request.maxErrorRate() + " allows");
        }
    }
}
