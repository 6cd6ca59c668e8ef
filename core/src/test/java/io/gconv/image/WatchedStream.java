package io.gconv.image;

import java.io.IOException;
import javax.imageio.stream.ImageInputStreamImpl;

/** A stream over an array that counts what is read, and fails after some reads: for good, or once for lack of memory. */
final class WatchedStream extends ImageInputStreamImpl {

    private final byte[] bytes;
    private final boolean lacksMemory;
    private int readsLeft;
    private long bytesRead;

    WatchedStream(byte[] bytes, int reads) {
        this(bytes, reads, false);
    }

    private WatchedStream(byte[] bytes, int reads, boolean lacksMemory) {
        this.bytes = bytes;
        this.lacksMemory = lacksMemory;
        readsLeft = reads;
    }

    static WatchedStream lackingMemoryOnce(byte[] bytes, int reads) {
        return new WatchedStream(bytes, reads, true);
    }

    /** Returns the number of bytes that have been read. */
    long bytesRead() {
        return bytesRead;
    }

    @Override
    public int read() {
        throw new IllegalStateException("only many bytes at once are read");
    }

    @Override
    public int read(byte[] target, int offset, int count) throws IOException {
        if (readsLeft-- == 0 && lacksMemory) {
            throw new OutOfMemoryError("a neighbour has it");
        }
        if (readsLeft < 0 && !lacksMemory) {
            throw new IOException("the store is away");
        }
        int part = (int) Math.min(Math.min(count, 10_000), bytes.length - streamPos);
        System.arraycopy(bytes, (int) streamPos, target, offset, part);
        streamPos += part;
        bytesRead += part;
        return part;
    }

    @Override
    public long length() {
        return bytes.length;
    }
}
