package io.gconv.internal.compute;

import java.util.Arrays;

/**
 * The buffers of one thread, shared by all correlations that run on it one after the other: as large as the largest
 * needs, and never smaller again. What is in them at the beginning is arbitrary.
 */
final class Workspace {

    private static final ThreadLocal<Workspace> OF_THREAD = ThreadLocal.withInitial(Workspace::new);

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
        return OF_THREAD.get();
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
