package io.gconv.internal.compute;

/**
 * The arithmetic that algorithms are made of, but for those on tiles with vectors: linear combinations of rows of floats. A row is a run of {@code n}
 * consecutive floats in a flat array, one per position (pixel or tile).
 *
 * <p>There are two implementations, which give the same floats bit for bit: {@link ScalarRows}, which C2 turns into
 * vector code, and {@link VectorRows}, which uses the Vector API.
 */
interface RowArithmetic {

    /** Rows have a multiple of this many floats. */
    int LANES = 16;

    /** Returns n, rounded up to whole lanes. */
    static int roundUp(int n) {
        return (n + LANES - 1) / LANES * LANES;
    }

    /**
     * Multiplies rows by a matrix.
     *
     * <pre>
     *   out[outAt + outRows[r] + i] = Σ_(k = from … to−1) w(r, k) in[inAt + inRows[k − from] + i],   i = 0 … n−1
     * </pre>
     *
     * Every float is one chain of fused multiply-adds, over k in order, which goes on from what is in {@code out} unless
     * {@code from} is 0. Rows of {@code out} must not overlap rows of {@code in}.
     */
    void multiply(
            PackedMatrix w,
            int from,
            int to,
            float[] in,
            Offsets inRows,
            int inAt,
            int n,
            float[] out,
            Offsets outRows,
            int outAt);

    /** Multiplies rows by all columns of a matrix. */
    default void multiply(
            PackedMatrix w, float[] in, Offsets inRows, int inAt, int n, float[] out, Offsets outRows, int outAt) {
        multiply(w, 0, w.depth, in, inRows, inAt, n, out, outRows, outAt);
    }

    /**
     * The discrete Fourier transform over four rows x₀ … x₃, in additions only.
     *
     * <pre>
     *   s₀ = (x₀ + x₂) + (x₁ + x₃),   s₂ = (x₀ + x₂) − (x₁ + x₃),   d = x₀ − x₂,   e = x₁ − x₃
     * </pre>
     *
     * @param rows offsets of x₀ … x₃ from {@code inAt}, from index {@code 4·orbit}
     * @param s0 where s₀ goes, and so on
     */
    void fourier4(float[] in, int[] rows, int orbit, int inAt, int n, float[] out, int s0, int s2, int d, int e);

    /**
     * Stores a rectangle of results.
     *
     * @param shape how many rows and columns, which may be any numbers, and their distances
     * @param epilogue what is written
     */
    void store(float[] in, int inAt, Rectangle shape, Epilogue epilogue, float[] out, int outAt);

    /**
     * The reverse of {@link #fourier4}, stored like {@link #store}.
     *
     * <pre>
     *   out₀, out₂ = (S₀ + S₂) ± (A + B),   out₁, out₃ = (S₀ − S₂) ∓ (C − D)
     * </pre>
     *
     * @param s0 where S₀ is, and so on
     * @param epilogue what is written, but for the plane
     * @param outAt where the first output goes within its plane
     * @param planes where the planes of the four outputs start
     */
    void inverseFourier4(
            float[] in,
            int s0,
            int s2,
            int a,
            int b,
            int c,
            int d,
            Rectangle shape,
            Epilogue epilogue,
            float[] out,
            int outAt,
            int[] planes);

    /**
     * A rectangle of floats in two flat arrays.
     *
     * @param rows how many rows
     * @param columns how many floats in a row
     * @param inStride floats from row to row where it is read
     * @param outStride floats from row to row where it is written
     */
    record Rectangle(int rows, int columns, int inStride, int outStride) {}

    /** Returns how many floats of a thread {@link #multiply} needs besides its arguments. */
    int workspaceFloats();

    /** Returns whether this is the implementation with the Vector API. */
    boolean isVector();

    /** Returns how fast this implementation is. */
    CostModel.Rates rates();

    /** Returns the name of this implementation. */
    String label();
}
