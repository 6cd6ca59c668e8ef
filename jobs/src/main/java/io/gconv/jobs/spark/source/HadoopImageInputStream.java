package io.gconv.jobs.spark.source;

import static java.util.Objects.checkFromIndexSize;

import io.gconv.jobs.input.InputFile;
import java.io.IOException;
import java.io.InterruptedIOException;
import javax.imageio.stream.ImageInputStreamImpl;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.jspecify.annotations.Nullable;

/** A file of a store, read at random through a buffer in memory; nothing is kept on disk. */
final class HadoopImageInputStream extends ImageInputStreamImpl {

    private static final int BUFFER = 1 << 18;

    private final StoredFile stored;
    private byte[] buffer = new byte[0]; // until it is read: most streams are only asked for their length
    private long start;
    private int filled;
    private @Nullable FSDataInputStream in;

    /** Opens nothing yet: reading says what is wrong with the file. */
    HadoopImageInputStream(InputFile file, Configuration hadoop) {
        stored = new StoredFile(file, hadoop);
    }

    @Override
    public long length() {
        return stored.file().length();
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
        if (streamPos >= length()) {
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
        if (buffer.length == 0) {
            buffer = new byte[(int) Math.min(BUFFER, length())];
        }
        filled = 0;
        filled = stored.read(() -> readAt(streamPos), this::release);
        start = streamPos;
    }

    private int readAt(long position) throws IOException {
        int count = (int) Math.min(buffer.length, length() - position);
        if (in == null) {
            in = stored.open();
        }
        if (in.getPos() != position) {
            in.seek(position);
        }
        in.readFully(buffer, 0, count);
        return count;
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
            }
        }
    }

    @Override
    public void close() throws IOException {
        super.close();
        release();
    }
}
