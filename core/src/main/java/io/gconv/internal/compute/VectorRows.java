package io.gconv.internal.compute;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/** {@link RowArithmetic} with the Vector API. The only class that refers to {@code jdk.incubator.vector}. */
final class VectorRows implements RowArithmetic {

    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int L = S.length();

    /** Rows and positions at a time: so much stays in the first cache. */
    private static final int DEPTH = 128;

    private static final int PART = 4 * L;

    private static final float[] ZEROS = new float[4 * L];

    /** Squares of so many floats are transposed at a time, if that is the length of a vector. */
    private static final int SQUARE = 16;

    private static final ThreadLocal<float[]> HALF_WAY = ThreadLocal.withInitial(() -> new float[SQUARE * SQUARE]);
    private static final VectorShuffle<Float> EXCHANGE_8 = exchange(8);
    private static final VectorShuffle<Float> EXCHANGE_4 = exchange(4);
    private static final VectorShuffle<Float> EXCHANGE_2 = exchange(2);
    private static final VectorShuffle<Float> EXCHANGE_1 = exchange(1);
    private static final VectorMask<Float> UPPER_8 = upper(8);
    private static final VectorMask<Float> UPPER_4 = upper(4);
    private static final VectorMask<Float> UPPER_2 = upper(2);
    private static final VectorMask<Float> UPPER_1 = upper(1);

    /** Returns the length of a vector. */
    static int bits() {
        return S.vectorBitSize();
    }

    @Override
    public void multiply(
            PackedMatrix w,
            int from,
            int to,
            float[] in,
            int[] inRows,
            int inAt,
            int n,
            float[] out,
            int[] outRows,
            int outAt) {
        for (int k = from; k < to; k += DEPTH) {
            multiply(
                    w,
                    k,
                    Math.min(to, k + DEPTH),
                    k - from,
                    in,
                    inRows,
                    inAt,
                    n,
                    k == 0 ? ZEROS : out,
                    out,
                    outRows,
                    outAt);
        }
    }

    private static void multiply(
            PackedMatrix w,
            int from,
            int to,
            int row,
            float[] in,
            int[] inRows,
            int inAt,
            int n,
            float[] start,
            float[] out,
            int[] outRows,
            int outAt) {
        int tall = w.tallRows();
        for (int part = 0; part < n; part += PART) {
            for (int r = 0; r < tall; r += PackedMatrix.BLOCK) {
                int i = part;
                for (; i + 2 * L <= Math.min(n, part + PART); i += 2 * L) {
                    tile8x2(w, r, from, to, in, inRows, row, inAt + i, start, out, outRows, outAt + i);
                }
                for (; i < Math.min(n, part + PART); i += L) {
                    tile8x1(w, r, from, to, in, inRows, row, inAt + i, start, out, outRows, outAt + i);
                }
            }
        }
        if (tall < w.rows) {
            multiplyRest(w, tall, from, to, row, in, inRows, inAt, n, start, out, outRows, outAt);
        }
    }

    /** The last block, if it has four rows. */
    private static void multiplyRest(
            PackedMatrix w,
            int r,
            int from,
            int to,
            int row,
            float[] in,
            int[] inRows,
            int inAt,
            int n,
            float[] start,
            float[] out,
            int[] outRows,
            int outAt) {
        int i = 0;
        for (; i + 4 * L <= n; i += 4 * L) {
            tile4x4(w, r, from, to, in, inRows, row, inAt + i, start, out, outRows, outAt + i);
        }
        for (; i + 2 * L <= n; i += 2 * L) {
            tile4x2(w, r, from, to, in, inRows, row, inAt + i, start, out, outRows, outAt + i);
        }
        for (; i < n; i += L) {
            tile4x1(w, r, from, to, in, inRows, row, inAt + i, start, out, outRows, outAt + i);
        }
    }

