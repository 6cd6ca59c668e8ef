package io.gconv.jobs.spark.source;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * Bytes in IDX, the format of MNIST, gzip'ed or not.
 *
 * <pre>
 *   0 0 8 d          8: unsigned bytes; d: the number of dimensions
 *   n₁ … n_d         32 bits each, big-endian
 *   n₁ ⋯ n_d bytes   the last dimension runs fastest
 * </pre>
 */
final class IdxFile implements AutoCloseable {

    private static final int UNSIGNED_BYTES = 8;

    /** What an item may have at most: 8192 × 8192 pixels. */
    private static final long MAX_ITEM = 1L << 26;

    private final DataInputStream in;
    private final long items;
    private final int[] shape;

    private IdxFile(DataInputStream in, long items, int[] shape) {
        this.in = in;
        this.items = items;
        this.shape = shape;
    }

    /**
     * Opens a file and reads its header.
     *
     * @param dimensions how many it must have
     * @throws IllegalArgumentException that says why, if this is no such file
     */
    static IdxFile open(Path file, int dimensions, Configuration hadoop) throws IOException {
        InputStream raw = file.getFileSystem(hadoop).open(file);
        try {
            DataInputStream in = new DataInputStream(plain(raw));
            if (in.readInt() != (UNSIGNED_BYTES << 8 | dimensions)) {
                throw new IllegalArgumentException(
                        "is no IDX file of bytes in " + dimensions + " dimension" + (dimensions == 1 ? "" : "s"));
            }
            long items = Integer.toUnsignedLong(in.readInt());
            int[] shape = new int[dimensions - 1];
            long size = 1;
            for (int i = 0; i < shape.length; i++) {
                shape[i] = in.readInt();
                if (shape[i] <= 0 || (size *= shape[i]) > MAX_ITEM) {
                    throw new IllegalArgumentException("has images without pixels, or with more than " + MAX_ITEM);
                }
            }
            return new IdxFile(in, items, shape);
        } catch (EOFException e) {
            raw.close();
            throw new IllegalArgumentException("ends within its header", e);
        } catch (ZipException e) {
            raw.close();
            throw new IllegalArgumentException("is not whole: " + e.getMessage(), e);
        } catch (IOException | RuntimeException e) {
            raw.close();
            throw e;
        }
    }

    private static InputStream plain(InputStream raw) throws IOException {
        PushbackInputStream in = new PushbackInputStream(raw, 2);
        byte[] start = in.readNBytes(2);
        in.unread(start);
        int magic = start.length < 2 ? 0 : (start[1] & 0xFF) << 8 | (start[0] & 0xFF);
        return magic == GZIPInputStream.GZIP_MAGIC ? new GZIPInputStream(in, 1 << 16) : in;
    }

    /** Returns n₁, as the header has it. */
    long items() {
        return items;
    }

    /** Returns n₂ … n_d. */
    int[] shape() {
        return shape.clone();
    }

    /** Returns n₂ ⋯ n_d. */
    int itemBytes() {
        int size = 1;
        for (int n : shape) {
            size *= n;
        }
        return size;
    }

    /**
     * Reads the next item.
     *
     * @throws EOFException if the file ends within it
     */
    byte[] next() throws IOException {
        byte[] item = in.readNBytes(itemBytes());
        if (item.length < itemBytes()) {
            throw new EOFException("the file ends before its last image");
        }
        return item;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
