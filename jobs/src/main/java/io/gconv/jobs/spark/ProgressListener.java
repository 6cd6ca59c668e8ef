package io.gconv.jobs.spark;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.scheduler.AccumulableInfo;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorMetricsUpdate;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.util.LongAccumulator;
import scala.Option;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Knows how far running tasks are. An accumulator's own value counts finished tasks only; what running ones have counted
 * comes with the heartbeats of their executors.
 */
final class ProgressListener extends SparkListener {

    private final Map<Long, Map<Long, Long>> running = new ConcurrentHashMap<>();

    /** Returns what finished and running tasks have counted. */
    long count(LongAccumulator accumulator) {
        long id = accumulator.id();
        return accumulator.value()
                + running.values().stream()
                        .mapToLong(task -> task.getOrDefault(id, 0L))
                        .sum();
    }

    @Override
    public void onExecutorMetricsUpdate(SparkListenerExecutorMetricsUpdate heartbeat) {
        for (var task : CollectionConverters.asJava(heartbeat.accumUpdates())) {
            Map<Long, Long> counts = new ConcurrentHashMap<>();
            for (AccumulableInfo info : CollectionConverters.asJava(task._4())) {
                Option<Object> update = info.update();
                if (update.isDefined() && update.get() instanceof Long value) {
                    counts.put(info.id(), value);
                }
            }
            running.put((Long) task._1(), counts);
        }
    }

    @Override
    public void onTaskEnd(SparkListenerTaskEnd end) {
        running.remove(end.taskInfo().taskId());
    }
}