    @Override
    public void fourier4(float[] in, int[] rows, int orbit, int n, float[] out, int s0, int s2, int de) {
        int r0 = rows[4 * orbit];
        int r1 = rows[4 * orbit + 1];
        int r2 = rows[4 * orbit + 2];
        int r3 = rows[4 * orbit + 3];
        for (int i = 0; i < n; i += L) {
            FloatVector x0 = FloatVector.fromArray(S, in, r0 + i);
            FloatVector x1 = FloatVector.fromArray(S, in, r1 + i);
            FloatVector x2 = FloatVector.fromArray(S, in, r2 + i);
            FloatVector x3 = FloatVector.fromArray(S, in, r3 + i);
            FloatVector even = x0.add(x2);
            FloatVector odd = x1.add(x3);
            even.add(odd).intoArray(out, s0 + i);
            even.sub(odd).intoArray(out, s2 + i);
            x0.sub(x2).intoArray(out, de + i);
            x1.sub(x3).intoArray(out, de + n + i);
        }
    }

    @Override
    public void packComplex(
            float[] spectrum,
            int row,
            TileAlgorithm.Product product,
            int[] planes,
            int n,
            float[] panel,
            int at,
            int stride,
            int size) {
        FloatVector mix = FloatVector.broadcast(S, product.mix());
        FloatVector sign = FloatVector.broadcast(S, product.sign());
        for (int p = 0; p < planes.length; p++) {
            int from = planes[p] * n;
            int to = at + p * stride;
            for (int i = 0; i < n; i += L) {
                FloatVector u = FloatVector.fromArray(S, spectrum, row * product.u() + from + i);
                FloatVector v = FloatVector.fromArray(S, spectrum, row * product.v() + from + i);
                FloatVector w = FloatVector.fromArray(S, spectrum, row * product.w() + from + i);
                FloatVector z = FloatVector.fromArray(S, spectrum, row * product.z() + from + i);
                FloatVector re = u.add(mix.mul(v));
                FloatVector im = sign.mul(w.sub(mix.mul(z)));
                re.add(im).intoArray(panel, to + i);
                re.intoArray(panel, to + size + i);
                im.intoArray(panel, to + 2 * size + i);
            }
        }
    }

    @Override
    public void unpackComplex(
            float[] panel,
            int at,
            int stride,
            int size,
            int n,
            float[] spectrum,
            int row,
            TileAlgorithm.Product product,
            int[] planes,
            Mode add) {
        FloatVector mix = FloatVector.broadcast(S, product.mix());
        FloatVector sign = FloatVector.broadcast(S, product.sign());
        float[] old = add == Mode.ADD ? spectrum : ZEROS;
        int step = add == Mode.ADD ? 1 : 0; // all of the old values are at 0 if there are none
        boolean mixed = product.mix() != 0;
        for (int q = 0; q < planes.length; q++) {
            int from = at + q * stride;
            int to = planes[q] * n;
            for (int i = 0; i < n; i += L) {
                FloatVector p1 = FloatVector.fromArray(S, panel, from + i);
                FloatVector p2 = FloatVector.fromArray(S, panel, from + size + i);
                FloatVector p3 = FloatVector.fromArray(S, panel, from + 2 * size + i);
                FloatVector re = p1.sub(p3);
                FloatVector im = sign.mul(p1.add(p2));
                int u = row * product.u() + to + i;
                int w = row * product.w() + to + i;
                FloatVector.fromArray(S, old, step * u).add(re).intoArray(spectrum, u);
                FloatVector.fromArray(S, old, step * w).add(im).intoArray(spectrum, w);
                if (mixed) {
                    int v = row * product.v() + to + i;
                    int z = row * product.z() + to + i;
                    FloatVector.fromArray(S, old, step * v).add(mix.mul(re)).intoArray(spectrum, v);
                    FloatVector.fromArray(S, old, step * z).sub(mix.mul(im)).intoArray(spectrum, z);
                }
            }
        }
    }

