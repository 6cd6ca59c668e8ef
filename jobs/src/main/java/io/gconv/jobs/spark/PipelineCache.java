package io.gconv.jobs.spark;

import io.gconv.pipeline.Pipeline;
import io.gconv.pipeline.PipelineSpec;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The pipelines of this JVM, each built once: building samples and transforms every kernel, and all tasks of an executor
 * share the result. Static because Spark gives tasks no other place that outlives them.
 */
final class PipelineCache {

    private static final ConcurrentMap<String, Pipeline> PIPELINES = new ConcurrentHashMap<>();

    private PipelineCache() {}

    static Pipeline pipeline(PipelineSpec spec, String digest) {
        return PIPELINES.computeIfAbsent(digest, key -> Pipeline.of(spec));
    }
}
