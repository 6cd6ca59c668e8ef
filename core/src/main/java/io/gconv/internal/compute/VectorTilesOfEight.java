package io.gconv.internal.compute;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Eight rows of {@link VectorTiles}. */
final class VectorTilesOfEight {

    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int L = S.length();
    private static final float[] ZEROS = VectorTiles.ZEROS;

    private VectorTilesOfEight() {}

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
        for (; i + 2 * L <= stop; i += 2 * L) {
            if (inRows.step != 0) {
                tile8x2Strided(w, r, from, to, in, inRows, first, inAt + i, start, out, outRows, outAt + i);
            } else {
                tile8x2(w, r, from, to, in, inRows, first, inAt + i, start, out, outRows, outAt + i);
            }
        }
        for (; i < stop; i += L) {
            tile8x1(w, r, from, to, in, inRows, first, inAt + i, start, out, outRows, outAt + i);
        }
    }

    @SuppressWarnings("checkstyle:MethodLength") // a register tile is written out
    private static void tile8x2Strided(
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
        int o4 = outAt + rows[Math.min(row + 4, last)];
        int o5 = outAt + rows[Math.min(row + 5, last)];
        int o6 = outAt + rows[Math.min(row + 6, last)];
        int o7 = outAt + rows[Math.min(row + 7, last)];
        int s0 = start == ZEROS ? 0 : o0;
        int s1 = start == ZEROS ? 0 : o1;
        int s2 = start == ZEROS ? 0 : o2;
        int s3 = start == ZEROS ? 0 : o3;
        int s4 = start == ZEROS ? 0 : o4;
        int s5 = start == ZEROS ? 0 : o5;
        int s6 = start == ZEROS ? 0 : o6;
        int s7 = start == ZEROS ? 0 : o7;
        FloatVector c00 = FloatVector.fromArray(S, start, s0);
        FloatVector c01 = FloatVector.fromArray(S, start, s0 + L);
        FloatVector c10 = FloatVector.fromArray(S, start, s1);
        FloatVector c11 = FloatVector.fromArray(S, start, s1 + L);
        FloatVector c20 = FloatVector.fromArray(S, start, s2);
        FloatVector c21 = FloatVector.fromArray(S, start, s2 + L);
        FloatVector c30 = FloatVector.fromArray(S, start, s3);
        FloatVector c31 = FloatVector.fromArray(S, start, s3 + L);
        FloatVector c40 = FloatVector.fromArray(S, start, s4);
        FloatVector c41 = FloatVector.fromArray(S, start, s4 + L);
        FloatVector c50 = FloatVector.fromArray(S, start, s5);
        FloatVector c51 = FloatVector.fromArray(S, start, s5 + L);
        FloatVector c60 = FloatVector.fromArray(S, start, s6);
        FloatVector c61 = FloatVector.fromArray(S, start, s6 + L);
        FloatVector c70 = FloatVector.fromArray(S, start, s7);
        FloatVector c71 = FloatVector.fromArray(S, start, s7 + L);
        int weights = w.start(row) + from * 8;
        int step = inRows.step;
        int b = inAt + inRows.at[0] + first * step;
        for (int k = 0; k < to - from; k++) {
            int p = weights + 8 * k;
            int q = b + k * step;
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
            x = FloatVector.broadcast(S, a[p + 4]);
            c40 = x.fma(b0, c40);
            c41 = x.fma(b1, c41);
            x = FloatVector.broadcast(S, a[p + 5]);
            c50 = x.fma(b0, c50);
            c51 = x.fma(b1, c51);
            x = FloatVector.broadcast(S, a[p + 6]);
            c60 = x.fma(b0, c60);
            c61 = x.fma(b1, c61);
            x = FloatVector.broadcast(S, a[p + 7]);
            c70 = x.fma(b0, c70);
            c71 = x.fma(b1, c71);
        }
        c70.intoArray(out, o7);
        c71.intoArray(out, o7 + L);
        c60.intoArray(out, o6);
        c61.intoArray(out, o6 + L);
        c50.intoArray(out, o5);
        c51.intoArray(out, o5 + L);
        c40.intoArray(out, o4);
        c41.intoArray(out, o4 + L);
        c30.intoArray(out, o3);
        c31.intoArray(out, o3 + L);
        c20.intoArray(out, o2);
        c21.intoArray(out, o2 + L);
        c10.intoArray(out, o1);
        c11.intoArray(out, o1 + L);
        c00.intoArray(out, o0);
        c01.intoArray(out, o0 + L);
    }

    @SuppressWarnings("checkstyle:MethodLength") // a register tile is written out
    private static void tile8x2(
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
        int o4 = outAt + rows[Math.min(row + 4, last)];
        int o5 = outAt + rows[Math.min(row + 5, last)];
        int o6 = outAt + rows[Math.min(row + 6, last)];
        int o7 = outAt + rows[Math.min(row + 7, last)];
        int s0 = start == ZEROS ? 0 : o0;
        int s1 = start == ZEROS ? 0 : o1;
        int s2 = start == ZEROS ? 0 : o2;
        int s3 = start == ZEROS ? 0 : o3;
        int s4 = start == ZEROS ? 0 : o4;
        int s5 = start == ZEROS ? 0 : o5;
        int s6 = start == ZEROS ? 0 : o6;
        int s7 = start == ZEROS ? 0 : o7;
        FloatVector c00 = FloatVector.fromArray(S, start, s0);
        FloatVector c01 = FloatVector.fromArray(S, start, s0 + L);
        FloatVector c10 = FloatVector.fromArray(S, start, s1);
        FloatVector c11 = FloatVector.fromArray(S, start, s1 + L);
        FloatVector c20 = FloatVector.fromArray(S, start, s2);
        FloatVector c21 = FloatVector.fromArray(S, start, s2 + L);
        FloatVector c30 = FloatVector.fromArray(S, start, s3);
        FloatVector c31 = FloatVector.fromArray(S, start, s3 + L);
        FloatVector c40 = FloatVector.fromArray(S, start, s4);
        FloatVector c41 = FloatVector.fromArray(S, start, s4 + L);
        FloatVector c50 = FloatVector.fromArray(S, start, s5);
        FloatVector c51 = FloatVector.fromArray(S, start, s5 + L);
        FloatVector c60 = FloatVector.fromArray(S, start, s6);
        FloatVector c61 = FloatVector.fromArray(S, start, s6 + L);
        FloatVector c70 = FloatVector.fromArray(S, start, s7);
        FloatVector c71 = FloatVector.fromArray(S, start, s7 + L);
        int weights = w.start(row) + from * 8;
        int[] at = inRows.at;
        for (int k = 0; k < to - from; k++) {
            int p = weights + 8 * k;
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
            x = FloatVector.broadcast(S, a[p + 4]);
            c40 = x.fma(b0, c40);
            c41 = x.fma(b1, c41);
            x = FloatVector.broadcast(S, a[p + 5]);
            c50 = x.fma(b0, c50);
            c51 = x.fma(b1, c51);
            x = FloatVector.broadcast(S, a[p + 6]);
            c60 = x.fma(b0, c60);
            c61 = x.fma(b1, c61);
            x = FloatVector.broadcast(S, a[p + 7]);
            c70 = x.fma(b0, c70);
            c71 = x.fma(b1, c71);
        }
        c70.intoArray(out, o7);
        c71.intoArray(out, o7 + L);
        c60.intoArray(out, o6);
        c61.intoArray(out, o6 + L);
        c50.intoArray(out, o5);
        c51.intoArray(out, o5 + L);
        c40.intoArray(out, o4);
        c41.intoArray(out, o4 + L);
        c30.intoArray(out, o3);
        c31.intoArray(out, o3 + L);
        c20.intoArray(out, o2);
        c21.intoArray(out, o2 + L);
        c10.intoArray(out, o1);
        c11.intoArray(out, o1 + L);
        c00.intoArray(out, o0);
        c01.intoArray(out, o0 + L);
    }

    @SuppressWarnings("checkstyle:MethodLength") // a register tile is written out
    private static void tile8x1(
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
        int o4 = outAt + rows[Math.min(row + 4, last)];
        int o5 = outAt + rows[Math.min(row + 5, last)];
        int o6 = outAt + rows[Math.min(row + 6, last)];
        int o7 = outAt + rows[Math.min(row + 7, last)];
        int s0 = start == ZEROS ? 0 : o0;
        int s1 = start == ZEROS ? 0 : o1;
        int s2 = start == ZEROS ? 0 : o2;
        int s3 = start == ZEROS ? 0 : o3;
        int s4 = start == ZEROS ? 0 : o4;
        int s5 = start == ZEROS ? 0 : o5;
        int s6 = start == ZEROS ? 0 : o6;
        int s7 = start == ZEROS ? 0 : o7;
        FloatVector c00 = FloatVector.fromArray(S, start, s0);
        FloatVector c10 = FloatVector.fromArray(S, start, s1);
        FloatVector c20 = FloatVector.fromArray(S, start, s2);
        FloatVector c30 = FloatVector.fromArray(S, start, s3);
        FloatVector c40 = FloatVector.fromArray(S, start, s4);
        FloatVector c50 = FloatVector.fromArray(S, start, s5);
        FloatVector c60 = FloatVector.fromArray(S, start, s6);
        FloatVector c70 = FloatVector.fromArray(S, start, s7);
        int weights = w.start(row) + from * 8;
        int[] at = inRows.at;
        for (int k = 0; k < to - from; k++) {
            int p = weights + 8 * k;
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
            x = FloatVector.broadcast(S, a[p + 4]);
            c40 = x.fma(b0, c40);
            x = FloatVector.broadcast(S, a[p + 5]);
            c50 = x.fma(b0, c50);
            x = FloatVector.broadcast(S, a[p + 6]);
            c60 = x.fma(b0, c60);
            x = FloatVector.broadcast(S, a[p + 7]);
            c70 = x.fma(b0, c70);
        }
        c70.intoArray(out, o7);
        c60.intoArray(out, o6);
        c50.intoArray(out, o5);
        c40.intoArray(out, o4);
        c30.intoArray(out, o3);
        c20.intoArray(out, o2);
        c10.intoArray(out, o1);
        c00.intoArray(out, o0);
    }
}
