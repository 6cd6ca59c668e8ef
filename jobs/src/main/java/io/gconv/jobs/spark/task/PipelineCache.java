package io.gconv.jobs.spark.task;

import io.gconv.audit.Audit;
import io.gconv.audit.Control;
import io.gconv.jobs.audit.AuditSettings;
import io.gconv.jobs.report.OneLine;
import io.gconv.pipeline.Pipeline;
import io.gconv.pipeline.PipelineSpec;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pipelines and audits of this JVM, each built once: building samples and transforms every kernel, and all tasks of an executor
 * share the result. Static because Spark gives tasks no other place that outlives them.
 */
public final class PipelineCache {

    /** A job has one; those who write queries try many, on a driver that lives for weeks. */
    private static final int MOST_PIPELINES = 16;

    private static final Map<String, Pipeline> PIPELINES = new LinkedHashMap<>(32, 0.75f, true); // by last use

    private static final Logger LOG = LoggerFactory.getLogger(PipelineCache.class);

    private static final ConcurrentMap<String, Audit> AUDITS = new ConcurrentHashMap<>();

    private PipelineCache() {}

    /** Returns the pipeline of a digest; the one that was not used for the longest time makes room for a new one. */
    public static Pipeline pipeline(PipelineSpec spec, String digest) {
        synchronized (PIPELINES) {
            Pipeline pipeline = PIPELINES.get(digest);
            if (pipeline == null) {
                pipeline = Pipeline.of(spec);
                PIPELINES.put(digest, pipeline);
                if (PIPELINES.size() > MOST_PIPELINES) {
                    PIPELINES.remove(PIPELINES.keySet().iterator().next());
                }
            }
            return pipeline;
        }
    }

    /** Returns the audit of a pipeline, with those controls of its group that can be built; a warning names the others. */
    public static Audit audit(PipelineSpec spec, String digest, AuditSettings settings) {
        return AUDITS.computeIfAbsent(digest + settings.flags(), key -> {
            Map<String, Pipeline> variants = new LinkedHashMap<>(Map.of(Audit.PIPELINE, pipeline(spec, digest)));
            if (settings.controlImages() > 0) {
                Control.of(spec.group()).forEach(control -> add(control, spec, variants));
            }
            return new Audit(variants, settings.transformations(), settings.options());
        });
    }

    private static void add(Control control, PipelineSpec spec, Map<String, Pipeline> variants) {
        try {
            variants.put(control.label(), control.pipeline(spec));
        } catch (IllegalArgumentException e) {
            LOG.warn(
                    "the control {} is left out, it cannot be built: {}",
                    control.label(),
                    OneLine.of(String.valueOf(e.getMessage())));
        }
    }
}
