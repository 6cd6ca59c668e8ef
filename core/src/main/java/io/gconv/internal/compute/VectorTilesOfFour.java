package io.gconv.internal.compute;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Four rows of {@link VectorTiles}. */
final class VectorTilesOfFour {

    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int L = S.length();
    private static final float[] ZEROS = VectorTiles.ZEROS;

    private VectorTilesOfFour() {}

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
        for (; i + 4 * L <= stop; i += 4 * L) {
            tile4x4(w, r, from, to, in, inRows, first, inAt + i, start, out, outRows, outAt + i);
        }
        for (; i + 2 * L <= stop; i += 2 * L) {
            tile4x2(w, r, from, to, in, inRows, first, inAt + i, start, out, outRows, outAt + i);
        }
        for (; i < stop; i += L) {
            tile4x1(w, r, from, to, in, inRows, first, inAt + i, start, out, outRows, outAt + i);
        }
    }

    @SuppressWarnings("checkstyle:MethodLength") // a register tile is written out
    private static void tile4x4(
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
        FloatVector c02 = FloatVector.fromArray(S, start, s0 + 2 * L);
        FloatVector c03 = FloatVector.fromArray(S, start, s0 + 3 * L);
        FloatVector c10 = FloatVector.fromArray(S, start, s1);
        FloatVector c11 = FloatVector.fromArray(S, start, s1 + L);
        FloatVector c12 = FloatVector.fromArray(S, start, s1 + 2 * L);
        FloatVector c13 = FloatVector.fromArray(S, start, s1 + 3 * L);
        FloatVector c20 = FloatVector.fromArray(S, start, s2);
        FloatVector c21 = FloatVector.fromArray(S, start, s2 + L);
        FloatVector c22 = FloatVector.fromArray(S, start, s2 + 2 * L);
        FloatVector c23 = FloatVector.fromArray(S, start, s2 + 3 * L);
        FloatVector c30 = FloatVector.fromArray(S, start, s3);
        FloatVector c31 = FloatVector.fromArray(S, start, s3 + L);
        FloatVector c32 = FloatVector.fromArray(S, start, s3 + 2 * L);
        FloatVector c33 = FloatVector.fromArray(S, start, s3 + 3 * L);
        int weights = w.start(row) + from * 4;
        int[] at = inRows.at;
        for (int k = 0; k < to - from; k++) {
            int p = weights + 4 * k;
            int q = inAt + at[first + k];
            FloatVector b0 = FloatVector.fromArray(S, in, q);
            FloatVector b1 = FloatVector.fromArray(S, in, q + L);
            FloatVector b2 = FloatVector.fromArray(S, in, q + 2 * L);
            FloatVector b3 = FloatVector.fromArray(S, in, q + 3 * L);
            FloatVector x = FloatVector.broadcast(S, a[p]);
            c00 = x.fma(b0, c00);
            c01 = x.fma(b1, c01);
            c02 = x.fma(b2, c02);
            c03 = x.fma(b3, c03);
            x = FloatVector.broadcast(S, a[p + 1]);
            c10 = x.fma(b0, c10);
            c11 = x.fma(b1, c11);
            c12 = x.fma(b2, c12);
            c13 = x.fma(b3, c13);
            x = FloatVector.broadcast(S, a[p + 2]);
            c20 = x.fma(b0, c20);
            c21 = x.fma(b1, c21);
            c22 = x.fma(b2, c22);
            c23 = x.fma(b3, c23);
            x = FloatVector.broadcast(S, a[p + 3]);
            c30 = x.fma(b0, c30);
            c31 = x.fma(b1, c31);
            c32 = x.fma(b2, c32);
            c33 = x.fma(b3, c33);
        }
        c30.intoArray(out, o3);
        c31.intoArray(out, o3 + L);
        c32.intoArray(out, o3 + 2 * L);
        c33.intoArray(out, o3 + 3 * L);
        c20.intoArray(out, o2);
        c21.intoArray(out, o2 + L);
        c22.intoArray(out, o2 + 2 * L);
        c23.intoArray(out, o2 + 3 * L);
        c10.intoArray(out, o1);
        c11.intoArray(out, o1 + L);
        c12.intoArray(out, o1 + 2 * L);
        c13.intoArray(out, o1 + 3 * L);
        c00.intoArray(out, o0);
        c01.intoArray(out, o0 + L);
        c02.intoArray(out, o0 + 2 * L);
        c03.intoArray(out, o0 + 3 * L);
    }

    private static void tile4x2(
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
        int weights = w.start(row) + from * 4;
        int[] at = inRows.at;
        for (int k = 0; k < to - from; k++) {
            int p = weights + 4 * k;
            int q = inAt + at[first + k];
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
        c30.intoArray(out, o3);
        c31.intoArray(out, o3 + L);
        c20.intoArray(out, o2);
        c21.intoArray(out, o2 + L);
        c10.intoArray(out, o1);
        c11.intoArray(out, o1 + L);
        c00.intoArray(out, o0);
        c01.intoArray(out, o0 + L);
    }

    private static void tile4x1(
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
        FloatVector c10 = FloatVector.fromArray(S, start, s1);
        FloatVector c20 = FloatVector.fromArray(S, start, s2);
        FloatVector c30 = FloatVector.fromArray(S, start, s3);
        int weights = w.start(row) + from * 4;
        int[] at = inRows.at;
        for (int k = 0; k < to - from; k++) {
            int p = weights + 4 * k;
            int q = inAt + at[first + k];
            FloatVector b0 = FloatVector.fromArray(S, in, q);
            FloatVector x = FloatVector.broadcast(S, a[p]);
            c00 = x.fma(b0, c00);
            x = FloatVector.broadcast(S, a[p + 1]);
            c10 = x.fma(b0, c10);
            x = FloatVector.broadcast(S, a[p + 2]);
            c20 = x.fma(b0, c20);
            x = FloatVector.broadcast(S, a[p + 3]);
            c30 = x.fma(b0, c30);
        }
        c30.intoArray(out, o3);
        c20.intoArray(out, o2);
        c10.intoArray(out, o1);
        c00.intoArray(out, o0);
    }
}
