package io.gconv.jobs.input;

import java.io.Serializable;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An image to be read: a file, or a row of a table.
 *
 * <p>There are as many in the memory of the driver as a run has files, so the files of a folder share its name.
 *
 * @param folder the path up to its last slash, which is included
 * @param name the rest of the path
 * @param length in bytes, or {@link #UNKNOWN}
 * @param modifiedMillis time of the last change, in milliseconds since 1970 UTC, or {@link #UNKNOWN}
 * @param columns the values of the carried columns; null where it has none
 * @param problem why it cannot be read, or null if nothing is known to be wrong
 */
public record InputFile(
        String folder,
        String name,
        long length,
        long modifiedMillis,
        List<? extends @Nullable Object> columns,
        @Nullable String problem)
        implements Serializable {

    /** The length and time of what is not there. */
    public static final long UNKNOWN = -1;

    /** The order of {@link #path}. */
    public static final Comparator<InputFile> BY_PATH = InputFile::comparePaths;

    /**
     * A file.
     *
     * @param path the fully qualified path as Hadoop prints it, {@code file:/data/a b#1.png}: with scheme and authority,
     *     and never %-escaped, so that it can be given to Hadoop's {@code Path(String)} and Spark's readers as it is; of
     *     a table, what identifies the row
     */
    public InputFile(String path, long length, long modifiedMillis, List<? extends @Nullable Object> columns) {
        this(folder(path), path.substring(folder(path).length()), length, modifiedMillis, columns, null);
    }

    /** A file that cannot be read, with the reason. */
    public static InputFile unreadable(String path, long modifiedMillis, String problem) {
        String folder = folder(path);
        return new InputFile(folder, path.substring(folder.length()), UNKNOWN, modifiedMillis, List.of(), problem);
    }

    private static String folder(String path) {
        return path.substring(0, path.lastIndexOf('/') + 1);
    }

    /** Returns the path. */
    public String path() {
        return folder.concat(name);
    }

    /** Returns this file with the columns that all have. */
    public InputFile withColumns(List<? extends @Nullable Object> values) {
        return new InputFile(folder, name, length, modifiedMillis, values, problem);
    }

    private static int comparePaths(InputFile a, InputFile b) {
        return a.folder.equals(b.folder) ? a.name.compareTo(b.name) : a.path().compareTo(b.path());
    }
}
