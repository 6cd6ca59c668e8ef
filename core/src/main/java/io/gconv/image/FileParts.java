package io.gconv.image;

import static java.util.Objects.checkFromIndexSize;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.stream.ImageInputStreamImpl;

/**
 * Parts of a file, and bytes in memory, as one sequence: what a reader of the Java library may see of a file. Parts that
 * follow one another in the file become one.
 */
final class FileParts {

    /** With more parts, there is nearly nothing in each, and their list would be larger than the file. */
    private static final int MOST = 1 << 20;

    private static final byte[] IN_FILE = {};
    private static final Part NONE = new Part(0, 0, 0, (byte) 0);

    private final StoredBytes file;
    private final List<Part> parts = new ArrayList<>();
    private long length;

    /** Creates a sequence of no bytes. */
    FileParts(StoredBytes file) {
        this.file = file;
    }

    /** A part that starts at {@code start} of the sequence: bytes in memory if there are any, else of the file. */
    private record Part(long start, long length, long position, byte... memory) {}

    /** Returns the number of bytes. */
    long length() {
        return length;
    }

    /**
     * Adds bytes of the file, from {@code from} up to {@code to}.
     *
     * @throws BadImageException if the file is in too many parts
     */
    FileParts add(long from, long to) throws BadImageException {
        if (to <= from) {
            return this;
        }
        Part last = parts.isEmpty() ? NONE : parts.get(parts.size() - 1);
        if (last.memory.length == 0 && last.position + last.length == from) {
            parts.set(parts.size() - 1, new Part(last.start, last.length + to - from, last.position, IN_FILE));
        } else {
            checkNumber();
            parts.add(new Part(length, to - from, from, IN_FILE));
        }
        length += to - from;
        return this;
    }

    /** Adds bytes that are not in the file; not a copy. */
    FileParts add(byte... memory) throws BadImageException {
        if (memory.length > 0) {
            checkNumber();
            parts.add(new Part(length, memory.length, 0, memory));
            length += memory.length;
        }
        return this;
    }

    /** Adds the parts of another sequence of the same file. */
    FileParts add(FileParts other) throws BadImageException {
        for (Part part : other.parts) {
            if (part.memory.length > 0) {
                add(part.memory);
            } else {
                add(part.position, part.position + part.length);
            }
        }
        return this;
    }

    private void checkNumber() throws BadImageException {
        if (parts.size() == MOST) {
            throw new BadImageException("the pixels are in more than a million pieces of the file");
        }
    }

    /** Returns a stream over the sequence. Unlike streams of the Java library it has a length, and no cache on disk. */
    ImageInputStreamImpl stream() {
        return new Stream();
    }

    private final class Stream extends ImageInputStreamImpl {

        private int current;

        @Override
        public int read() throws IOException {
            checkUsable();
            bitOffset = 0;
            if (streamPos >= length) {
                return -1;
            }
            Part part = part();
            long offset = streamPos++ - part.start;
            return part.memory.length > 0 ? part.memory[(int) offset] & 0xff : file.at(part.position + offset);
        }

        @Override
        public int read(byte[] target, int offset, int count) throws IOException {
            checkUsable();
            checkFromIndexSize(offset, count, target.length);
            bitOffset = 0;
            if (count == 0) {
                return 0;
            }
            if (streamPos >= length) {
                return -1;
            }
            int whole = (int) Math.min(count, length - streamPos); // some readers take less for the end of the file
            for (int done = 0; done < whole; ) {
                done += readPart(target, offset + done, whole - done);
            }
            return whole;
        }

        private void checkUsable() throws IOException {
            checkClosed();
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedIOException("interrupted");
            }
        }

        private int readPart(byte[] target, int offset, int count) throws IOException {
            Part part = part();
            long from = streamPos - part.start;
            int read = (int) Math.min(count, part.length - from);
            if (part.memory.length > 0) {
                System.arraycopy(part.memory, (int) from, target, offset, read);
            } else {
                file.read(part.position + from, target, offset, read);
            }
            streamPos += read;
            return read;
        }

        /** Returns the part that holds the position; the sequence is read forwards almost always. */
        private Part part() {
            if (parts.get(current).start > streamPos) {
                current = 0;
            }
            while (streamPos - parts.get(current).start >= parts.get(current).length) {
                current++;
            }
            return parts.get(current);
        }

        @Override
        public long length() {
            return length;
        }
    }
}
