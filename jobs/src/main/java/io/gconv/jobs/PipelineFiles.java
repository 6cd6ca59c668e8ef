package io.gconv.jobs;

import static io.gconv.jobs.error.UserException.usage;

import io.gconv.jobs.config.PipelineConfig;
import io.gconv.layer.EngineOptions;
import io.gconv.pipeline.Pipeline;
import io.gconv.pipeline.PipelineSpec;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Finds and builds the pipeline that {@code --pipeline} names: a file, or by its bare name one that travels in the jar. */
final class PipelineFiles {

    private static final String FOLDER = "/io/gconv/jobs/pipelines";
    private static final String SUFFIX = ".conf";

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
            if (shipped().contains(argument)) {
                return PipelineConfig.parse(text(argument), argument);
            }
        } catch (InvalidPathException e) {
            throw usage("--pipeline " + argument + " is not a path: " + e.getMessage());
        } catch (IllegalArgumentException e) {
            throw usage(String.valueOf(e.getMessage()));
        }
        String what = Files.isDirectory(Path.of(argument)) ? " is a folder" : " does not exist";
        throw usage("--pipeline " + argument + what + "; name a file, or one of the shipped pipelines "
                + String.join(", ", shipped()));
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

    private static String text(String name) {
        try (InputStream in = PipelineFiles.class.getResourceAsStream(FOLDER + "/" + name + SUFFIX)) {
            if (in == null) {
                throw new IllegalStateException("the jar lacks " + FOLDER + "/" + name + SUFFIX);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the shipped pipeline " + name, e);
        }
    }

    /** Returns the names of the pipelines in the jar, sorted. */
    static List<String> shipped() {
        URL folder = PipelineFiles.class.getResource(FOLDER);
        if (folder == null) {
            return List.of();
        }
        try {
            URI uri = folder.toURI();
            if ("jar".equals(uri.getScheme())) {
                try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
                    return names(jar.getPath(FOLDER));
                }
            }
            return names(Path.of(uri));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list the shipped pipelines", e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(folder + " is not a URI", e);
        }
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.endsWith(SUFFIX))
                    .map(name -> name.substring(0, name.length() - SUFFIX.length()))
                    .sorted()
                    .toList();
        }
    }
}
