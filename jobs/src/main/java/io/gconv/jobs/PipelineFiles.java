package io.gconv.jobs;

import static io.gconv.jobs.error.UserException.usage;

import io.gconv.jobs.config.PipelineConfig;
import io.gconv.jobs.config.ShippedPipelines;
import io.gconv.layer.EngineOptions;
import io.gconv.pipeline.Pipeline;
import io.gconv.pipeline.PipelineSpec;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Finds and builds the pipeline that {@code --pipeline} names: a file, or by its bare name one that travels in the jar. */
final class PipelineFiles {

    private PipelineFiles() {}

    /**
     * Loads a pipeline.
     *
     * @throws io.gconv.jobs.error.UserException if there is none, or it is wrong
     */
    static PipelineSpec load(String argument) {
        try {
            Path file = Path.of(argument);
            if (Files.isRegularFile(file)) {
                return PipelineConfig.load(file);
            }
            Optional<PipelineSpec> shipped = ShippedPipelines.find(argument);
            if (shipped.isPresent()) {
                return shipped.get();
            }
        } catch (InvalidPathException e) {
            throw usage("--pipeline " + argument + " is not a path: " + e.getMessage());
        } catch (IllegalArgumentException e) {
            throw usage(String.valueOf(e.getMessage()));
        }
        String what = Files.isDirectory(Path.of(argument)) ? " is a folder" : " does not exist";
        throw usage("--pipeline " + argument + what + "; name a file, or one of the shipped pipelines "
                + String.join(", ", ShippedPipelines.names()));
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
