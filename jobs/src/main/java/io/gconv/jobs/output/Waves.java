package io.gconv.jobs.output;

import io.gconv.jobs.error.ExitCode;
import io.gconv.jobs.error.UserException;
import io.gconv.jobs.output.OutputLock.Patience;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The protocol by which rows become visible, wave by wave. Held by one process at a time, from {@link #open} to {@link
 * #close}.
 *
 * <p>A wave is a folder {@code wave=<id>} in the table and, if the command has one, another in the side table. It is
 * <em>published</em> when its folder in the table is: with {@link Publication#RENAME} as soon as that exists, with {@link
 * Publication#DIRECT} as soon as that has the file {@code _SUCCESS}, which Spark writes last.
 *
 * <pre>
 *   publish:   lock held?   write _staging/id/…   lock held?   rename the side table's folder   rename the table's folder
 *   replace:   as publish, but between the two: remove the old wave
 *   open:      take the lock   remove all of _staging   remove folders of waves that are not published
 * </pre>
 *
 * Whatever process dies in whatever step, at every moment
 *
 * <ol>
 *   <li>published waves are complete: all their rows are there, in both tables;
 *   <li>no image has rows in two published waves, if only images without rows are computed after {@link #open};
 *   <li>what a dead run left is invisible to readers of published waves, and is removed by the next {@link #open}; then
 *       both tables hold the same waves;
 *   <li>a run that was taken for dead, and was not, publishes nothing any more: its lock is another's, and what it staged
 *       is gone.
 * </ol>
 *
 * A reader of the side table alone can see, in the instant between the two renames, a wave that is not published yet.
 * {@link #replace} loses the rows that it keeps if the process dies between two renames: the next run computes them again.
 */
public final class Waves implements AutoCloseable {

    private static final String PREFIX = "wave=";
    private static final String SUCCESS = "_SUCCESS";

    /** In the folder of a staged wave, and nobody makes it a second time. */
    private static final String STAGED = "_staged";

    private final OutputFolder folder;
    private final FileSystem fs;
    private final Publication publication;
    private final OutputLock lock;
    private volatile String current = "";

    /** Writes the rows of a wave. */
    public interface Writer {
        /**
         * Writes the folders that are named; that of the table last.
         *
         * @param side the one of the side table, which need not be made if the command has none
         */
        void write(Path table, Path side) throws IOException;
    }

    private Waves(OutputFolder folder, Publication publication, OutputLock lock) {
        this.folder = folder;
        this.fs = folder.fileSystem();
        this.publication = publication;
        this.lock = lock;
    }

    /**
     * Takes the lock and removes what dead runs left.
     *
     * @param say is told what the user should know
     * @throws UserException with {@link ExitCode#OUTPUT_REFUSED} if another run is at work
     */
    public static Waves open(OutputFolder folder, Publication publication, LockOwner me, Consumer<String> say) {
        return open(folder, publication, me, Patience.DEFAULT, say);
    }

    static Waves open(
            OutputFolder folder, Publication publication, LockOwner me, Patience patience, Consumer<String> say) {
        try {
            OutputLock lock = OutputLock.take(folder.fileSystem(), folder.meta(), me, patience, say);
            Waves waves = new Waves(folder, publication.on(folder.fileSystem().getScheme()), lock);
            try {
                waves.clean();
            } catch (IOException | RuntimeException e) {
                lock.close();
                throw e;
            }
            return waves;
        } catch (IOException e) {
            throw new UserException(ExitCode.CRASH, "cannot write to --output " + folder.root() + ": " + reason(e), e);
        }
    }

    private static String reason(IOException e) {
        if (e instanceof java.nio.file.AccessDeniedException) {
            return "permission denied";
        }
        String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        return message.isBlank() ? e.toString() : message;
    }

    /** Removes everything that is not published. Only right after the lock was taken: all of it is of dead runs. */
    private void clean() throws IOException {
        fs.delete(folder.staging(), true);
        for (FileStatus file : fs.listStatus(folder.meta())) {
            if (file.getPath().getName().matches("\\..*\\.tmp")) {
                fs.delete(file.getPath(), false);
            }
        }
        if (publication == Publication.DIRECT) {
            for (Path wave : waves(folder.table())) {
                if (!isPublished(wave.getName())) {
                    fs.delete(wave, true);
                }
            }
        }
        if (folder.sideTable().isPresent()) {
            for (Path wave : waves(folder.sideTable().get())) {
                if (!isPublished(wave.getName())) {
                    fs.delete(wave, true);
                }
            }
        }
    }

    /**
     * Writes a wave and publishes it.
     *
     * @param id the name of the wave, never used before
     * @throws UserException with {@link ExitCode#OUTPUT_REFUSED} if the lock was lost
     */
    public void publish(String id, Writer writer) throws IOException {
        replace(List.of(), id, writer);
    }

    /**
     * Writes a wave and publishes it in the place of others.
     *
     * @param old the names of those that go
     * @param id the name of the new one, never used before
     * @throws UserException with {@link ExitCode#OUTPUT_REFUSED} if the lock was lost
     */
    public void replace(List<String> old, String id, Writer writer) throws IOException {
        lock.check();
        current = id;
        boolean done = false;
        try {
            if (publication == Publication.DIRECT) {
                remove(old); // there is no other way to show either the old rows or the new ones
                writer.write(table(id), side(id));
            } else {
                stage(id, writer);
                remove(old);
                makeVisible(id);
            }
            done = true;
        } finally { // not catch: Spark, written in Scala, throws checked exceptions that it does not declare
            if (done) {
                current = "";
                folder.discard(id);
            } else {
                discardWhileTasksEnd(id);
            }
        }
    }

    private void stage(String id, Writer writer) throws IOException {
        fs.create(new Path(folder.staging(id), STAGED), false).close();
        writer.write(folder.stagedTable(id), folder.stagedSideTable(id));
        lock.check();
        if (!fs.exists(new Path(folder.staging(id), STAGED))) {
            throw new IOException(folder.staging(id) + " was removed while rows were written to it");
        }
    }

    private void makeVisible(String id) throws IOException {
        if (folder.sideTable().isPresent() && fs.exists(folder.stagedSideTable(id))) {
            folder.rename(folder.stagedSideTable(id), side(id));
        }
        folder.rename(folder.stagedTable(id), table(id));
    }

    /** The wave goes first: then its maps, if they are still there, are of no wave. */
    private void remove(List<String> old) throws IOException {
        for (String id : old) {
            fs.delete(table(id), true);
            fs.delete(side(id), true);
        }
    }

    /** Removes what is there of a wave of this run that is not published. */
    private void discard(String id) throws IOException {
        folder.discard(id);
        if (!isPublished(PREFIX + id)) {
            remove(List.of(id));
        }
    }

    /** Spark's other tasks notice only after a moment that their job has failed, and may write until then. */
    private void discardWhileTasksEnd(String id) throws IOException {
        int quiet = 0;
        for (int i = 0; i < 50 && quiet < 5; i++) {
            quiet = fs.exists(folder.staging(id)) ? 0 : quiet + 1;
            discard(id);
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** Stops half way, from any thread: removes the wave in the making, and gives the lock back. */
    public void abandon() throws IOException {
        try {
            if (!current.isEmpty()) {
                discard(current);
            }
        } finally {
            lock.close();
        }
    }

    /** Makes sure that nobody has taken over. Call this before anything else in the folder is replaced. */
    public void check() throws IOException {
        lock.check();
    }

    private Path table(String id) {
        return new Path(folder.table(), PREFIX + id);
    }

    /** A command without a side table never makes this folder. */
    private Path side(String id) {
        return new Path(folder.sideTable().orElse(folder.staging(id)), PREFIX + id);
    }

    private boolean isPublished(String name) throws IOException {
        Path wave = new Path(folder.table(), name);
        return fs.exists(publication == Publication.DIRECT ? new Path(wave, SUCCESS) : wave);
    }

    /** Returns the folders of all published waves, in the order of their names. */
    public List<Path> published() throws IOException {
        List<Path> published = new ArrayList<>();
        for (Path wave : waves(folder.table())) {
            if (isPublished(wave.getName())) {
                published.add(wave);
            }
        }
        return published;
    }

    private List<Path> waves(Path table) throws IOException {
        List<Path> waves = new ArrayList<>();
        try {
            for (FileStatus child : fs.listStatus(table)) {
                if (child.isDirectory() && child.getPath().getName().startsWith(PREFIX)) {
                    waves.add(child.getPath());
                }
            }
        } catch (FileNotFoundException e) {
            return List.of();
        }
        waves.sort(null);
        return waves;
    }

    /** Gives the lock back. */
    @Override
    public void close() {
        lock.close();
    }
}
