package io.gconv.jobs.output;

import io.gconv.jobs.error.ExitCode;
import io.gconv.jobs.error.UserException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The folder that a run writes to.
 *
 * <pre>
 *   _gconv/output.json       what all rows have in common; written first
 *   _staging/&lt;id&gt;/…           rows in the making; readers skip names with an underscore
 *   maps/wave=&lt;id&gt;/…          renamed from staging, first
 *   features/wave=&lt;id&gt;/…      renamed from staging, second: a wave exists when its features do
 *   _gconv/run-&lt;id&gt;.json      written last
 * </pre>
 */
public final class OutputFolder {

    private static final String FEATURES = "features";
    private static final String MAPS = "maps";
    private static final String META = "_gconv";
    private static final String SETTINGS = "output.json";
    private static final String STAGING = "_staging";

    private final Path root;
    private final FileSystem fs;

    private OutputFolder(Path root, FileSystem fs) {
        this.root = root;
        this.fs = fs;
    }

    /**
     * Opens a folder, which need not exist; writes nothing.
     *
     * @throws UserException if {@code output} cannot be a folder
     */
    public static OutputFolder open(String output, Configuration hadoop) {
        try {
            Path path = new Path(output);
            FileSystem fs = path.getFileSystem(hadoop);
            return new OutputFolder(fs.makeQualified(path), fs);
        } catch (RuntimeException | IOException e) { // also where the connector of a scheme is missing
            throw new UserException(
                    ExitCode.USAGE, "--output '" + output + "' is not a folder to write to: " + e.getMessage(), e);
        }
    }

    /** Returns the qualified path. */
    public Path root() {
        return root;
    }

    /** Returns where published feature rows are. */
    public Path features() {
        return new Path(root, FEATURES);
    }

    /** Returns where published map rows are. */
    public Path maps() {
        return new Path(root, MAPS);
    }

    /**
     * Checks that rows with these settings may be added.
     *
     * @throws UserException with {@link ExitCode#OUTPUT_REFUSED} that names both sides and what to do
     */
    public void check(OutputSettings wanted) {
        try {
            if (isEmpty()) {
                return;
            }
            Optional<OutputSettings> present = settings();
            if (present.isEmpty()) {
                throw refused("--output " + root + " is not empty and was not written by gconv extract;"
                        + " name a new or empty folder");
            }
            if (!hasRows()) {
                return; // claimed by a run that ended before its first wave
            }
            checkPipeline(present.get().pipeline(), present.get().digest(), wanted);
            List<String> differences = present.get().differences(wanted);
            if (!differences.isEmpty()) {
                throw refused("--output " + root + " was made with " + String.join(" and ", differences)
                        + "; use the same flags to continue it, or name another folder");
            }
        } catch (IOException e) {
            throw new UserException(ExitCode.USAGE, "cannot read --output " + root + ": " + e.getMessage(), e);
        }
    }

    /**
     * Checks that rows with these carried columns may be added; known only after the inputs are listed.
     *
     * @throws UserException with {@link ExitCode#OUTPUT_REFUSED}
     */
    public void checkColumns(List<String> wanted) {
        try {
            Optional<OutputSettings> present = settings();
            if (present.isPresent() && hasRows() && !present.get().columns().equals(wanted)) {
                throw refused("--output " + root + " has "
                        + (present.get().columns().isEmpty()
                                ? "no columns from folder names"
                                : "the columns "
                                        + String.join(", ", present.get().columns()))
                        + ", but these inputs "
                        + (wanted.isEmpty() ? "give none" : "give " + String.join(", ", wanted))
                        + "; a table has one schema, so name another folder");
            }
        } catch (IOException e) {
            throw new UserException(ExitCode.USAGE, "cannot read --output " + root + ": " + e.getMessage(), e);
        }
    }

    /**
     * Checks that rows of one pipeline may join those of another, that is, that they are the same.
     *
     * @throws UserException with {@link ExitCode#OUTPUT_REFUSED}
     */
    public void checkPipeline(String pipeline, String digest, OutputSettings wanted) {
        if (!digest.equals(wanted.digest())) {
            throw refused("--output " + root + " holds rows of pipeline " + pipeline + " (" + abbreviated(digest)
                    + "), not of " + wanted.pipeline() + " (" + abbreviated(wanted.digest())
                    + "); name another folder, or remove this one");
        }
    }

