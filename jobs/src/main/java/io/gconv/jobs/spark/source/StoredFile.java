package io.gconv.jobs.spark.source;

import io.gconv.jobs.error.Failure;
import io.gconv.jobs.input.InputFile;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.security.AccessControlException;

/**
 * A file of a store that may fail now and then: it is asked up to three times. What is not there, not permitted or not as
 * it was listed is not asked for again.
 */
record StoredFile(InputFile file, Configuration hadoop) {

    private static final int TRIES = 3;
    private static final long PAUSE_MILLIS = 500;

    /** Something that is read. */
    @FunctionalInterface
    interface Read<T> {
        T read() throws IOException;
    }

    /** Opens the file at its start. */
    FSDataInputStream open() throws IOException {
        Path path = new Path(file.path());
        FileSystem fs = path.getFileSystem(hadoop);
        if (fs instanceof LocalFileSystem local) {
            fs = local.getRaw(); // the checksum layer stumbles over names with a colon, and over stale .crc files
        }
        return fs.open(path);
    }

    /**
     * Returns what is read.
     *
     * @param reopen what is done before the store is asked again
     * @throws IOException with a reason for people
     */
    <T> T read(Read<T> read, Runnable reopen) throws IOException {
        for (int tried = 1; ; tried++) {
            try {
                return read.read();
            } catch (FileNotFoundException e) {
                throw new IOException(missing(e), e);
            } catch (AccessControlException | AccessDeniedException e) { // s3a throws the latter
                throw new IOException("permission denied", e);
            } catch (EOFException e) {
                throw new IOException("file is shorter than the " + file.length() + " bytes that were listed", e);
            } catch (LongerException e) {
                throw new IOException(
                        file.length() < 0
                                ? "file is larger than 2 GB"
                                : "file is longer than the " + file.length() + " bytes that were listed",
                        e);
            } catch (FSError e) { // what Hadoop makes of an IOException of the local file system
                giveUpAfter(tried, e.getCause() == null ? e : e.getCause());
            } catch (IOException e) {
                giveUpAfter(tried, e);
            }
            reopen.run();
            pause(tried * PAUSE_MILLIS);
        }
    }

    private String missing(FileNotFoundException e) {
        if (String.valueOf(e.getMessage()).contains("ermission denied")) {
            return "permission denied";
        }
        return file.length() < 0 // a web server's, which was not asked when it was listed
                ? "not found: the server answered that it has no such file (404)"
                : "file has gone since it was listed";
    }

    private static void giveUpAfter(int tried, Throwable failure) throws IOException {
        if (tried == TRIES) {
            throw new IOException("cannot be read: " + Failure.line(failure), failure);
        }
    }

    private static void pause(long millis) throws IOException {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while reading", e);
        }
    }

    /** The file was written to after it was listed, or is longer than any that is read. */
    static final class LongerException extends IOException {
        private static final long serialVersionUID = 1L;
    }
}