    @Override
    public void gather(float[] in, int[] windows, int inAt, int length, float[] out, int outAt, int outStride) {
        int i = 0;
        if (L == SQUARE) {
            float[] half = HALF_WAY.get();
            for (; i + SQUARE <= windows.length; i += SQUARE) {
                for (int j = 0; j < length; j += SQUARE) {
                    for (int k = 0; k < 4; k++) {
                        int at = inAt + j;
                        exchange(
                                in,
                                at + windows[i + k],
                                at + windows[i + k + 4],
                                at + windows[i + k + 8],
                                at + windows[i + k + 12],
                                EXCHANGE_8,
                                UPPER_8,
                                EXCHANGE_4,
                                UPPER_4,
                                half,
                                k * SQUARE,
                                (k + 4) * SQUARE,
                                (k + 8) * SQUARE,
                                (k + 12) * SQUARE);
                    }
                    for (int k = 0; k < Math.min(SQUARE, length - j); k += 4) {
                        int from = k * SQUARE;
                        int to = outAt + (j + k) * outStride + i;
                        exchange(
                                half,
                                from,
                                from + SQUARE,
                                from + 2 * SQUARE,
                                from + 3 * SQUARE,
                                EXCHANGE_2,
                                UPPER_2,
                                EXCHANGE_1,
                                UPPER_1,
                                out,
                                to,
                                to + outStride,
                                to + 2 * outStride,
                                to + 3 * outStride);
                    }
                }
            }
        }
        for (; i < windows.length; i++) {
            for (int j = 0; j < length; j++) {
                out[outAt + i + j * outStride] = in[inAt + windows[i] + j];
            }
        }
    }

    @Override
    public void scatter(float[] in, int inAt, int inStride, int length, float[] out, int[] windows, int outAt) {
        int i = 0;
        if (L == SQUARE) {
            float[] half = HALF_WAY.get();
            for (; i + SQUARE <= windows.length; i += SQUARE) {
                for (int k = 0; k < 4; k++) {
                    int at = inAt + k * inStride + i;
                    exchange(
                            in,
                            at,
                            at + 4 * inStride,
                            at + 8 * inStride,
                            at + 12 * inStride,
                            EXCHANGE_8,
                            UPPER_8,
                            EXCHANGE_4,
                            UPPER_4,
                            half,
                            k * SQUARE,
                            (k + 4) * SQUARE,
                            (k + 8) * SQUARE,
                            (k + 12) * SQUARE);
                }
                for (int k = 0; k < SQUARE; k += 4) {
                    int from = k * SQUARE;
                    exchange(
                            half,
                            from,
                            from + SQUARE,
                            from + 2 * SQUARE,
                            from + 3 * SQUARE,
                            EXCHANGE_2,
                            UPPER_2,
                            EXCHANGE_1,
                            UPPER_1,
                            out,
                            outAt + windows[i + k],
                            outAt + windows[i + k + 1],
                            outAt + windows[i + k + 2],
                            outAt + windows[i + k + 3]);
                }
            }
        }
        for (; i < windows.length; i++) {
            for (int j = 0; j < length; j++) {
                out[outAt + windows[i] + j] = in[inAt + j * inStride + i];
            }
        }
    }

    /** Two of the four stages of the transposition of a square of floats, for four of its rows. */
    private static void exchange(
            float[] in,
            int i0,
            int i1,
            int i2,
            int i3,
            VectorShuffle<Float> far,
            VectorMask<Float> farUpper,
            VectorShuffle<Float> near,
            VectorMask<Float> nearUpper,
            float[] out,
            int o0,
            int o1,
            int o2,
            int o3) {
        FloatVector a = FloatVector.fromArray(S, in, i0);
        FloatVector b = FloatVector.fromArray(S, in, i1);
        FloatVector c = FloatVector.fromArray(S, in, i2);
        FloatVector d = FloatVector.fromArray(S, in, i3);
        FloatVector ac = a.blend(c.rearrange(far), farUpper);
        FloatVector ca = a.rearrange(far).blend(c, farUpper);
        FloatVector bd = b.blend(d.rearrange(far), farUpper);
        FloatVector db = b.rearrange(far).blend(d, farUpper);
        ac.blend(bd.rearrange(near), nearUpper).intoArray(out, o0);
        ac.rearrange(near).blend(bd, nearUpper).intoArray(out, o1);
        ca.blend(db.rearrange(near), nearUpper).intoArray(out, o2);
        ca.rearrange(near).blend(db, nearUpper).intoArray(out, o3);
    }

    @Override
    public void store(float[] in, int inAt, Rectangle shape, float bias, float least, float[] out, int outAt) {
        for (int y = 0; y < shape.rows(); y++) {
            int from = inAt + y * shape.inStride();
            int to = outAt + y * shape.outStride();
            int i = 0;
            for (; i + L <= shape.columns(); i += L) {
                FloatVector.fromArray(S, in, from + i).add(bias).max(least).intoArray(out, to + i);
            }
            for (; i < shape.columns(); i++) {
                out[to + i] = Math.max(in[from + i] + bias, least);
            }
        }
    }