    private static UserException refused(String message) {
        return new UserException(ExitCode.OUTPUT_REFUSED, message);
    }

    private static String abbreviated(String digest) {
        return digest.substring(0, Math.min(12, digest.length()));
    }

    private boolean isEmpty() throws IOException {
        try {
            FileStatus[] children = fs.listStatus(root);
            if (children.length == 1 && children[0].getPath().equals(root) && children[0].isFile()) {
                throw UserException.usage("--output " + root + " is a file; name a folder");
            }
            // what a run leaves that was killed before its first file
            return Stream.of(children)
                    .allMatch(child -> child.getPath().getName().equals(STAGING));
        } catch (FileNotFoundException e) {
            return true;
        }
    }

    private Optional<OutputSettings> settings() throws IOException {
        Path file = new Path(new Path(root, META), SETTINGS);
        try (var in = fs.open(file)) {
            return Optional.of(OutputSettings.of(Json.read(new String(in.readAllBytes(), StandardCharsets.UTF_8))));
        } catch (FileNotFoundException e) {
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            throw new UserException(
                    ExitCode.OUTPUT_REFUSED, file + " is damaged (" + e.getMessage() + "); name another folder", e);
        }
    }

    /** Returns whether there is at least one published wave. */
    public boolean hasRows() throws IOException {
        return fs.exists(features()) && fs.listStatus(features()).length > 0;
    }

    /** Writes down what all rows have in common, unless it is there; call {@link #check} first. */
    public void claim(OutputSettings settings) throws IOException {
        Optional<OutputSettings> present = settings();
        if (!present.equals(Optional.of(settings)) && !hasRows()) {
            Path file = new Path(new Path(root, META), SETTINGS);
            fs.delete(file, false);
            write(file, Json.write(settings.toMap()));
        }
    }

    /** Returns the folder for rows in the making. */
    public Path staging(String id) {
        return new Path(new Path(root, STAGING), id);
    }

    /** Returns the folder for feature rows in the making. */
    public Path stagedFeatures(String id) {
        return new Path(staging(id), FEATURES);
    }

    /** Returns the folder for map rows in the making. */
    public Path stagedMaps(String id) {
        return new Path(staging(id), MAPS);
    }

    /** Returns the folder of the feature rows of a published wave. */
    public Path wave(String id) {
        return new Path(features(), "wave=" + id);
    }

    /** Makes staged rows visible: maps first, features last. */
    public void publish(String id) throws IOException {
        if (fs.exists(stagedMaps(id))) {
            rename(stagedMaps(id), new Path(maps(), "wave=" + id));
        }
        rename(stagedFeatures(id), wave(id));
        discard(id);
    }

    private void rename(Path from, Path to) throws IOException {
        fs.mkdirs(to.getParent());
        if (!fs.rename(from, to)) {
            throw new IOException("cannot rename " + from + " to " + to);
        }
    }

    /** Removes what is staged. */
    public void discard(String id) throws IOException {
        fs.delete(staging(id), true);
        Path all = new Path(root, STAGING);
        if (fs.exists(all) && fs.listStatus(all).length == 0) {
            fs.delete(all, false);
        }
    }

    /** Removes what is staged by a failed job. Its other tasks notice only after a moment, and may write until then. */
    public void discardWhileTasksEnd(String id) throws IOException {
        int quiet = 0;
        for (int i = 0; i < 50 && quiet < 5; i++) {
            quiet = fs.exists(staging(id)) ? 0 : quiet + 1;
            discard(id);
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** Writes the run file and returns its path. */
    public Path writeRunFile(String id, Map<String, ?> contents) throws IOException {
        Path file = new Path(new Path(root, META), "run-" + id + ".json");
        write(file, Json.write(contents));
        return file;
    }

    /** A file appears whole: it is written under another name and renamed. */
    private void write(Path file, String text) throws IOException {
        Path draft = new Path(file.getParent(), "." + file.getName() + ".tmp");
        try (OutputStream out = fs.create(draft, true)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        if (!fs.rename(draft, file)) {
            throw new IOException("cannot rename " + draft + " to " + file);
        }
    }

    /** Returns the number of bytes that can still be written, as far as the file system knows. */
    public long freeBytes() {
        try {
            Path existing = root;
            while (!fs.exists(existing) && !existing.isRoot()) {
                existing = existing.getParent();
            }
            return fs.getStatus(existing).getRemaining();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot ask for the free space of " + root, e);
        }
    }
}
