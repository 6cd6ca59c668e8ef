package io.gconv.jobs.output;

import io.gconv.jobs.config.PipelineConfig;
import io.gconv.jobs.error.ExitCode;
import io.gconv.jobs.error.UserException;
import io.gconv.jobs.input.FileSystems;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The folder that a run writes to. {@link Waves} says how rows become visible.
 *
 * <pre>
 *   _gconv/lock              who writes to it, while somebody does
 *   _gconv/output.json       what all rows have in common; written before the first row
 *   _gconv/run-&lt;id&gt;.json      what a run does: written when it starts, after every wave, and when it ends
 *   _staging/…               rows in the making; readers skip names with an underscore
 *   _replaced/…              what is known of waves that others take the place of, see {@link Replacements}
 *   features/wave=&lt;id&gt;/…      of extract; and maps/wave=&lt;id&gt;/… beside it
 *   measurements/wave=&lt;id&gt;/…  of audit; summary and report.html are replaced by every run
 * </pre>
 */
public final class OutputFolder {

    private static final String META = "_gconv";
    private static final String SETTINGS = "output.json";
    private static final String STAGING = "_staging";
    private static final String REPLACED = "_replaced";

    private final Path root;
    private final FileSystem fs;
    private final Layout layout;

    /** Which tables a command writes. */
    public enum Layout {
        /** {@code features}, and {@code maps} beside it. */
        EXTRACT("extract", "features", "maps"),
        /** {@code measurements}; what is computed from them is written anew by each run. */
        AUDIT("audit", "measurements", "");

        private final String command;
        private final String table;
        private final String side;

        Layout(String command, String table, String side) {
            this.command = command;
            this.table = table;
            this.side = side;
        }

        /** Returns the name of the command. */
        public String command() {
            return command;
        }
    }

    OutputFolder(Path root, FileSystem fs, Layout layout) {
        this.root = root;
        this.fs = fs;
        this.layout = layout;
    }

    /**
     * Opens a folder, which need not exist; writes nothing.
     *
     * @throws UserException if {@code output} cannot be a folder
     */
    public static OutputFolder open(String output, Configuration hadoop, Layout layout) {
        try {
            Path path = new Path(output);
            FileSystem fs = FileSystems.of(path, "--output " + output, hadoop);
            return new OutputFolder(fs.makeQualified(path), fs, layout);
        } catch (IllegalArgumentException | IOException e) {
            throw FileSystems.failure("--output '" + output + "' is not a folder to write to", e);
        }
    }

    /** Returns the qualified path. */
    public Path root() {
        return root;
    }

    /** Returns where the published rows are, one or more for every image. */
    public Path table() {
        return new Path(root, layout.table);
    }

    /** Returns where the published rows of the table beside it are, if there is one. */
    public Optional<Path> sideTable() {
        return layout.side.isEmpty() ? Optional.empty() : Optional.of(new Path(root, layout.side));
    }

    /** Returns where something is that a run writes as a whole. */
    public Path product(String name) {
        return new Path(root, name);
    }

    /** Puts what was staged in the place of a product. Between the two steps there is none; a run makes it anew. */
    public void replace(Path staged, String name) throws IOException {
        fs.delete(product(name), true);
        rename(staged, product(name));
    }

    /** Writes a text as a product, which appears whole. */
    public void writeProduct(String name, String text) throws IOException {
        TextFiles.write(fs, product(name), text);
    }

    /** What becomes of rows that are errors. */
    public enum Errors {
        /** They stay. */
        KEPT,
        /** Their images are computed anew, so that they may be so with flags that more images can be used with. */
        RETRIED
    }

    /**
     * Checks that rows with these settings may be added.
     *
     * @throws UserException with {@link ExitCode#OUTPUT_REFUSED} that names both sides and what to do
     */
    public void check(OutputSettings wanted, Errors errors) {
        try {
            if (isEmpty()) {
                return;
            }
            Optional<OutputSettings> present = settings();
            if (present.isEmpty()) {
                throw refused("--output " + root + " is not empty and was not written by gconv " + layout.command
                        + "; name a new or empty folder");
            }
            if (!present.get().command().equals(wanted.command())) {
                throw refused("--output " + root + " was written by gconv "
                        + present.get().command() + "; name a new or empty folder");
            }
            if (!hasRows()) {
                return; // claimed by a run that ended before its first wave
            }
            checkPipeline(present.get(), wanted);
            List<String> differences = present.get().differences(wanted);
            boolean looser = present.get().isLoosenedBy(wanted);
            if (!differences.isEmpty() && !(looser && errors == Errors.RETRIED)) {
                throw refused("--output " + root + " was made with " + String.join(" and ", differences)
                        + "; use the same flags to continue it, "
                        + (looser ? "add --retry-errors to compute its errors anew with these, " : "")
                        + "or name another folder");
            }
        } catch (IOException e) {
            throw FileSystems.failure("cannot read --output " + root, e);
        }
    }

