package io.gconv.jobs.config;

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
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The pipelines that travel in the jar, by their bare names. */
public final class ShippedPipelines {

    /** Their names for help texts, which are constants. */
    public static final String IN_WORDS = "se2, se2-centred, e2, scale, sim2 or plain";

    private static final String FOLDER = "/io/gconv/jobs/pipelines";
    private static final String SUFFIX = ".conf";

    /** What a name may look like; no path leads out of the folder. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private ShippedPipelines() {}

    /** Returns the pipeline of that name, if there is one. */
    public static Optional<PipelineSpec> find(String name) {
        if (!NAME.matcher(name).matches()) {
            return Optional.empty();
        }
        try (InputStream in = ShippedPipelines.class.getResourceAsStream(FOLDER + "/" + name + SUFFIX)) {
            return in == null
                    ? Optional.empty()
                    : Optional.of(PipelineConfig.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8), name));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the shipped pipeline " + name, e);
        }
    }

    /** Returns the names, sorted. One thread at a time: a jar can be opened as a file system only once. */
    public static synchronized List<String> names() {
        URL folder = ShippedPipelines.class.getResource(FOLDER);
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
