package io.gconv.jobs.spark;

import io.gconv.jobs.error.Failure;
import io.gconv.jobs.output.Json;
import io.gconv.jobs.report.Build;
import io.gconv.jobs.report.OneLine;
import io.gconv.jobs.report.PipelineDescription;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.util.VersionInfo;
import org.apache.spark.sql.SparkSession;

/** The contents of {@code _gconv/run-<id>.json}: what ran, with what, and what came of it. */
public final class RunFile {

    private RunFile() {}

    /** Returns the contents while the run is at work. If it ends without leaving others, it was killed or stopped. */
    static Map<String, Object> running(
            String id, Instant started, JobRequest request, List<Wave> waves, SparkSession spark) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("id", id);
        map.put("command", request.layout().command());
        map.put("state", "running");
        map.put("started", started.toString());
        map.put("arguments", request.arguments());
        map.put("versions", versions(spark));
        map.put("master", spark.sparkContext().master());
        map.put("application_id", spark.sparkContext().applicationId());
        map.put("pipeline", pipeline(request));
        map.put("settings", settings(request));
        map.put("waves", waves.stream().map(Wave::toMap).toList());
        return map;
    }

    /** Returns the contents when the run has failed; {@code running} were the last ones. */
    static Map<String, Object> failed(Map<String, Object> running, Failure failure) {
        Map<String, Object> map = new LinkedHashMap<>(running);
        map.put("state", "failed");
        map.put("finished", Instant.now().toString());
        map.put("exit_code", failure.exitCode().number());
        map.put("reason", OneLine.of(failure.reason()));
        return map;
    }

    /** Returns the contents when the run was asked to stop. */
    static Map<String, Object> stopped(Map<String, Object> running) {
        Map<String, Object> map = new LinkedHashMap<>(running);
        map.put("state", "stopped");
        map.put("finished", Instant.now().toString());
        return map;
    }

    /** Returns the contents when the run has ended; {@code metrics} stop. */
    public static Map<String, Object> contents(
            JobReport report, PipelineDescription description, RunMetrics metrics, SparkSession spark) {
        Map<String, Object> map = running(report.id(), report.started(), report.request(), report.waves(), spark);
        map.put("state", "finished");
        map.put("finished", report.finished().toString());
        map.put("exit_code", report.exitCode().number());
        map.put("engine", engine(report, description));
        map.put("inputs", inputs(report));
        map.put("counts", counts(report.ownOutcomes()));
        map.put("counts_in_output", counts(report.outcomes()));
        map.put("seconds", report.seconds());
        map.put("metrics", metrics.stop(spark, report));
        map.put("table", report.table().toString());
        map.put("descriptor", description.indexToMaps());
        map.put(
                "layers",
                Map.of(
                        "width", description.width(),
                        "height", description.height(),
                        "layers", description.layersToMaps()));
        return map;
    }

    private static Map<String, Object> versions(SparkSession spark) {
        Build build = Build.load();
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("gconv", build.version());
        map.put("commit", build.commit());
        map.put("spark", spark.version());
        map.put("hadoop", VersionInfo.getVersion());
        map.put("java", System.getProperty("java.version") + " (" + System.getProperty("java.vendor") + ")");
        map.put(
                "os",
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"));
        return map;
    }

    private static Map<String, Object> engine(JobReport report, PipelineDescription description) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("arithmetic", report.arithmetic());
        map.put("executors", report.executorArithmetics());
        map.put("exact", description.isExact());
        map.put("algorithms", description.algorithms());
        map.put("width", description.width());
        map.put("height", description.height());
        return map;
    }

    private static Map<String, Object> pipeline(JobRequest request) {
        return Map.of(
                "name", request.pipeline().name(),
                "digest", request.digest(),
                "configuration", Json.read(request.canonical()));
    }

    private static Map<String, Object> settings(JobRequest request) {
        return Map.of("flags", request.flags(), "max_error_rate", request.maxErrorRate());
    }

    private static Map<String, Object> inputs(JobReport report) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("listed", report.inputs().images());
        map.put("bytes", report.inputs().bytes());
        map.put("computed", report.computed());
        map.put("already_published", report.inputs().images() - report.computed());
        map.put("changed_since_published", report.outdated().changed());
        map.put("errors_retried", report.outdated().retried());
        map.put("not_found_any_more", report.outdated().absent());
        map.put("removed", report.outdated().removed());
        map.put("skipped_by_extension", report.inputs().skippedByExtension());
        map.put("skipped_hidden", report.inputs().hidden());
        map.put("columns", report.inputs().columns());
        return map;
    }

    private static Map<String, Object> counts(List<Outcome> outcomes) {
        long images = outcomes.stream().mapToLong(Outcome::images).sum();
        long errors = outcomes.stream()
                .filter(o -> !o.ok())
                .mapToLong(Outcome::images)
                .sum();
        List<Map<String, Object>> reasons = new ArrayList<>();
        for (Reason reason : Reason.of(outcomes)) {
            reasons.add(Map.of("reason", reason.text(), "images", reason.images()));
        }
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("images", images);
        map.put("ok", images - errors);
        map.put("damaged", Outcome.damaged(outcomes));
        map.put("errors", errors);
        map.put("errors_by_reason", reasons);
        return map;
    }
}
