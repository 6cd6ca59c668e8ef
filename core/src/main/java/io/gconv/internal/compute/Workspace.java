package io.gconv.internal.compute;

/**
 * The buffers of one thread, shared by all correlations that run on it one after the other: as large as the largest
 * needs, and never smaller again. What is in them at the beginning is arbitrary.
 */
final class Workspace {

    private static final ThreadLocal<Workspace> OF_THREAD = ThreadLocal.withInitial(Workspace::new);
    private static final int BUFFERS = 6;

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
