package io.gconv.jobs.spark;

import io.gconv.audit.Audit;
import io.gconv.audit.Control;
import io.gconv.jobs.audit.AuditSettings;
import io.gconv.pipeline.Pipeline;
import io.gconv.pipeline.PipelineSpec;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The pipelines and audits of this JVM, each built once: building samples and transforms every kernel, and all tasks of an executor
 * share the result. Static because Spark gives tasks no other place that outlives them.
 */
final class PipelineCache {

    private static final ConcurrentMap<String, Pipeline> PIPELINES = new ConcurrentHashMap<>();

    private static final ConcurrentMap<String, Audit> AUDITS = new ConcurrentHashMap<>();

    private PipelineCache() {}

    static Pipeline pipeline(PipelineSpec spec, String digest) {
        return PIPELINES.computeIfAbsent(digest, key -> Pipeline.of(spec));
    }

    /** Returns the audit of a pipeline, with the controls of its group. */
    static Audit audit(PipelineSpec spec, String digest, AuditSettings settings) {
        return AUDITS.computeIfAbsent(digest + settings.flags(), key -> {
            Map<String, Pipeline> variants = new LinkedHashMap<>(Map.of(Audit.PIPELINE, pipeline(spec, digest)));
            if (settings.controlImages() > 0) {
                Control.of(spec.group()).forEach(control -> variants.put(control.label(), control.pipeline(spec)));
            }
            return new Audit(variants, settings.transformations(), settings.options());
        });
    }
}
