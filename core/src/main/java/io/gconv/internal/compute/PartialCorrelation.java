package io.gconv.internal.compute;

/** An algorithm, prepared for some or all output planes of a {@link CorrelationProblem}. Thread safe. */
interface PartialCorrelation {

    /** Computes a part of the output planes; the others are left as they are. Arrays as in {@link Correlator#correlate}. */
    void correlate(float[] in, int height, int width, float[] out, OutputPart part);

    /** Returns the bytes of the prepared kernels. */
    long kernelBytes();

    /** Returns the bytes of buffers that a thread needs for an image of this size. */
    long workspaceBytes(int height, int width);
}
