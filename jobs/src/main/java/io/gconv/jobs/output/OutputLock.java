package io.gconv.jobs.output;

import io.gconv.jobs.error.ExitCode;
import io.gconv.jobs.error.UserException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lock of an output folder: a file that only one process can create, and a second file that this process touches
 * regularly for as long as it lives.
 *
 * <p>A lock is taken over only from a dead process. One on the same machine is looked up by its number and start. One that
 * cannot be seen is watched, as is one whose start differs, which it also does after somebody has set the clock: it lives if
 * it touches its file, and is dead if it has not done so for {@link Patience#silence}. Times are compared as the file system
 * sets them, so the clocks of machines do not matter.
 *
 * <p>A process that was only asleep may wake up after it was taken for dead. So whoever holds a lock asks
 * {@link #check} before it changes anything that readers see.
 */
final class OutputLock implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OutputLock.class);
    private static final String NAME = "lock";
    private static final String SIGN = "." + NAME + "-";
    private static final int TRIES = 20;
    private static final long TRY_MILLIS = 50;

    /**
     * How patient a process is.
     *
     * @param period between two signs of life
     * @param silence after which a process counts as dead
     */
    record Patience(Duration period, Duration silence) {
        /** A sign of life every 15 seconds, dead after two minutes. */
        static final Patience DEFAULT = new Patience(Duration.ofSeconds(15), Duration.ofMinutes(2));
    }

    private final FileSystem fs;
    private final Path file;
    private final LockOwner owner;
    private final Patience patience;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "gconv-lock");
        thread.setDaemon(true);
        return thread;
    });

    private OutputLock(FileSystem fs, Path file, LockOwner owner, Patience patience) {
        this.fs = fs;
        this.file = file;
        this.owner = owner;
        this.patience = patience;
    }

    /**
     * Takes the lock.
     *
     * @param meta the folder for it, made if it is not there
     * @param say is told what the user should know while waiting
     * @throws UserException with {@link ExitCode#OUTPUT_REFUSED} if another living process holds it
     */
    static OutputLock take(FileSystem fs, Path meta, LockOwner me, Patience patience, Consumer<String> say)
            throws IOException {
        OutputLock lock = new OutputLock(fs, new Path(meta, NAME), me, patience);
        if (!fs.mkdirs(meta)) { // a local file system does not say why
            throw new IOException("the folder " + meta
                    + " cannot be created: is the disk full or read-only, or is permission missing?");
        }
        while (!lock.create()) {
            Optional<LockOwner> other = lock.read();
            if (other.isPresent()) {
                lock.takeOver(other.get(), say);
            } else {
                lock.removeBlank();
            }
        }
        lock.touch();
        long millis = patience.period().toMillis();
        var unused = lock.timer.scheduleAtFixedRate(lock::touch, millis, millis, TimeUnit.MILLISECONDS);
        return lock;
    }

    private void takeOver(LockOwner other, Consumer<String> say) throws IOException {
        if (isAlive(other, say)) {
            fs.delete(sign(owner), false);
            throw new UserException(
                    ExitCode.OUTPUT_REFUSED,
                    "--output " + file.getParent().getParent() + " is in use by " + other.inWords()
                            + "; wait until it ends, or name another folder");
        }
        if (!exists(file)) {
            return; // it has ended
        }
        remove(other);
        say.accept("taking over from " + other.inWords()
                + ", which is dead; its published rows are kept and its partial work is removed");
    }

    /** Returns whether this process now holds the lock. */
    private boolean create() throws IOException {
        OutputStream created;
        try {
            created = createNew();
        } catch (FileAlreadyExistsException | java.nio.file.FileAlreadyExistsException e) {
            return false;
        } catch (IOException e) {
            if (exists(file)) { // other file systems have other exceptions for this
                return false;
            }
            throw e;
        }
        try (OutputStream out = created) {
            out.write(Json.write(owner.toMap()).getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            if (exists(file) && !isBlank()) { // a store may say only now that there is one
                return false;
            }
            removeBlank(); // the disk is full
            throw e;
        }
        return read().filter(present -> present.token().equals(owner.token())).isPresent();
    }

    private OutputStream createNew() throws IOException {
        return fs instanceof LocalFileSystem local // Hadoop's own create looks first and creates then
                ? Files.newOutputStream(
                        local.pathToFile(file).toPath(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)
                : fs.create(file, false);
    }

    private boolean isBlank() throws IOException {
        try {
            return fs.getFileStatus(file).getLen() == 0;
        } catch (FileNotFoundException e) {
            return false;
        }
    }

    /** Whoever made it, and was only slow, will see that it is gone: {@link #create} reads what it wrote. */
    private void removeBlank() throws IOException {
        if (isBlank()) {
            fs.delete(file, false);
        }
    }

    private boolean exists(Path path) {
        try {
            return fs.exists(path);
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Returns who holds the lock, if anybody does. Who creates a lock writes into it an instant later; one that stays blank
     * is that of a process that died, or found the disk full, in that instant.
     *
     * @throws UserException if it cannot be understood
     */
    private Optional<LockOwner> read() throws IOException {
        String problem = "";
        for (int i = 0; i < TRIES; i++) {
            try {
                return Optional.of(LockOwner.of(Json.read(TextFiles.read(fs, file))));
            } catch (FileNotFoundException e) {
                return Optional.empty();
            } catch (IllegalArgumentException | DateTimeException e) {
                problem = String.valueOf(e.getMessage());
            }
            sleep(TRY_MILLIS);
        }
        if (isBlank()) {
            return Optional.empty();
        }
        throw new UserException(
                ExitCode.OUTPUT_REFUSED,
                file + " is damaged (" + problem + "); if no other gconv writes to this folder, remove that file");
    }

    private boolean isAlive(LockOwner other, Consumer<String> say) throws IOException {
        if (owner.sees(other) && !other.isThere()) {
            return false;
        }
        if (owner.sees(other) && other.lives()) {
            return true;
        }
        long last = lastSign(other);
        long start = System.nanoTime();
        long silentMillis = Math.max(0, now() - last);
        long silence = patience.silence().toMillis();
        if (silentMillis < silence) {
            say.accept(other.inWords() + " holds the output; waiting to see whether it is alive, at most "
                    + (silence - silentMillis + 999) / 1000 + " s");
        }
        while (silentMillis + (System.nanoTime() - start) / 1_000_000 < silence) {
            sleep(Math.max(10, patience.period().toMillis() / 10));
            if (lastSign(other) != last) {
                return exists(file);
            }
        }
        return false;
    }

    private long lastSign(LockOwner other) throws IOException {
        try {
            return fs.getFileStatus(sign(other)).getModificationTime();
        } catch (FileNotFoundException e) {
            return exists(file) ? fs.getFileStatus(file).getModificationTime() : 0;
        }
    }

    /** Returns the time as the file system has it. */
    private long now() throws IOException {
        touch();
        return fs.getFileStatus(sign(owner)).getModificationTime();
    }

    private Path sign(LockOwner of) {
        return new Path(file.getParent(), SIGN + of.token());
    }

    private void touch() {
        try (OutputStream out = fs.create(sign(owner), true)) {
            out.flush();
        } catch (IOException | RuntimeException | FSError e) { // the last one where a local disk is full
            LOG.debug("no sign of life in {}", file, e);
        }
    }

    /**
     * Removes the signs of runs that died while they waited. Call this right after the lock was taken, whose time is compared:
     * a run that still waits has touched its sign later than {@link Patience#silence} ago.
     */
    void removeOldSigns() throws IOException {
        long oldest = fs.getFileStatus(file).getModificationTime()
                - patience.silence().toMillis();
        for (FileStatus sign : fs.listStatus(file.getParent())) {
            if (sign.getPath().getName().startsWith(SIGN) && sign.getModificationTime() < oldest) {
                fs.delete(sign.getPath(), false);
            }
        }
    }

    /** Removes the lock of somebody else, unless it is a third one's already. */
    private void remove(LockOwner dead) throws IOException {
        if (read().filter(present -> present.token().equals(dead.token())).isPresent()) {
            fs.delete(file, false);
            fs.delete(sign(dead), false);
        }
    }

    /**
     * Makes sure that this process still holds the lock.
     *
     * @throws UserException with {@link ExitCode#OUTPUT_REFUSED} if not
     */
    void check() throws IOException {
        Optional<LockOwner> present = read();
        if (present.filter(other -> other.token().equals(owner.token())).isEmpty()) {
            throw new UserException(
                    ExitCode.OUTPUT_REFUSED,
                    "the lock of --output " + file.getParent().getParent() + " was taken over by "
                            + present.map(LockOwner::inWords).orElse("somebody who has ended")
                            + " because this run gave no sign of life; what it published stays");
        }
    }

    /** Gives the lock back. */
    @Override
    public void close() {
        timer.shutdown(); // without an interrupt, which file systems that are at work report at length
        try {
            if (!timer.awaitTermination(10, TimeUnit.SECONDS)) { // or it would touch its file once more
                LOG.debug("still touching {}", file);
            }
            if (read().filter(present -> present.token().equals(owner.token())).isPresent()) {
                fs.delete(file, false);
            }
            fs.delete(sign(owner), false);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | UserException e) { // the next run will find it dead
            LOG.warn("cannot remove {}: {}", file, e.toString());
        }
    }

    private static void sleep(long millis) throws IOException {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for a lock", e);
        }
    }
}
