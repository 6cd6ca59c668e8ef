package io.gconv.jobs.spark;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeoutException;
import org.apache.spark.Success$;
import org.apache.spark.TaskKilled;
import org.apache.spark.executor.ExecutorMetrics;
import org.apache.spark.executor.TaskMetrics;
import org.apache.spark.scheduler.ExecutorKilled$;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorMetricsUpdate;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.SparkSession;
import org.slf4j.LoggerFactory;

/**
 * What the tasks of a run cost: the object {@code metrics} of the run file. Sums are over all tasks that reported, also
 * those that failed. Peaks of memory come with heartbeats, so that a task which is shorter may show none.
 */
public final class RunMetrics extends SparkListener {

    private static final long PATIENCE_MILLIS = 10_000;

    /** What Spark says of executors that it gives back because they are idle. */
    private static final String RELEASED = ExecutorKilled$.MODULE$.message();

    private final Map<String, Long> sums = new LinkedHashMap<>();
    private final Map<String, Long> peaks = new LinkedHashMap<>();
    private final List<Long> millis = new ArrayList<>();
    private final TreeSet<String> executors = new TreeSet<>();
    private final Map<String, String> lost = new TreeMap<>();
    private long failed;
    private long killed;
    private long retried;
    private long released;

    private RunMetrics() {
        for (String key : List.of(
                "executor_run_millis",
                "executor_cpu_nanos",
                "gc_millis",
                "bytes_read",
                "bytes_written",
                "shuffle_bytes_read",
                "shuffle_bytes_written",
                "spilled_memory_bytes",
                "spilled_disk_bytes")) {
            sums.put(key, 0L);
        }
        for (String key : List.of("heap_bytes", "off_heap_bytes", "execution_memory_bytes")) {
            peaks.put(key, 0L);
        }
    }

    /** Starts to listen. */
    public static RunMetrics start(SparkSession spark) {
        RunMetrics metrics = new RunMetrics();
        spark.sparkContext().addSparkListener(metrics);
        return metrics;
    }

    /** Stops to listen, when what happened so far has been heard, and returns the contents. */
    public Map<String, Object> stop(SparkSession spark, JobReport report) {
        try {
            spark.sparkContext().listenerBus().waitUntilEmpty(PATIENCE_MILLIS);
        } catch (TimeoutException e) {
            LoggerFactory.getLogger(RunMetrics.class).warn("metrics are not complete: {}", e.getMessage());
        }
        spark.sparkContext().removeSparkListener(this);
        return toMap(report);
    }

    @Override
    public synchronized void onTaskEnd(SparkListenerTaskEnd end) {
        executors.add(end.taskInfo().executorId());
        retried += end.taskInfo().attemptNumber() > 0 && !end.taskInfo().speculative() ? 1 : 0;
        if (end.reason() instanceof TaskKilled) {
            killed++;
        } else if (end.reason() == Success$.MODULE$) {
            millis.add(end.taskInfo().duration());
        } else {
            failed++;
        }
        if (end.taskMetrics() != null) { // a task that was lost with its executor reports nothing
            add(end.taskMetrics());
        }
        if (end.taskExecutorMetrics() != null) {
            peak(end.taskExecutorMetrics());
        }
    }

    @Override
    public synchronized void onExecutorMetricsUpdate(SparkListenerExecutorMetricsUpdate heartbeat) {
        heartbeat.executorUpdates().valuesIterator().foreach(metrics -> {
            peak(metrics);
            return null;
        });
    }

    @Override
    public synchronized void onExecutorRemoved(SparkListenerExecutorRemoved removed) {
        if (removed.reason().equals(RELEASED)) {
            released++;
        } else {
            lost.put(removed.executorId(), removed.reason());
        }
    }

    private void add(TaskMetrics task) {
        sum("executor_run_millis", task.executorRunTime());
        sum("executor_cpu_nanos", task.executorCpuTime());
        sum("gc_millis", task.jvmGCTime());
        sum("bytes_read", task.inputMetrics().bytesRead());
        sum("bytes_written", task.outputMetrics().bytesWritten());
        sum("shuffle_bytes_read", task.shuffleReadMetrics().totalBytesRead());
        sum("shuffle_bytes_written", task.shuffleWriteMetrics().bytesWritten());
        sum("spilled_memory_bytes", task.memoryBytesSpilled());
        sum("spilled_disk_bytes", task.diskBytesSpilled());
        peaks.merge("execution_memory_bytes", task.peakExecutionMemory(), Math::max);
    }

    private void peak(ExecutorMetrics executor) {
        peaks.merge("heap_bytes", executor.getMetricValue("JVMHeapMemory"), Math::max);
        peaks.merge("off_heap_bytes", executor.getMetricValue("JVMOffHeapMemory"), Math::max);
    }

    private void sum(String key, long value) {
        sums.merge(key, value, Long::sum);
    }

    private synchronized Map<String, Object> toMap(JobReport report) {
        Map<String, Object> map = new LinkedHashMap<>();
        double seconds = report.seconds().getOrDefault("processing", 0.0);
        map.put("images_per_second", seconds > 0 ? report.computed() / seconds : 0.0);
        Map<String, Object> counts = new LinkedHashMap<>();
        counts.put("succeeded", millis.size());
        counts.put("failed", failed);
        counts.put("killed", killed);
        counts.put("retried", retried);
        map.put("tasks", counts);
        List<Long> sorted = new ArrayList<>(millis);
        Collections.sort(sorted);
        Map<String, Object> durations = new LinkedHashMap<>();
        durations.put("total", sorted.stream().mapToLong(Long::longValue).sum() / 1e3);
        durations.put("median", sorted.isEmpty() ? 0.0 : sorted.get(sorted.size() / 2) / 1e3);
        durations.put("max", sorted.isEmpty() ? 0.0 : sorted.get(sorted.size() - 1) / 1e3);
        map.put("task_seconds", durations);
        map.put(
                "executors",
                Map.of("used", executors.size(), "released", released, "lost", lost.size(), "lost_because", lost));
        map.put("sums", new LinkedHashMap<>(sums));
        map.put("peaks_of_an_executor", new LinkedHashMap<>(peaks));
        return map;
    }
}
