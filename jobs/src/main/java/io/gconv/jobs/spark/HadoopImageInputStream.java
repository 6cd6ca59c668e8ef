package io.gconv.jobs.spark;

import static java.util.Objects.checkFromIndexSize;

import io.gconv.jobs.input.InputFile;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import javax.imageio.stream.ImageInputStreamImpl;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.security.AccessControlException;
import org.jspecify.annotations.Nullable;

/**
 * A file of a store, read at random through a buffer in memory; nothing is kept on disk. A store that fails once is asked
 * again, up to three times; what is not there, not permitted or not as it was listed is not.
 */
final class HadoopImageInputStream extends ImageInputStreamImpl {

    private static final int BUFFER = 1 << 18;
    private static final int TRIES = 3;
    private static final long PAUSE_MILLIS = 500;

    private final InputFile file;
    private final Configuration hadoop;
    private final byte[] buffer;
    private long start;
    private int filled;
    private @Nullable FSDataInputStream in;

    /** Opens nothing yet: reading says what is wrong with the file. */
    HadoopImageInputStream(InputFile file, Configuration hadoop) {
        this.file = file;
        this.hadoop = hadoop;
        buffer = new byte[(int) Math.max(0, Math.min(BUFFER, file.length()))];
    }

    @Override
    public long length() {
        return file.length();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int count) throws IOException {
        checkClosed();
        checkFromIndexSize(offset, count, target.length);
        bitOffset = 0;
        if (count == 0) {
            return 0;
        }
        if (streamPos >= file.length()) {
            return -1;
        }
        if (streamPos < start || streamPos >= start + filled) {
            fill();
        }
        int index = (int) (streamPos - start);
        int read = Math.min(count, filled - index);
        System.arraycopy(buffer, index, target, offset, read);
        streamPos += read;
        return read;
    }

    private void fill() throws IOException {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException("interrupted while reading");
        }
        filled = 0;
        for (int tried = 1; ; tried++) {
            try {
                int count = (int) Math.min(buffer.length, file.length() - streamPos);
                readAt(streamPos, count);
                start = streamPos;
                filled = count;
                return;
            } catch (FileNotFoundException e) {
                boolean denied = String.valueOf(e.getMessage()).contains("ermission denied");
                throw new IOException(denied ? "permission denied" : "file has gone since it was listed", e);
            } catch (AccessControlException e) {
                throw new IOException("permission denied", e);
            } catch (EOFException e) {
                throw new IOException("file is shorter than the " + file.length() + " bytes that were listed", e);
            } catch (IOException e) {
                if (tried == TRIES) {
                    throw new IOException("cannot be read: " + firstLine(e), e);
                }
            }
            release();
            pause(tried * PAUSE_MILLIS);
        }
    }

    private void readAt(long position, int count) throws IOException {
        if (in == null) {
            in = open();
        }
        if (in.getPos() != position) {
            in.seek(position);
        }
        try {
            in.readFully(buffer, 0, count);
        } catch (FSError e) { // what Hadoop makes of an IOException of the local file system
            throw new IOException(
                    e.getCause() == null ? e.toString() : e.getCause().getMessage(), e);
        }
    }

    private FSDataInputStream open() throws IOException {
        Path path = new Path(file.path());
        FileSystem fs = path.getFileSystem(hadoop);
        if (fs instanceof LocalFileSystem local) {
            fs = local.getRaw(); // the checksum layer stumbles over names with a colon, and over stale .crc files
        }
        return fs.open(path);
    }

    private static String firstLine(IOException e) {
        String message = e.getMessage();
        return message == null
                ? e.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }

    private static void pause(long millis) throws IOException {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while reading", e);
        }
    }

    /** Closes the file, so that reading opens it anew. */
    private void release() {
        FSDataInputStream old = in;
        in = null;
        if (old != null) {
            try {
                old.close();
            } catch (IOException e) {
                // nothing was written, and what was read is good
                filled = 0;
            }
        }
    }

    @Override
    public void close() throws IOException {
        super.close();
        release();
    }
}
