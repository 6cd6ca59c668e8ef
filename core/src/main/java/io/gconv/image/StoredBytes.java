package io.gconv.image;

import java.io.EOFException;
import java.io.IOException;
import java.util.Optional;
import java.util.zip.Checksum;
import javax.imageio.stream.ImageInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Random access to a file through a window held in memory. Remembers when the file itself could not be read, which
 * readers of the Java library cannot tell from damage.
 */
final class StoredBytes {

    private static final int WINDOW = 1 << 16;

    private final ImageInputStream stream;
    private final long length;
    private final byte[] window;
    private long start;
    private int filled;
    private @Nullable IOException failure;

    /**
     * Reads a stream, from its first byte on.
     *
     * @throws IllegalArgumentException if the stream does not know its length
     */
    StoredBytes(ImageInputStream stream) throws IOException {
        this.stream = stream;
        length = stream.length();
        if (length < 0) {
            throw new IllegalArgumentException("the stream must know its length");
        }
        window = new byte[(int) Math.min(WINDOW, length)];
    }

    /** Returns the length of the file. */
    long length() {
        return length;
    }

    /** Returns why the file could not be read, if it could not. */
    Optional<IOException> failure() {
        return Optional.ofNullable(failure);
    }

    /** Returns the byte at a position, 0 … 255. */
    int at(long position) throws IOException {
        long index = position - start;
        if (index < 0 || index >= filled) {
            load(position);
            index = 0;
        }
        return window[(int) index] & 0xff;
    }

    /** Returns the number at a position, of 16 bits with the high ones first. */
    int unsigned16(long position) throws IOException {
        return at(position) << 8 | at(position + 1);
    }

    /** Returns the number at a position, of 32 bits with the high ones first. */
    int int32(long position) throws IOException {
        return unsigned16(position) << 16 | unsigned16(position + 2);
    }

    /** Returns a copy of the bytes from {@code from} up to {@code to}, which are in the file. */
    byte[] copy(long from, long to) throws IOException {
        byte[] copy = new byte[(int) (to - from)];
        read(from, copy, 0, copy.length);
        return copy;
    }

    /** Copies bytes that are in the file into an array. */
    void read(long position, byte[] target, int offset, int count) throws IOException {
        int done = 0;
        while (done < count) {
            long at = position + done;
            long index = at - start;
            boolean inWindow = index >= 0 && index < filled;
            if (!inWindow && count - done >= WINDOW) {
                readFully(at, target, offset + done, count - done);
                return;
            }
            if (!inWindow) {
                load(at);
                index = 0;
            }
            int part = Math.min(count - done, filled - (int) index);
            System.arraycopy(window, (int) index, target, offset + done, part);
            done += part;
        }
    }

    /** Returns the first position at or after {@code from} that holds a byte, or the length of the file if none does. */
    long indexOf(int value, long from) throws IOException {
        long position = from;
        while (position < length) {
            at(position);
            for (int i = (int) (position - start); i < filled; i++) {
                if (window[i] == (byte) value) {
                    return start + i;
                }
            }
            position = start + filled;
        }
        return length;
    }

    /** Adds the bytes from {@code from} up to {@code to} to a check sum. */
    void sum(Checksum sum, long from, long to) throws IOException {
        long position = from;
        while (position < to) {
            at(position);
            int index = (int) (position - start);
            int part = (int) Math.min(to - position, filled - index);
            sum.update(window, index, part);
            position += part;
        }
    }

    private void load(long position) throws IOException {
        filled = 0;
        int count = (int) Math.min(window.length, length - position);
        if (count <= 0) {
            throw new EOFException();
        }
        readFully(position, window, 0, count);
        start = position;
        filled = count;
    }

    private void readFully(long position, byte[] target, int offset, int count) throws IOException {
        try {
            stream.seek(position);
            stream.readFully(target, offset, count);
        } catch (EOFException e) {
            failure = new IOException("file is shorter than the " + length + " bytes that were listed", e);
            throw failure;
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }
}
