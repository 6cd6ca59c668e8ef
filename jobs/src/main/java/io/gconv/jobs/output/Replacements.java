package io.gconv.jobs.output;

import java.io.IOException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The waves that others take the place of. Whenever the process dies, what is written down is enough to finish that, if
 * the new wave is published, and to take it back, if it is not.
 *
 * <pre>
 *   _replaced/&lt;new&gt;/wave=&lt;old&gt;             {@link Publication#DIRECT}: an empty file, there before anything of the
 *                                         new wave is, and until nothing of the old one is there any more
 *   _replaced/&lt;new&gt;/features/wave=&lt;old&gt;    {@link Publication#RENAME}: the old wave itself, which was moved aside,
 *   _replaced/&lt;new&gt;/maps/wave=&lt;old&gt;        in both tables
 * </pre>
 */
final class Replacements {

    private final OutputFolder folder;
    private final FileSystem fs;
    private final WaveFolders waves;

    Replacements(OutputFolder folder, WaveFolders waves) {
        this.folder = folder;
        this.fs = folder.fileSystem();
        this.waves = waves;
    }

    /** From the moment on that the new wave is published, the old one does not count. */
    void note(String old, String id) throws IOException {
        fs.create(new Path(folder.replaced(id), WaveFolders.name(old)), false).close();
    }

    /** Moves the old wave aside: that of the table first, so that all that is left there has its rows beside it. */
    void moveAside(String old, String id) throws IOException {
        folder.rename(waves.table(old), new Path(tables(id), WaveFolders.name(old)));
        if (fs.exists(waves.side(old))) {
            folder.rename(waves.side(old), new Path(sides(id), WaveFolders.name(old)));
        }
    }

    /** Finishes or takes back, and removes what is there of a wave that is not published. */
    void settle(String id) throws IOException {
        if (waves.isPublished(id)) {
            for (String old : waves.idsOfFilesIn(folder.replaced(id))) {
                waves.remove(old);
            }
        } else {
            waves.remove(id);
            putBack(id);
        }
        fs.delete(folder.replaced(id), true);
        if (fs.exists(folder.replaced()) && folder.children(folder.replaced()).isEmpty()) {
            fs.delete(folder.replaced(), false);
        }
    }

    private void putBack(String id) throws IOException {
        for (String old : waves.idsIn(sides(id))) {
            folder.rename(new Path(sides(id), WaveFolders.name(old)), waves.side(old));
        }
        for (String old : waves.idsIn(tables(id))) {
            folder.rename(new Path(tables(id), WaveFolders.name(old)), waves.table(old));
        }
    }

    /** Settles what dead runs left. */
    void settleAll() throws IOException {
        for (FileStatus replacement : folder.children(folder.replaced())) {
            settle(replacement.getPath().getName());
        }
    }

    private Path tables(String id) {
        return new Path(folder.replaced(id), folder.table().getName());
    }

    private Path sides(String id) {
        return new Path(
                folder.replaced(id), folder.sideTable().map(Path::getName).orElse("none"));
    }
}
