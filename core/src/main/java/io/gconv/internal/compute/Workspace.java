package io.gconv.internal.compute;

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

    /** The buffers for one vector of channels of a tile between its transforms, while others are in use. */
    static final int SQUARE = 9;

    static final int OTHER_SQUARE = 10;

    private static final int BUFFERS = 11;

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
}
