package io.gconv.jobs;

import static io.gconv.jobs.error.UserException.usage;

import io.gconv.jobs.config.PipelineConfig;
import io.gconv.jobs.config.ShippedPipelines;
import io.gconv.jobs.spark.StoredText;
import io.gconv.layer.EngineOptions;
import io.gconv.pipeline.Pipeline;
import io.gconv.pipeline.PipelineSpec;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Finds and builds the pipeline that {@code --pipeline} names: a file of this machine, with a scheme a file of any Hadoop
 * file system, or by its bare name one that travels in the jar. Only the second needs Spark's class path.
 */
final class PipelineFiles {

    private static final Pattern URI = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:/.*");

    private PipelineFiles() {}

    /**
     * Loads a pipeline.
     *
     * @throws io.gconv.jobs.error.UserException if there is none, or it is wrong
     */
    static PipelineSpec load(String argument) {
        try {
            Path file = Path.of(argument);
            if (Files.exists(file) && !Files.isDirectory(file)) { // also a pipe, such as <(…) of a shell
                return PipelineConfig.load(file);
            }
            if (URI.matcher(argument).matches()) {
                return PipelineConfig.parse(stored(argument), argument);
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

    private static String stored(String uri) {
        try {
            return StoredText.read("--pipeline", uri);
        } catch (NoClassDefFoundError e) {
            throw usage("--pipeline " + uri + " needs Spark, which this command does without; copy the file to this"
                    + " machine");
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