    @Override
    public void inverseFourier4(
            float[] in,
            int turn,
            int s0,
            int s2,
            int u,
            int v,
            Rectangle shape,
            float bias,
            float least,
            float[] out,
            int outAt) {
        float even = turn % 2 == 0 ? 1 : -1;
        float outer = turn == 0 || turn == 3 ? 1 : -1;
        for (int y = 0; y < shape.rows(); y++) {
            int from = y * shape.inStride();
            int to = outAt + y * shape.outStride();
            int i = 0;
            for (; i + L <= shape.columns(); i += L) {
                int at = from + i;
                FloatVector sum = FloatVector.fromArray(S, in, s0 + at)
                        .add(FloatVector.fromArray(S, in, s2 + at).mul(even));
                FloatVector side = FloatVector.fromArray(S, in, u + at)
                        .add(FloatVector.fromArray(S, in, v + at).mul(even));
                sum.add(side.mul(outer)).add(bias).max(least).intoArray(out, to + i);
            }
            for (; i < shape.columns(); i++) {
                float sum = in[s0 + from + i] + even * in[s2 + from + i];
                float side = in[u + from + i] + even * in[v + from + i];
                out[to + i] = Math.max(sum + outer * side + bias, least);
            }
        }
    }

    private static VectorShuffle<Float> exchange(int distance) {
        return VectorShuffle.fromOp(S, lane -> lane ^ distance & (L - 1));
    }

    /** Returns the lanes that have the bit {@code distance}. */
    private static VectorMask<Float> upper(int distance) {
        boolean[] lanes = new boolean[L];
        for (int lane = 0; lane < L; lane++) {
            lanes[lane] = (lane & distance) != 0;
        }
        return VectorMask.fromArray(S, lanes, 0);
    }

    @Override
    public boolean isVector() {
        return true;
    }

    @Override
    public String label() {
        return "vector";
    }

    /** 8 rows × 2 vectors. */
    private static void tile8x2(
            PackedMatrix w,
            int row,
            int from,
            int to,
            float[] in,
            int[] inRows,
            int inRow,
            int inAt,
            float[] start,
            float[] out,
            int[] outRows,
            int outAt) {
        float[] a = w.values;
        int last = w.rows - 1;
        int o0 = outRows[row];
        int o1 = outRows[Math.min(row + 1, last)];
        int o2 = outRows[Math.min(row + 2, last)];
        int o3 = outRows[Math.min(row + 3, last)];
        int o4 = outRows[Math.min(row + 4, last)];
        int o5 = outRows[Math.min(row + 5, last)];
        int o6 = outRows[Math.min(row + 6, last)];
        int o7 = outRows[Math.min(row + 7, last)];
        int s0 = start == ZEROS ? 0 : outAt + o0;
        int s1 = start == ZEROS ? 0 : outAt + o1;
        int s2 = start == ZEROS ? 0 : outAt + o2;
        int s3 = start == ZEROS ? 0 : outAt + o3;
        int s4 = start == ZEROS ? 0 : outAt + o4;
        int s5 = start == ZEROS ? 0 : outAt + o5;
        int s6 = start == ZEROS ? 0 : outAt + o6;
        int s7 = start == ZEROS ? 0 : outAt + o7;
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
        int first = w.start(row) + from * 8;
        for (int k = 0; k < to - from; k++) {
            int at = first + 8 * k;
            int b = inAt + inRows[inRow + k];
            FloatVector b0 = FloatVector.fromArray(S, in, b);
            FloatVector b1 = FloatVector.fromArray(S, in, b + L);
            FloatVector x = FloatVector.broadcast(S, a[at]);
            c00 = x.fma(b0, c00);
            c01 = x.fma(b1, c01);
            x = FloatVector.broadcast(S, a[at + 1]);
            c10 = x.fma(b0, c10);
            c11 = x.fma(b1, c11);
            x = FloatVector.broadcast(S, a[at + 2]);
            c20 = x.fma(b0, c20);
            c21 = x.fma(b1, c21);
            x = FloatVector.broadcast(S, a[at + 3]);
            c30 = x.fma(b0, c30);
            c31 = x.fma(b1, c31);
            x = FloatVector.broadcast(S, a[at + 4]);
            c40 = x.fma(b0, c40);
            c41 = x.fma(b1, c41);
            x = FloatVector.broadcast(S, a[at + 5]);
            c50 = x.fma(b0, c50);
            c51 = x.fma(b1, c51);
            x = FloatVector.broadcast(S, a[at + 6]);
            c60 = x.fma(b0, c60);
            c61 = x.fma(b1, c61);
            x = FloatVector.broadcast(S, a[at + 7]);
            c70 = x.fma(b0, c70);
            c71 = x.fma(b1, c71);
        }
        c70.intoArray(out, outAt + o7);
        c71.intoArray(out, outAt + o7 + L);
        c60.intoArray(out, outAt + o6);
        c61.intoArray(out, outAt + o6 + L);
        c50.intoArray(out, outAt + o5);
        c51.intoArray(out, outAt + o5 + L);
        c40.intoArray(out, outAt + o4);
        c41.intoArray(out, outAt + o4 + L);
        c30.intoArray(out, outAt + o3);
        c31.intoArray(out, outAt + o3 + L);
        c20.intoArray(out, outAt + o2);
        c21.intoArray(out, outAt + o2 + L);
        c10.intoArray(out, outAt + o1);
        c11.intoArray(out, outAt + o1 + L);
        c00.intoArray(out, outAt + o0);
        c01.intoArray(out, outAt + o0 + L);
    }

