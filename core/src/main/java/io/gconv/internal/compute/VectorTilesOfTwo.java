package io.gconv.internal.compute;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Two rows of {@link VectorTiles}, as sparse layers have them. */
final class VectorTilesOfTwo {

    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int L = S.length();
    private static final float[] ZEROS = VectorTiles.ZEROS;

    private VectorTilesOfTwo() {}

    /** Multiplies the block of rows from r, for the positions part … stop − 1. */
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
            int outAt) {
        int i = part;
        for (; !VectorTiles.NARROW && i + 8 * L <= stop; i += 8 * L) {
            tile2x8(w, r, from, to, in, inRows, first, inAt + i, start, out, outRows, outAt + i);
        }
        for (; i + 4 * L <= stop; i += 4 * L) {
            tile2x4(w, r, from, to, in, inRows, first, inAt + i, start, out, outRows, outAt + i);
        }
        for (; i < stop; i += L) {
            tile2x1(w, r, from, to, in, inRows, first, inAt + i, start, out, outRows, outAt + i);
        }
    }

    @SuppressWarnings("checkstyle:MethodLength") // a register tile is written out
    private static void tile2x8(
            PackedMatrix w,
            int row,
            int from,
            int to,
            float[] in,
            Offsets inRows,
            int first,
            int inAt,
            float[] start,
            float[] out,
            Offsets outRows,
            int outAt) {
        float[] a = w.values;
        int o0 = outAt + outRows.at[row];
        int o1 = outAt + outRows.at[Math.min(row + 1, w.rows - 1)];
        int s0 = start == ZEROS ? 0 : o0;
        int s1 = start == ZEROS ? 0 : o1;
        FloatVector c00 = FloatVector.fromArray(S, start, s0);
        FloatVector c01 = FloatVector.fromArray(S, start, s0 + L);
        FloatVector c02 = FloatVector.fromArray(S, start, s0 + 2 * L);
        FloatVector c03 = FloatVector.fromArray(S, start, s0 + 3 * L);
        FloatVector c04 = FloatVector.fromArray(S, start, s0 + 4 * L);
        FloatVector c05 = FloatVector.fromArray(S, start, s0 + 5 * L);
        FloatVector c06 = FloatVector.fromArray(S, start, s0 + 6 * L);
        FloatVector c07 = FloatVector.fromArray(S, start, s0 + 7 * L);
        FloatVector c10 = FloatVector.fromArray(S, start, s1);
        FloatVector c11 = FloatVector.fromArray(S, start, s1 + L);
        FloatVector c12 = FloatVector.fromArray(S, start, s1 + 2 * L);
        FloatVector c13 = FloatVector.fromArray(S, start, s1 + 3 * L);
        FloatVector c14 = FloatVector.fromArray(S, start, s1 + 4 * L);
        FloatVector c15 = FloatVector.fromArray(S, start, s1 + 5 * L);
        FloatVector c16 = FloatVector.fromArray(S, start, s1 + 6 * L);
        FloatVector c17 = FloatVector.fromArray(S, start, s1 + 7 * L);
        int weights = w.start(row) + from * 2;
        int[] at = inRows.at;
        for (int k = 0; k < to - from; k++) {
            int p = weights + 2 * k;
            int q = inAt + at[first + k];
            FloatVector x = FloatVector.broadcast(S, a[p]);
            FloatVector y = FloatVector.broadcast(S, a[p + 1]);
            FloatVector b = FloatVector.fromArray(S, in, q);
            c00 = x.fma(b, c00);
            c10 = y.fma(b, c10);
            b = FloatVector.fromArray(S, in, q + L);
            c01 = x.fma(b, c01);
            c11 = y.fma(b, c11);
            b = FloatVector.fromArray(S, in, q + 2 * L);
            c02 = x.fma(b, c02);
            c12 = y.fma(b, c12);
            b = FloatVector.fromArray(S, in, q + 3 * L);
            c03 = x.fma(b, c03);
            c13 = y.fma(b, c13);
            b = FloatVector.fromArray(S, in, q + 4 * L);
            c04 = x.fma(b, c04);
            c14 = y.fma(b, c14);
            b = FloatVector.fromArray(S, in, q + 5 * L);
            c05 = x.fma(b, c05);
            c15 = y.fma(b, c15);
            b = FloatVector.fromArray(S, in, q + 6 * L);
            c06 = x.fma(b, c06);
            c16 = y.fma(b, c16);
            b = FloatVector.fromArray(S, in, q + 7 * L);
            c07 = x.fma(b, c07);
            c17 = y.fma(b, c17);
        }
        c10.intoArray(out, o1);
        c11.intoArray(out, o1 + L);
        c12.intoArray(out, o1 + 2 * L);
        c13.intoArray(out, o1 + 3 * L);
        c14.intoArray(out, o1 + 4 * L);
        c15.intoArray(out, o1 + 5 * L);
        c16.intoArray(out, o1 + 6 * L);
        c17.intoArray(out, o1 + 7 * L);
        c00.intoArray(out, o0);
        c01.intoArray(out, o0 + L);
        c02.intoArray(out, o0 + 2 * L);
        c03.intoArray(out, o0 + 3 * L);
        c04.intoArray(out, o0 + 4 * L);
        c05.intoArray(out, o0 + 5 * L);
        c06.intoArray(out, o0 + 6 * L);
        c07.intoArray(out, o0 + 7 * L);
    }

    private static void tile2x4(
            PackedMatrix w,
            int row,
            int from,
            int to,
            float[] in,
            Offsets inRows,
            int first,
            int inAt,
            float[] start,
            float[] out,
            Offsets outRows,
            int outAt) {
        float[] a = w.values;
        int o0 = outAt + outRows.at[row];
        int o1 = outAt + outRows.at[Math.min(row + 1, w.rows - 1)];
        int s0 = start == ZEROS ? 0 : o0;
        int s1 = start == ZEROS ? 0 : o1;
        FloatVector c00 = FloatVector.fromArray(S, start, s0);
        FloatVector c01 = FloatVector.fromArray(S, start, s0 + L);
        FloatVector c02 = FloatVector.fromArray(S, start, s0 + 2 * L);
        FloatVector c03 = FloatVector.fromArray(S, start, s0 + 3 * L);
        FloatVector c10 = FloatVector.fromArray(S, start, s1);
        FloatVector c11 = FloatVector.fromArray(S, start, s1 + L);
        FloatVector c12 = FloatVector.fromArray(S, start, s1 + 2 * L);
        FloatVector c13 = FloatVector.fromArray(S, start, s1 + 3 * L);
        int weights = w.start(row) + from * 2;
        int[] at = inRows.at;
        for (int k = 0; k < to - from; k++) {
            int p = weights + 2 * k;
            int q = inAt + at[first + k];
            FloatVector x = FloatVector.broadcast(S, a[p]);
            FloatVector y = FloatVector.broadcast(S, a[p + 1]);
            FloatVector b = FloatVector.fromArray(S, in, q);
            c00 = x.fma(b, c00);
            c10 = y.fma(b, c10);
            b = FloatVector.fromArray(S, in, q + L);
            c01 = x.fma(b, c01);
            c11 = y.fma(b, c11);
            b = FloatVector.fromArray(S, in, q + 2 * L);
            c02 = x.fma(b, c02);
            c12 = y.fma(b, c12);
            b = FloatVector.fromArray(S, in, q + 3 * L);
            c03 = x.fma(b, c03);
            c13 = y.fma(b, c13);
        }
        c10.intoArray(out, o1);
        c11.intoArray(out, o1 + L);
        c12.intoArray(out, o1 + 2 * L);
        c13.intoArray(out, o1 + 3 * L);
        c00.intoArray(out, o0);
        c01.intoArray(out, o0 + L);
        c02.intoArray(out, o0 + 2 * L);
        c03.intoArray(out, o0 + 3 * L);
    }

    private static void tile2x1(
            PackedMatrix w,
            int row,
            int from,
            int to,
            float[] in,
            Offsets inRows,
            int first,
            int inAt,
            float[] start,
            float[] out,
            Offsets outRows,
            int outAt) {
        float[] a = w.values;
        int o0 = outAt + outRows.at[row];
        int o1 = outAt + outRows.at[Math.min(row + 1, w.rows - 1)];
        int s0 = start == ZEROS ? 0 : o0;
        int s1 = start == ZEROS ? 0 : o1;
        FloatVector c00 = FloatVector.fromArray(S, start, s0);
        FloatVector c10 = FloatVector.fromArray(S, start, s1);
        int weights = w.start(row) + from * 2;
        int[] at = inRows.at;
        for (int k = 0; k < to - from; k++) {
            int p = weights + 2 * k;
            int q = inAt + at[first + k];
            FloatVector x = FloatVector.broadcast(S, a[p]);
            FloatVector y = FloatVector.broadcast(S, a[p + 1]);
            FloatVector b = FloatVector.fromArray(S, in, q);
            c00 = x.fma(b, c00);
            c10 = y.fma(b, c10);
        }
        c10.intoArray(out, o1);
        c00.intoArray(out, o0);
    }
}