    /**
     * Checks that rows with these carried columns may be added; known only after the inputs are listed. Their order does not
     * matter: each file has its own, and readers of Parquet go by names.
     *
     * @throws UserException with {@link ExitCode#OUTPUT_REFUSED}
     */
    public void checkColumns(List<String> wanted) {
        try {
            Optional<OutputSettings> present = settings();
            if (present.isPresent()
                    && hasRows()
                    && !Set.copyOf(present.get().columns()).equals(Set.copyOf(wanted))) {
                List<String> columns = present.get().columns();
                throw refused("--output " + root + " has "
                        + (columns.isEmpty()
                                ? "no carried columns"
                                : "the columns " + OutputSettings.columnsBeside(columns, wanted))
                        + ", but these inputs "
                        + (wanted.isEmpty() ? "give none" : "give " + OutputSettings.columnsBeside(wanted, columns))
                        + "; a table has one schema, so name another folder");
            }
        } catch (IOException e) {
            throw FileSystems.failure("cannot read --output " + root, e);
        }
    }

    private void checkPipeline(OutputSettings present, OutputSettings wanted) {
        if (!present.digest().equals(wanted.digest())) {
            String differences = present.configuration().isEmpty()
                    ? ""
                    : Differences.between(
                            PipelineConfig.digested(present.configuration()),
                            PipelineConfig.digested(wanted.configuration()));
            throw refused("--output " + root + " holds rows of pipeline " + present.pipeline() + " ("
                    + abbreviated(present.digest()) + "), not of " + wanted.pipeline() + " ("
                    + abbreviated(wanted.digest()) + ")"
                    + (differences.isEmpty() ? "" : ": " + differences)
                    + "; name another folder, or remove this one");
        }
    }

    private static UserException refused(String message) {
        return new UserException(ExitCode.OUTPUT_REFUSED, message);
    }

    private static String abbreviated(String digest) {
        return digest.substring(0, Math.min(12, digest.length()));
    }

    /** Returns whether nobody has claimed this folder: what is there was left by runs that were killed before that. */
    private boolean isEmpty() throws IOException {
        try {
            FileStatus[] children = fs.listStatus(root);
            if (children.length == 1 && children[0].getPath().equals(root) && children[0].isFile()) {
                throw UserException.usage("--output " + root + " is a file; name a folder");
            }
            return settings().isEmpty()
                    && Stream.of(children)
                            .map(child -> child.getPath().getName())
                            .allMatch(name -> name.equals(STAGING) || name.equals(META));
        } catch (FileNotFoundException e) {
            return true;
        }
    }

    private Optional<OutputSettings> settings() throws IOException {
        Path file = new Path(meta(), SETTINGS);
        try {
            return Optional.of(OutputSettings.of(Json.read(TextFiles.read(fs, file))));
        } catch (FileNotFoundException e) {
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            throw new UserException(
                    ExitCode.OUTPUT_REFUSED, file + " is damaged (" + e.getMessage() + "); name another folder", e);
        }
    }

    /** Returns whether there is at least one published wave. */
    public boolean hasRows() {
        WaveFolders waves = new WaveFolders(this);
        try {
            for (String id : waves.idsIn(table())) {
                if (waves.isPublished(id)) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            throw FileSystems.failure("cannot read --output " + root, e);
        }
    }

    /** Writes down what all rows have in common, unless it is there; call {@link #check} first, with the lock held. */
    public void claim(OutputSettings settings) throws IOException {
        Optional<OutputSettings> present = settings();
        OutputSettings claimed =
                present.isPresent() && hasRows() ? present.get().withFlags(settings) : settings;
        if (!present.equals(Optional.of(claimed))) {
            TextFiles.write(fs, new Path(meta(), SETTINGS), Json.write(claimed.toMap()));
        }
    }

    FileSystem fileSystem() {
        return fs;
    }

    /** Returns the folder for what is not rows. */
    Path meta() {
        return new Path(root, META);
    }

    /** Returns the folder for everything in the making. */
    Path staging() {
        return new Path(root, STAGING);
    }

    /** Returns the folder for a wave, or a product, in the making. */
    public Path staging(String id) {
        return new Path(staging(), id);
    }

    Path stagedTable(String id) {
        return new Path(staging(id), layout.table);
    }

    Path stagedSideTable(String id) {
        return new Path(staging(id), layout.side.isEmpty() ? "side" : layout.side);
    }

    /** Returns the folder for what is known of replaced waves. */
    Path replaced() {
        return new Path(root, REPLACED);
    }

    /** Returns the folder for what is known of the waves that one takes the place of. */
    Path replaced(String id) {
        return new Path(replaced(), id);
    }

    /** Returns what is in a folder: nothing, if it does not exist. */
    List<FileStatus> children(Path parent) throws IOException {
        try {
            return List.of(fs.listStatus(parent));
        } catch (FileNotFoundException e) {
            return List.of();
        }
    }

    void rename(Path from, Path to) throws IOException {
        fs.mkdirs(to.getParent());
        if (!fs.rename(from, to)) {
            throw new IOException("cannot rename " + from + " to " + to);
        }
    }

    /** Removes what is in the making under a name. */
    public void discard(String id) throws IOException {
        fs.delete(staging(id), true);
        if (fs.exists(staging()) && children(staging()).isEmpty()) {
            fs.delete(staging(), false);
        }
    }

    /** Writes the run file and returns its path. */
    public Path writeRunFile(String id, Map<String, ?> contents) throws IOException {
        Path file = new Path(meta(), "run-" + id + ".json");
        TextFiles.write(fs, file, Json.write(contents));
        return file;
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
