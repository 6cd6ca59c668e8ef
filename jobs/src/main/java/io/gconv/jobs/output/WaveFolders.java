package io.gconv.jobs.output;

import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** The folders of waves, in the table and in the one beside it. */
final class WaveFolders {

    private static final String PREFIX = "wave=";

    /** Written last, by Spark, into a folder that is complete then. */
    private static final String SUCCESS = "_SUCCESS";

    private final OutputFolder folder;
    private final FileSystem fs;

    WaveFolders(OutputFolder folder) {
        this.folder = folder;
        this.fs = folder.fileSystem();
    }

    static String name(String id) {
        return PREFIX + id;
    }

    Path table(String id) {
        return new Path(folder.table(), name(id));
    }

    /** A command without a side table never makes this folder. */
    Path side(String id) {
        return new Path(folder.sideTable().orElse(folder.staging(id)), name(id));
    }

    boolean isPublished(String id) throws IOException {
        return isComplete(table(id));
    }

    boolean isComplete(Path wave) throws IOException {
        return fs.exists(new Path(wave, SUCCESS));
    }

    /** The wave goes first: then its rows beside it, if they are still there, are of no wave. */
    void remove(String id) throws IOException {
        fs.delete(table(id), true);
        fs.delete(side(id), true);
    }

    /** Returns the waves that have a folder here, in the order of their names. */
    List<String> idsIn(Path parent) throws IOException {
        return ids(parent, FileStatus::isDirectory);
    }

    /** Returns the waves whose name a file here has, in the order of their names. */
    List<String> idsOfFilesIn(Path parent) throws IOException {
        return ids(parent, FileStatus::isFile);
    }

    private List<String> ids(Path parent, Predicate<FileStatus> kind) throws IOException {
        return folder.children(parent).stream()
                .filter(kind)
                .map(child -> child.getPath().getName())
                .filter(name -> name.startsWith(PREFIX))
                .map(name -> name.substring(PREFIX.length()))
                .sorted()
                .toList();
    }
}
