package io.gconv.internal.compute;

import java.lang.ref.SoftReference;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The buffers of one thread, shared by all correlations that run on it one after the other: as large as the largest
 * has needed. The JVM takes them back before it runs out of memory. What is in them at the beginning is arbitrary.
 */
final class Workspace {

    private static final ThreadLocal<@Nullable SoftReference<Workspace>> OF_THREAD = new ThreadLocal<>();

    /**
     * How many floats to leave out so that vectors of 64 bytes do not cross cache lines: a large array starts at a page, after
     * a header of 16 bytes.
     */
    static final int ALIGNED = 12;

    /** The buffer that transpositions need, while others are in use. */
    static final int LINES = 6;

    /** The buffer for the panels of a product, while others are in use. */
    static final int PANELS = 7;

    /** The buffer for the sums of a register tile, while others are in use. */
    static final int SUMS = 8;

    /** The buffers for some channels of a tile between its transforms, while others are in use. */
    static final int SQUARE = 9;

    static final int OTHER_SQUARE = 10;

    /** The buffer for a square that is transposed, while others are in use. */
    static final int HALF_WAY = 11;

    private static final int BUFFERS = 12;

    private final float[][] buffers = new float[BUFFERS][0];

    static Workspace ofThisThread() {
        SoftReference<Workspace> reference = OF_THREAD.get();
        Workspace workspace = reference == null ? null : reference.get();
        if (workspace == null) {
            workspace = new Workspace();
            OF_THREAD.set(new SoftReference<>(workspace));
        }
        return workspace;
    }

    /** Returns buffer {@code i} with at least {@code size} floats. */
    float[] floats(int i, int size) {
        if (buffers[i].length < size) {
            buffers[i] = new float[size];
        }
        return buffers[i];
    }

    /** Returns the bytes of all buffers. */
    long bytes() {
        return Arrays.stream(buffers)
                .mapToLong(buffer -> (long) Float.BYTES * buffer.length)
                .sum();
    }
}
