package io.gconv.jobs;

import io.gconv.audit.Audit;
import io.gconv.jobs.audit.AuditSettings;
import io.gconv.jobs.audit.Gate;
import io.gconv.jobs.audit.GateResult;
import io.gconv.jobs.audit.Summary;
import io.gconv.jobs.error.ExitCode;
import io.gconv.jobs.report.PipelineDescription;
import io.gconv.jobs.spark.AuditJob;
import io.gconv.jobs.spark.AuditLines;
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
import java.util.Map;
import java.util.function.LongConsumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** The part of {@code gconv audit} that needs Hadoop and Spark. */
final class AuditRun {

    private final JobRequest request;
    private final AuditSettings settings;
    private final PrintWriter out;
    private final PrintWriter err;

    AuditRun(JobRequest request, AuditSettings settings, PrintWriter out, PrintWriter err) {
        this.request = request;
        this.settings = settings;
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

    /** Runs the job, writes summary, report and run file, judges, and prints what came of it. */
    ExitCode execute(Pipeline pipeline, JobOptions options) throws IOException {
        return withInputs(options, job -> execute(job, pipeline, options));
    }

    /** Looks at the inputs: before there is a session, unless they are tables. */
    private <E extends Exception> ExitCode withInputs(JobOptions options, Work<E> work) throws E {
        Configuration hadoop = Sessions.hadoopConfiguration();
        LongConsumer progress = ListingProgress.start(options.progressStyle(), err);
        return Sources.needSpark(request.input(), hadoop)
                ? Sessions.with(
                        request.appName(), spark -> work.run(AuditJob.prepare(request, settings, hadoop, progress)))
                : work.run(AuditJob.prepare(request, settings, hadoop, progress));
    }

    /** What is done with the job. */
    private interface Work<E extends Exception> {
        ExitCode run(AuditJob job) throws E;
    }

    private ExitCode execute(AuditJob job, Pipeline pipeline, JobOptions options) throws IOException {
        PipelineDescription description = PipelineDescription.ofDefaultSize(pipeline, request.digest());
        return Sessions.with(request.appName(), spark -> {
            JobReport report = job.run(spark, options.progressStyle(), err);
            List<Summary> summaries = job.summarise(spark);
            List<GateResult> gates = Gate.judge(settings.gates(), summaries);
            Path html = job.writeReport(report, summaries, gates, spark);
            List<GateResult> exceeded = settings.gates().isEmpty() ? List.of() : exceeded(gates);
            ExitCode exitCode = report.exitCode() == ExitCode.DONE && !exceeded.isEmpty()
                    ? ExitCode.GATE_EXCEEDED
                    : report.exitCode();
            Map<String, Object> contents = RunFile.contents(report, description, spark);
            contents.put("exit_code", exitCode.number());
            contents.put("gates", gates.stream().map(GateResult::toMap).toList());
            Path runFile = job.output().writeRunFile(report.id(), contents);
            if (!options.isQuiet()) {
                print(AuditLines.of(report, summaries, gates, job.summary(), html, runFile));
            }
            if (exitCode == ExitCode.TOO_MANY_ERRORS) {
                complain(report.errors() + " of " + report.images() + " images in " + report.table()
                        + " are errors, more than --max-error-rate " + request.maxErrorRate() + " allows");
            }
            exceeded.forEach(gate -> complain(Gate.complaint(gate)));
            return exitCode;
        });
    }

    private static List<GateResult> exceeded(List<GateResult> gates) {
        return gates.stream()
                .filter(gate -> gate.variant().equals(Audit.PIPELINE) && !gate.passed())
                .toList();
    }

    private void complain(String message) {
        err.println("gconv: " + message);
        err.flush();
    }

    private void print(List<String> lines) {
        lines.forEach(out::println);
        out.flush();
    }
}
