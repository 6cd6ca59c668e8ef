package io.gconv.image;

import java.io.IOException;
import javax.imageio.stream.ImageInputStreamImpl;

/** A stream over an array that counts what is read, and fails for good after some reads. */
final class WatchedStream extends ImageInputStreamImpl {

    private final byte[] bytes;
    private int readsLeft;
    private long bytesRead;

    WatchedStream(byte[] bytes, int reads) {
        this.bytes = bytes;
        readsLeft = reads;
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
        if (readsLeft-- <= 0) {
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
