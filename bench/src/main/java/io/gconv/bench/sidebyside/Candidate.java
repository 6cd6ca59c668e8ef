package io.gconv.bench.sidebyside;

/** One way to compute a workload, ready to run: inputs and kernels are where it wants them, buffers are allocated. */
interface Candidate extends AutoCloseable {

    /** Returns the name for the table. */
    String name();

    /** Computes every image {@code times} times. */
    void run(int times);

    /** Returns how many images a run computes, each {@code times} times. */
    default int images() {
        return 1;
    }

    /** Returns the output of the last run for the first image, in the order (channel, h, y, x). */
    float[] output();

    @Override
    default void close() {}
}
