package io.gconv.jobs;

import static io.gconv.jobs.error.UserException.usage;

import io.gconv.jobs.config.PipelineConfig;
import io.gconv.jobs.config.ShippedPipelines;
import io.gconv.layer.EngineOptions;
import io.gconv.pipeline.Pipeline;
import io.gconv.pipeline.PipelineSpec;
import java.util.Optional;

/**
 * Finds and builds the pipeline that {@code --pipeline} names: a file of this machine, with a scheme a file of any Hadoop
 * file system, or by its bare name one that travels in the jar. Only the second needs Spark's class path.
 */
final class PipelineFiles {

    private PipelineFiles() {}

    /**
     * Loads a pipeline.
     *
     * @throws io.gconv.jobs.error.UserException if there is none, or it is wrong
     */
    static PipelineSpec load(String argument) {
        try {
            Optional<PipelineSpec> spec = OptionText.read("--pipeline", argument)
                    .map(text -> PipelineConfig.parse(text, argument))
                    .or(() -> ShippedPipelines.find(argument));
            return spec.orElseThrow(() -> usage(OptionText.complaint("--pipeline", argument)
                    + "; name a file, or one of the shipped pipelines " + String.join(", ", ShippedPipelines.names())));
        } catch (IllegalArgumentException e) {
            throw usage(String.valueOf(e.getMessage()));
        }
    }

    /**
     * Builds a pipeline, with an engine that this JVM has.
     *
     * @param argument the name it was loaded by, for messages
     * @throws io.gconv.jobs.error.UserException if there is no such engine, or the parts of the pipeline do not fit
     */
    static Pipeline build(String argument, PipelineSpec spec) {
        try {
            EngineOptions.arithmetic();
        } catch (IllegalArgumentException e) {
            throw usage(String.valueOf(e.getMessage()));
        }
        try {
            return Pipeline.of(spec);
        } catch (IllegalArgumentException e) {
            throw usage(argument + ": " + e.getMessage());
        }
    }
}
