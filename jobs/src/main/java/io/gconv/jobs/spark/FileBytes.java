package io.gconv.jobs.spark;

import io.gconv.jobs.input.InputFile;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.security.AccessControlException;

/** Reads whole files. */
final class FileBytes {

    private static final int MAX_LENGTH = Integer.MAX_VALUE - 8;
    private static final int TRIES = 3;
    private static final long PAUSE_MILLIS = 500;

    private FileBytes() {}

    /**
     * Returns the bytes of a file. A store that fails once is asked again, up to three times; what is not there or not
     * permitted is not.
     *
     * @throws IOException with a reason for people
     */
    static byte[] read(InputFile file, Configuration hadoop) throws IOException {
        if (file.length() > MAX_LENGTH) {
            throw new IOException("file of " + file.length() + " bytes is larger than 2 GB");
        }
        if (file.length() == 0) { // or a pipe, which would be waited for when it is opened
            return new byte[0];
        }
        for (int tried = 1; ; tried++) {
            try {
                return readOnce(file, hadoop);
            } catch (FileNotFoundException e) {
                String message = String.valueOf(e.getMessage());
                throw new IOException(
                        message.contains("ermission denied")
                                ? "permission denied"
                                : "file has gone since it was listed",
                        e);
            } catch (AccessControlException e) {
                throw new IOException("permission denied", e);
            } catch (ChangedException e) {
                throw e;
            } catch (IOException e) {
                if (tried == TRIES) {
                    throw new IOException("cannot be read: " + firstLine(e), e);
                }
            }
            pause(tried * PAUSE_MILLIS);
        }
    }

    private static byte[] readOnce(InputFile file, Configuration hadoop) throws IOException {
        Path path = new Path(file.path());
        byte[] bytes = new byte[(int) file.length()];
        FileSystem fs = path.getFileSystem(hadoop);
        if (fs instanceof LocalFileSystem local) {
            fs = local.getRaw(); // the checksum layer stumbles over names with a colon, and over stale .crc files
        }
        try (FSDataInputStream in = fs.open(path)) {
            in.readFully(bytes);
            if (in.read() >= 0) {
                throw new ChangedException("file is longer than the " + file.length() + " bytes that were listed");
            }
        } catch (EOFException e) {
            throw new ChangedException("file is shorter than the " + file.length() + " bytes that were listed");
        } catch (FSError e) { // what Hadoop makes of an IOException of the local file system
            throw new IOException(
                    e.getCause() == null ? e.toString() : e.getCause().getMessage(), e);
        }
        return bytes;
    }

    private static void pause(long millis) throws IOException {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while reading", e);
        }
    }

    private static String firstLine(IOException e) {
        String message = e.getMessage();
        return message == null
                ? e.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }

    /** The file was written to after it was listed. */
    private static final class ChangedException extends IOException {
        private static final long serialVersionUID = 1L;

        ChangedException(String message) {
            super(message);
        }
    }
}