    /** 8 rows × 1 vectors. */
    private static void tile8x1(
            PackedMatrix w,
            int row,
            int from,
            int to,
            float[] in,
            int[] inRows,
            int inRow,
            int inAt,
            float[] start,
            float[] out,
            int[] outRows,
            int outAt) {
        float[] a = w.values;
        int last = w.rows - 1;
        int o0 = outRows[row];
        int o1 = outRows[Math.min(row + 1, last)];
        int o2 = outRows[Math.min(row + 2, last)];
        int o3 = outRows[Math.min(row + 3, last)];
        int o4 = outRows[Math.min(row + 4, last)];
        int o5 = outRows[Math.min(row + 5, last)];
        int o6 = outRows[Math.min(row + 6, last)];
        int o7 = outRows[Math.min(row + 7, last)];
        int s0 = start == ZEROS ? 0 : outAt + o0;
        int s1 = start == ZEROS ? 0 : outAt + o1;
        int s2 = start == ZEROS ? 0 : outAt + o2;
        int s3 = start == ZEROS ? 0 : outAt + o3;
        int s4 = start == ZEROS ? 0 : outAt + o4;
        int s5 = start == ZEROS ? 0 : outAt + o5;
        int s6 = start == ZEROS ? 0 : outAt + o6;
        int s7 = start == ZEROS ? 0 : outAt + o7;
        FloatVector c00 = FloatVector.fromArray(S, start, s0);
        FloatVector c10 = FloatVector.fromArray(S, start, s1);
        FloatVector c20 = FloatVector.fromArray(S, start, s2);
        FloatVector c30 = FloatVector.fromArray(S, start, s3);
        FloatVector c40 = FloatVector.fromArray(S, start, s4);
        FloatVector c50 = FloatVector.fromArray(S, start, s5);
        FloatVector c60 = FloatVector.fromArray(S, start, s6);
        FloatVector c70 = FloatVector.fromArray(S, start, s7);
        int first = w.start(row) + from * 8;
        for (int k = 0; k < to - from; k++) {
            int at = first + 8 * k;
            int b = inAt + inRows[inRow + k];
            FloatVector b0 = FloatVector.fromArray(S, in, b);
            FloatVector x = FloatVector.broadcast(S, a[at]);
            c00 = x.fma(b0, c00);
            x = FloatVector.broadcast(S, a[at + 1]);
            c10 = x.fma(b0, c10);
            x = FloatVector.broadcast(S, a[at + 2]);
            c20 = x.fma(b0, c20);
            x = FloatVector.broadcast(S, a[at + 3]);
            c30 = x.fma(b0, c30);
            x = FloatVector.broadcast(S, a[at + 4]);
            c40 = x.fma(b0, c40);
            x = FloatVector.broadcast(S, a[at + 5]);
            c50 = x.fma(b0, c50);
            x = FloatVector.broadcast(S, a[at + 6]);
            c60 = x.fma(b0, c60);
            x = FloatVector.broadcast(S, a[at + 7]);
            c70 = x.fma(b0, c70);
        }
        c70.intoArray(out, outAt + o7);
        c60.intoArray(out, outAt + o6);
        c50.intoArray(out, outAt + o5);
        c40.intoArray(out, outAt + o4);
        c30.intoArray(out, outAt + o3);
        c20.intoArray(out, outAt + o2);
        c10.intoArray(out, outAt + o1);
        c00.intoArray(out, outAt + o0);
    }

