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
import io.gconv.jobs.spark.RunFile;
import io.gconv.jobs.spark.RunMetrics;
import io.gconv.pipeline.Pipeline;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/** The part of {@code gconv audit} that needs Hadoop and Spark. */
final class AuditRun extends JobRun<AuditJob> {

    private final Pipeline pipeline;
    private final AuditSettings settings;

    AuditRun(
            JobRequest request,
            JobOptions options,
            Pipeline pipeline,
            AuditSettings settings,
            PrintWriter out,
            PrintWriter err) {
        super(request, options, out, err);
        this.pipeline = pipeline;
        this.settings = settings;
    }

    @Override
    AuditJob prepare(Configuration hadoop, LongConsumer progress) {
        return AuditJob.prepare(request(), settings, hadoop, progress);
    }

    /** Runs the job, writes summary, report and run file, judges, and prints what came of it. */
    @Override
    ExitCode execute(AuditJob job, SparkSession spark) throws IOException {
        PipelineDescription description =
                PipelineDescription.ofDefaultSize(pipeline, request().digest());
        RunMetrics metrics = RunMetrics.start(spark);
        JobReport report = job.run(spark, options().progressStyle(), err());
        List<Summary> summaries = job.summarise(spark);
        List<Summary> judged = settings.judged(summaries);
        List<GateResult> gates = Gate.judge(settings.gates(), judged);
        Path html = job.writeReport(report, summaries, gates, spark);
        List<GateResult> exceeded = settings.gates().isEmpty() ? List.of() : exceeded(gates);
        ExitCode exitCode =
                report.exitCode() == ExitCode.DONE && !exceeded.isEmpty() ? ExitCode.GATE_EXCEEDED : report.exitCode();
        Map<String, Object> contents = RunFile.contents(report, description, metrics, spark);
        contents.put("exit_code", exitCode.number());
        contents.put("gates", gates.stream().map(GateResult::toMap).toList());
        Path runFile = job.output().writeRunFile(report.id(), contents);
        summarise(AuditLines.of(report, judged, settings.gates().size(), gates, job.summary(), html, runFile));
        complainOfErrors(report);
        exceeded.forEach(gate -> complain(Gate.complaint(gate)));
        return exitCode;
    }

    private static List<GateResult> exceeded(List<GateResult> gates) {
        return gates.stream()
                .filter(gate -> gate.variant().equals(Audit.PIPELINE) && !gate.passed())
                .toList();
    }
}
