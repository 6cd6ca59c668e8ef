package io.gconv.internal.compute;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link VectorTiles} for 16 registers that read their factors where they are: four rows × two vectors.
 *
 * <p>C2 runs out of the other registers here: what is needed after a loop takes them from the loop, which then reads its
 * indices from the stack, 13 times in a step of 4 cycles. So the loops know one array of sums instead of the rows of results,
 * and others bring the sums there and back. The methods with loops have more than the 325 bytes that C2 would put into
 * their callers, where all would be together again.
 */
final class VectorTilesInPlace {

    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int L = S.length();
    private static final float[] ZEROS = VectorTiles.ZEROS;
    private static final int HALF = PackedMatrix.BLOCK / 2;

    /** Sums of a tile. */
    static final int SUMS = 8 * L;

    private VectorTilesInPlace() {}

    /** Multiplies the block of eight or four rows from r, for the positions part … stop − 1. */
    static void multiply(
            PackedMatrix w,
            int r,
            int from,
            int to,
            float[] in,
            Offsets inRows,
            int first,
            int inAt,
            int part,
            int stop,
            float[] start,
            float[] out,
            Offsets outRows,
            int outAt,
            float[] sums) {
        int height = w.height(r);
        int weights = w.start(r) + height * (from - first);
        int end = first + to - from;
        int[] rows = outRows.at;
        int last = w.rows - 1;
        for (int i = part; i < stop; i += 2 * L) {
            for (int row = r; row < Math.min(r + height, w.rows); row += HALF) {
                int o0 = outAt + i + rows[row];
                int o1 = outAt + i + rows[Math.min(row + 1, last)];
                int o2 = outAt + i + rows[Math.min(row + 2, last)];
                int o3 = outAt + i + rows[Math.min(row + 3, last)];
                float[] begin = start == ZEROS ? ZEROS : begin(start, o0, o1, o2, o3, sums);
                if (height == HALF) {
                    tile4x2(w.values, weights, in, inRows.at, first, end, inAt + i, begin, sums);
                } else {
                    tile4x2of8(w.values, weights + row - r, in, inRows.at, first, end, inAt + i, begin, sums);
                }
                end(sums, out, o0, o1, o2, o3);
            }
        }
    }

    /** Brings the sums so far here, two vectors from each place. */
    private static float[] begin(float[] start, int o0, int o1, int o2, int o3, float[] sums) {
        FloatVector.fromArray(S, start, o0).intoArray(sums, 0);
        FloatVector.fromArray(S, start, o0 + L).intoArray(sums, L);
        FloatVector.fromArray(S, start, o1).intoArray(sums, 2 * L);
        FloatVector.fromArray(S, start, o1 + L).intoArray(sums, 3 * L);
        FloatVector.fromArray(S, start, o2).intoArray(sums, 4 * L);
        FloatVector.fromArray(S, start, o2 + L).intoArray(sums, 5 * L);
        FloatVector.fromArray(S, start, o3).intoArray(sums, 6 * L);
        FloatVector.fromArray(S, start, o3 + L).intoArray(sums, 7 * L);
        return sums;
    }

    /** Brings the sums back; a row that only fills up a block comes before the one in whose place it is. */
    private static void end(float[] sums, float[] out, int o0, int o1, int o2, int o3) {
        FloatVector.fromArray(S, sums, 6 * L).intoArray(out, o3);
        FloatVector.fromArray(S, sums, 7 * L).intoArray(out, o3 + L);
        FloatVector.fromArray(S, sums, 4 * L).intoArray(out, o2);
        FloatVector.fromArray(S, sums, 5 * L).intoArray(out, o2 + L);
        FloatVector.fromArray(S, sums, 2 * L).intoArray(out, o1);
        FloatVector.fromArray(S, sums, 3 * L).intoArray(out, o1 + L);
        FloatVector.fromArray(S, sums, 0).intoArray(out, o0);
        FloatVector.fromArray(S, sums, L).intoArray(out, o0 + L);
    }

    /** Four rows of a block of eight. */
    private static void tile4x2of8(
            float[] a, int weights, float[] in, int[] rows, int from, int to, int inAt, float[] start, float[] sums) {
        FloatVector c00 = FloatVector.fromArray(S, start, 0);
        FloatVector c01 = FloatVector.fromArray(S, start, L);
        FloatVector c10 = FloatVector.fromArray(S, start, 2 * L);
        FloatVector c11 = FloatVector.fromArray(S, start, 3 * L);
        FloatVector c20 = FloatVector.fromArray(S, start, 4 * L);
        FloatVector c21 = FloatVector.fromArray(S, start, 5 * L);
        FloatVector c30 = FloatVector.fromArray(S, start, 6 * L);
        FloatVector c31 = FloatVector.fromArray(S, start, 7 * L);
        for (int k = from; k < to; k++) {
            int p = weights + 8 * k;
            int q = inAt + rows[k];
            FloatVector b0 = FloatVector.fromArray(S, in, q);
            FloatVector b1 = FloatVector.fromArray(S, in, q + L);
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
        c00.intoArray(sums, 0);
        c01.intoArray(sums, L);
        c10.intoArray(sums, 2 * L);
        c11.intoArray(sums, 3 * L);
        c20.intoArray(sums, 4 * L);
        c21.intoArray(sums, 5 * L);
        c30.intoArray(sums, 6 * L);
        c31.intoArray(sums, 7 * L);
    }

    /** A block of four rows: their distance must be a constant too, or C2 checks all indices of {@code a} in every step. */
    private static void tile4x2(
            float[] a, int weights, float[] in, int[] rows, int from, int to, int inAt, float[] start, float[] sums) {
        FloatVector c00 = FloatVector.fromArray(S, start, 0);
        FloatVector c01 = FloatVector.fromArray(S, start, L);
        FloatVector c10 = FloatVector.fromArray(S, start, 2 * L);
        FloatVector c11 = FloatVector.fromArray(S, start, 3 * L);
        FloatVector c20 = FloatVector.fromArray(S, start, 4 * L);
        FloatVector c21 = FloatVector.fromArray(S, start, 5 * L);
        FloatVector c30 = FloatVector.fromArray(S, start, 6 * L);
        FloatVector c31 = FloatVector.fromArray(S, start, 7 * L);
        for (int k = from; k < to; k++) {
            int p = weights + 4 * k;
            int q = inAt + rows[k];
            FloatVector b0 = FloatVector.fromArray(S, in, q);
            FloatVector b1 = FloatVector.fromArray(S, in, q + L);
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
        c00.intoArray(sums, 0);
        c01.intoArray(sums, L);
        c10.intoArray(sums, 2 * L);
        c11.intoArray(sums, 3 * L);
        c20.intoArray(sums, 4 * L);
        c21.intoArray(sums, 5 * L);
        c30.intoArray(sums, 6 * L);
        c31.intoArray(sums, 7 * L);
    }
}