    /** 4 rows × 4 vectors. */
    private static void tile4x4(
            PackedMatrix w,
            int row,
            int from,
            int to,
            float[] in,
            int[] inRows,
            int inRow,
            int inAt,
            float[] start,
            float[] out,
            int[] outRows,
            int outAt) {
        float[] a = w.values;
        int last = w.rows - 1;
        int o0 = outRows[row];
        int o1 = outRows[Math.min(row + 1, last)];
        int o2 = outRows[Math.min(row + 2, last)];
        int o3 = outRows[Math.min(row + 3, last)];
        int s0 = start == ZEROS ? 0 : outAt + o0;
        int s1 = start == ZEROS ? 0 : outAt + o1;
        int s2 = start == ZEROS ? 0 : outAt + o2;
        int s3 = start == ZEROS ? 0 : outAt + o3;
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
        int first = w.start(row) + from * 4;
        for (int k = 0; k < to - from; k++) {
            int at = first + 4 * k;
            int b = inAt + inRows[inRow + k];
            FloatVector b0 = FloatVector.fromArray(S, in, b);
            FloatVector b1 = FloatVector.fromArray(S, in, b + L);
            FloatVector b2 = FloatVector.fromArray(S, in, b + 2 * L);
            FloatVector b3 = FloatVector.fromArray(S, in, b + 3 * L);
            FloatVector x = FloatVector.broadcast(S, a[at]);
            c00 = x.fma(b0, c00);
            c01 = x.fma(b1, c01);
            c02 = x.fma(b2, c02);
            c03 = x.fma(b3, c03);
            x = FloatVector.broadcast(S, a[at + 1]);
            c10 = x.fma(b0, c10);
            c11 = x.fma(b1, c11);
            c12 = x.fma(b2, c12);
            c13 = x.fma(b3, c13);
            x = FloatVector.broadcast(S, a[at + 2]);
            c20 = x.fma(b0, c20);
            c21 = x.fma(b1, c21);
            c22 = x.fma(b2, c22);
            c23 = x.fma(b3, c23);
            x = FloatVector.broadcast(S, a[at + 3]);
            c30 = x.fma(b0, c30);
            c31 = x.fma(b1, c31);
            c32 = x.fma(b2, c32);
            c33 = x.fma(b3, c33);
        }
        c30.intoArray(out, outAt + o3);
        c31.intoArray(out, outAt + o3 + L);
        c32.intoArray(out, outAt + o3 + 2 * L);
        c33.intoArray(out, outAt + o3 + 3 * L);
        c20.intoArray(out, outAt + o2);
        c21.intoArray(out, outAt + o2 + L);
        c22.intoArray(out, outAt + o2 + 2 * L);
        c23.intoArray(out, outAt + o2 + 3 * L);
        c10.intoArray(out, outAt + o1);
        c11.intoArray(out, outAt + o1 + L);
        c12.intoArray(out, outAt + o1 + 2 * L);
        c13.intoArray(out, outAt + o1 + 3 * L);
        c00.intoArray(out, outAt + o0);
        c01.intoArray(out, outAt + o0 + L);
        c02.intoArray(out, outAt + o0 + 2 * L);
        c03.intoArray(out, outAt + o0 + 3 * L);
    }

