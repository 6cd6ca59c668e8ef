package io.gconv.internal.compute;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Eight rows of {@link VectorTiles} in two halves, for vectors of 256 bits: with 16 registers, eight sums are as many as C2 keeps
 * in them, because it reads all that a step multiplies before it multiplies.
 */
final class VectorTilesOfHalves {

    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int L = S.length();
    private static final float[] ZEROS = VectorTiles.ZEROS;
    private static final int HALF = PackedMatrix.BLOCK / 2;

    private VectorTilesOfHalves() {}

    /** Positions side by side in a panel. */
    static final int PANEL = 2 * L;

    /**
     * Copies positions into panels, where {@link #multiply} finds the factors of a step next to those of the last one: without a
     * distance that C2 knows, every step would check twice whether it reads inside of {@code in}.
     *
     * <pre>
     *   panels[(i / 16)·16·depth + 16·k + i mod 16] = in[inAt + rows[k] + i],   k = 0 … depth − 1
     * </pre>
     *
     * @param n how many positions, an even number of vectors
     */
    static void pack(float[] in, Offsets inRows, int first, int depth, int inAt, int n, float[] panels) {
        int[] rows = inRows.at;
        for (int i = 0; i < n; i += PANEL) {
            int to = i * depth;
            for (int k = 0; k < depth; k++) {
                int at = inAt + rows[first + k] + i;
                FloatVector.fromArray(S, in, at).intoArray(panels, to + k * PANEL);
                FloatVector.fromArray(S, in, at + L).intoArray(panels, to + k * PANEL + L);
            }
        }
    }

    /** Multiplies the block of rows from r by n positions in panels. */
    static void multiply(
            PackedMatrix w,
            int r,
            int from,
            int depth,
            float[] panels,
            int n,
            float[] start,
            float[] out,
            Offsets outRows,
            int outAt) {
        for (int half = 0; half < PackedMatrix.BLOCK && r + half < w.rows; half += HALF) {
            int weights = w.start(r) + from * PackedMatrix.BLOCK + half;
            for (int i = 0; i < n; i += PANEL) {
                tile4x2(w, r + half, weights, depth, panels, i * depth, start, out, outRows, outAt + i);
            }
        }
    }

    private static void tile4x2(
            PackedMatrix w,
            int row,
            int weights,
            int depth,
            float[] panels,
            int at,
            float[] start,
            float[] out,
            Offsets outRows,
            int outAt) {
        float[] a = w.values;
        int[] rows = outRows.at;
        int last = w.rows - 1;
        int o0 = outAt + rows[row];
        int o1 = outAt + rows[Math.min(row + 1, last)];
        int o2 = outAt + rows[Math.min(row + 2, last)];
        int o3 = outAt + rows[Math.min(row + 3, last)];
        int s0 = start == ZEROS ? 0 : o0;
        int s1 = start == ZEROS ? 0 : o1;
        int s2 = start == ZEROS ? 0 : o2;
        int s3 = start == ZEROS ? 0 : o3;
        FloatVector c00 = FloatVector.fromArray(S, start, s0);
        FloatVector c01 = FloatVector.fromArray(S, start, s0 + L);
        FloatVector c10 = FloatVector.fromArray(S, start, s1);
        FloatVector c11 = FloatVector.fromArray(S, start, s1 + L);
        FloatVector c20 = FloatVector.fromArray(S, start, s2);
        FloatVector c21 = FloatVector.fromArray(S, start, s2 + L);
        FloatVector c30 = FloatVector.fromArray(S, start, s3);
        FloatVector c31 = FloatVector.fromArray(S, start, s3 + L);
        for (int k = 0; k < depth; k++) {
            int p = weights + 8 * k;
            int q = at + PANEL * k;
            FloatVector b0 = FloatVector.fromArray(S, panels, q);
            FloatVector b1 = FloatVector.fromArray(S, panels, q + L);
            FloatVector x = FloatVector.broadcast(S, a[p]);
            c00 = x.fma(b0, c00);
            c01 = x.fma(b1, c01);
            x = FloatVector.broadcast(S, a[p + 1]);
            c10 = x.fma(b0, c10);
            c11 = x.fma(b1, c11);
            x = FloatVector.broadcast(S, a[p + 2]);
            c20 = x.fma(b0, c20);
            c21 = x.fma(b1, c21);
            x = FloatVector.broadcast(S, a[p + 3]);
            c30 = x.fma(b0, c30);
            c31 = x.fma(b1, c31);
        }
        c30.intoArray(out, o3);
        c31.intoArray(out, o3 + L);
        c20.intoArray(out, o2);
        c21.intoArray(out, o2 + L);
        c10.intoArray(out, o1);
        c11.intoArray(out, o1 + L);
        c00.intoArray(out, o0);
        c01.intoArray(out, o0 + L);
    }
}
