package io.gconv.jobs.output;

import io.gconv.jobs.error.ExitCode;
import io.gconv.jobs.error.Failure;
import io.gconv.jobs.error.UserException;
import io.gconv.jobs.output.OutputLock.Patience;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The protocol by which rows become visible, wave by wave. Held by one process at a time, from {@link #open} to {@link
 * #close}.
 *
 * <p>A wave is a folder {@code wave=<id>} in the table and, if the command has one, another in the side table. It is
 * <em>published</em> when its folder in the table has the file {@code _SUCCESS}, which Spark writes last. With {@link
 * Publication#RENAME} it has that when it gets its name.
 *
 * <pre>
 *   publish, RENAME:   lock held?   write _staging/id/…   lock held?   rename the side table's folder   rename the table's
 *   publish, DIRECT:   lock held?   write the side table's folder   write the table's   lock held?   if not, remove both
 *   replace, RENAME:   as publish, but before the renames: move the old folders to _replaced/id/…, the table's first
 *   replace, DIRECT:   as publish, but first of all: note the old wave in _replaced/id
 *   after that:        remove the old wave if the new one is published, or else put it back   remove _replaced/id
 *   open:              take the lock   the same for all of _replaced   remove _staging   remove what is not published
 * </pre>
 *
 * Whatever process dies in whatever step, at every moment
 *
 * <ol>
 *   <li>published waves are complete: all their rows are there, in both tables;
 *   <li>no image has rows in two published waves, if only images without rows are computed after {@link #open}, and waves
 *       that are noted as replaced by a published one are not counted;
 *   <li>rows that were published are published after the next {@link #open}, unless {@link #replace} took them out;
 *   <li>what a dead run left is invisible to readers of published waves, and is removed by the next {@link #open}; then
 *       both tables hold the same waves;
 *   <li>a run that was taken for dead, and was not, publishes nothing any more: its lock is another's, and what it staged
 *       is gone; what it was writing in place, of which some may be gone, it removes when it has written it.
 * </ol>
 *
 * What readers see who do not know this: with {@link Publication#RENAME} no row twice, but the rows of a wave that is
 * replaced not at all from the first of four renames to the last; if the process dies just then, until the next {@link
 * #open}. With {@link Publication#DIRECT}, both waves while the new one is written and the old one removed. A reader of the
 * side table alone can see, in the instant between two renames, a wave that is not published yet.
 */
public final class Waves implements AutoCloseable {

    /** Hadoop gives a shutdown hook 30 seconds. */
    private static final int PATIENCE_SECONDS = 20;

    /** In the staging folder of a wave while it is written, and nobody makes it a second time. */
    private static final String STAGED = "_staged";

    private final OutputFolder folder;
    private final FileSystem fs;
    private final Publication publication;
    private final OutputLock lock;
    private final WaveFolders waves;
    private final Replacements replacements;

    /** Held while a wave is made, until nothing is half done. */
    private final ReentrantLock making = new ReentrantLock();

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
        this.waves = new WaveFolders(folder);
        this.replacements = new Replacements(folder, waves);
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
            Waves opened =
                    new Waves(folder, publication.on(folder.root().toUri().getScheme()), lock);
            try {
                opened.clean();
            } catch (IOException | RuntimeException e) {
                lock.close();
                throw e;
            }
            return opened;
        } catch (IOException e) {
            throw new UserException(ExitCode.CRASH, "cannot write to --output " + folder.root() + ": " + reason(e), e);
        }
    }

    private static String reason(IOException e) {
        return e instanceof AccessDeniedException ? "permission denied" : Failure.line(e);
    }

    /** Removes everything that is not published. Only right after the lock was taken: all of it is of dead runs. */
    private void clean() throws IOException {
        replacements.settleAll();
        fs.delete(folder.staging(), true);
        lock.removeOldSigns();
        for (FileStatus file : fs.listStatus(folder.meta())) {
            if (file.getPath().getName().matches("\\..*\\.tmp")) {
                fs.delete(file.getPath(), false);
            }
        }
        removeUnpublished(folder.table());
        if (folder.sideTable().isPresent()) {
            removeUnpublished(folder.sideTable().get());
        }
    }

    private void removeUnpublished(Path parent) throws IOException {
        for (String id : waves.idsIn(parent)) {
            if (!waves.isPublished(id)) {
                fs.delete(new Path(parent, WaveFolders.name(id)), true);
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
        make(id, Optional.empty(), writer);
    }

    /**
     * Writes a wave and publishes it in the place of another.
     *
     * @param old the name of the one that goes; {@code writer} can read it
     * @param id the name of the new one, never used before
     * @throws UserException with {@link ExitCode#OUTPUT_REFUSED} if the lock was lost
     */
    public void replace(String old, String id, Writer writer) throws IOException {
        make(id, Optional.of(old), writer);
    }

    private void make(String id, Optional<String> old, Writer writer) throws IOException {
        making.lock();
        try {
            lock.check();
            try {
                if (publication == Publication.DIRECT) {
                    writeInPlace(id, old, writer);
                } else {
                    stage(id, writer);
                    makeVisible(id, old);
                }
            } catch (Throwable e) { // also what Spark, written in Scala, does not declare
                try {
                    discardWhileTasksEnd(id);
                } catch (IOException | RuntimeException second) { // the same store fails, perhaps
                    e.addSuppressed(second);
                }
                throw e;
            }
            discard(id);
        } finally {
            making.unlock();
        }
    }

    private void writeInPlace(String id, Optional<String> old, Writer writer) throws IOException {
        begin(id);
        if (old.isPresent()) {
            replacements.note(old.get(), id);
        }
        writer.write(waves.table(id), waves.side(id));
        try {
            checkOurs(id);
        } catch (IOException | RuntimeException e) { // perhaps only a part of it is there
            waves.remove(id);
            throw e;
        }
        checkComplete(waves.table(id));
    }

    private void stage(String id, Writer writer) throws IOException {
        begin(id);
        writer.write(folder.stagedTable(id), folder.stagedSideTable(id));
        checkOurs(id);
        checkComplete(folder.stagedTable(id));
    }

    private void begin(String id) throws IOException {
        fs.create(new Path(folder.staging(id), STAGED), false).close();
    }

    /** Makes sure that nobody took over while rows were written, or took over and has ended since. */
    private void checkOurs(String id) throws IOException {
        lock.check();
        if (!fs.exists(new Path(folder.staging(id), STAGED))) {
            throw new IOException(folder.staging(id) + " was removed while rows were written");
        }
    }

    private void checkComplete(Path wave) throws IOException {
        if (!waves.isComplete(wave)) {
            throw new IOException(wave + " was written without _SUCCESS, by which complete waves are known;"
                    + " use a committer of Spark that writes it");
        }
    }

    private void makeVisible(String id, Optional<String> old) throws IOException {
        if (old.isPresent()) {
            replacements.moveAside(old.get(), id);
        }
        if (folder.sideTable().isPresent() && fs.exists(folder.stagedSideTable(id))) {
            folder.rename(folder.stagedSideTable(id), waves.side(id));
        }
        folder.rename(folder.stagedTable(id), waves.table(id));
    }

    /** Removes what is not needed any more of a wave of this run, and all of it if it is not published. */
    private void discard(String id) throws IOException {
        folder.discard(id);
        replacements.settle(id);
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

    /**
     * Gives the lock back from another thread, once what writes a wave has stopped and removed what was half done. Call
     * this when it is about to: when Spark has stopped.
     *
     * @throws IOException if it goes on; then the lock stays, and the next run removes what was half done
     */
    public void abandon() throws IOException {
        try {
            if (!making.tryLock(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("rows are still being written; the next run removes them");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        try {
            lock.close();
        } finally {
            making.unlock();
        }
    }

    /** Makes sure that nobody has taken over. Call this before anything else in the folder is replaced. */
    public void check() throws IOException {
        lock.check();
    }

    /** Returns the folders of all published waves, in the order of their names. */
    public List<Path> published() throws IOException {
        List<Path> published = new ArrayList<>();
        for (String id : waves.idsIn(folder.table())) {
            if (waves.isPublished(id)) { // and none of them is replaced: that is settled by open and replace
                published.add(waves.table(id));
            }
        }
        return published;
    }

    /** Gives the lock back. */
    @Override
    public void close() {
        lock.close();
    }
}