    /** 4 rows × 2 vectors. */
    private static void tile4x2(
            PackedMatrix w,
            int row,
            int from,
            int to,
            float[] in,
            int[] inRows,
            int inRow,
            int inAt,
            float[] start,
            float[] out,
            int[] outRows,
            int outAt) {
        float[] a = w.values;
        int last = w.rows - 1;
        int o0 = outRows[row];
        int o1 = outRows[Math.min(row + 1, last)];
        int o2 = outRows[Math.min(row + 2, last)];
        int o3 = outRows[Math.min(row + 3, last)];
        int s0 = start == ZEROS ? 0 : outAt + o0;
        int s1 = start == ZEROS ? 0 : outAt + o1;
        int s2 = start == ZEROS ? 0 : outAt + o2;
        int s3 = start == ZEROS ? 0 : outAt + o3;
        FloatVector c00 = FloatVector.fromArray(S, start, s0);
        FloatVector c01 = FloatVector.fromArray(S, start, s0 + L);
        FloatVector c10 = FloatVector.fromArray(S, start, s1);
        FloatVector c11 = FloatVector.fromArray(S, start, s1 + L);
        FloatVector c20 = FloatVector.fromArray(S, start, s2);
        FloatVector c21 = FloatVector.fromArray(S, start, s2 + L);
        FloatVector c30 = FloatVector.fromArray(S, start, s3);
        FloatVector c31 = FloatVector.fromArray(S, start, s3 + L);
        int first = w.start(row) + from * 4;
        for (int k = 0; k < to - from; k++) {
            int at = first + 4 * k;
            int b = inAt + inRows[inRow + k];
            FloatVector b0 = FloatVector.fromArray(S, in, b);
            FloatVector b1 = FloatVector.fromArray(S, in, b + L);
            FloatVector x = FloatVector.broadcast(S, a[at]);
            c00 = x.fma(b0, c00);
            c01 = x.fma(b1, c01);
            x = FloatVector.broadcast(S, a[at + 1]);
            c10 = x.fma(b0, c10);
            c11 = x.fma(b1, c11);
            x = FloatVector.broadcast(S, a[at + 2]);
            c20 = x.fma(b0, c20);
            c21 = x.fma(b1, c21);
            x = FloatVector.broadcast(S, a[at + 3]);
            c30 = x.fma(b0, c30);
            c31 = x.fma(b1, c31);
        }
        c30.intoArray(out, outAt + o3);
        c31.intoArray(out, outAt + o3 + L);
        c20.intoArray(out, outAt + o2);
        c21.intoArray(out, outAt + o2 + L);
        c10.intoArray(out, outAt + o1);
        c11.intoArray(out, outAt + o1 + L);
        c00.intoArray(out, outAt + o0);
        c01.intoArray(out, outAt + o0 + L);
    }

    /** 4 rows × 1 vectors. */
    private static void tile4x1(
            PackedMatrix w,
            int row,
            int from,
            int to,
            float[] in,
            int[] inRows,
            int inRow,
            int inAt,
            float[] start,
            float[] out,
            int[] outRows,
            int outAt) {
        float[] a = w.values;
        int last = w.rows - 1;
        int o0 = outRows[row];
        int o1 = outRows[Math.min(row + 1, last)];
        int o2 = outRows[Math.min(row + 2, last)];
        int o3 = outRows[Math.min(row + 3, last)];
        int s0 = start == ZEROS ? 0 : outAt + o0;
        int s1 = start == ZEROS ? 0 : outAt + o1;
        int s2 = start == ZEROS ? 0 : outAt + o2;
        int s3 = start == ZEROS ? 0 : outAt + o3;
        FloatVector c00 = FloatVector.fromArray(S, start, s0);
        FloatVector c10 = FloatVector.fromArray(S, start, s1);
        FloatVector c20 = FloatVector.fromArray(S, start, s2);
        FloatVector c30 = FloatVector.fromArray(S, start, s3);
        int first = w.start(row) + from * 4;
        for (int k = 0; k < to - from; k++) {
            int at = first + 4 * k;
            int b = inAt + inRows[inRow + k];
            FloatVector b0 = FloatVector.fromArray(S, in, b);
            FloatVector x = FloatVector.broadcast(S, a[at]);
            c00 = x.fma(b0, c00);
            x = FloatVector.broadcast(S, a[at + 1]);
            c10 = x.fma(b0, c10);
            x = FloatVector.broadcast(S, a[at + 2]);
            c20 = x.fma(b0, c20);
            x = FloatVector.broadcast(S, a[at + 3]);
            c30 = x.fma(b0, c30);
        }
        c30.intoArray(out, outAt + o3);
        c20.intoArray(out, outAt + o2);
        c10.intoArray(out, outAt + o1);
        c00.intoArray(out, outAt + o0);
    }
}
