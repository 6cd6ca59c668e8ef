package io.gconv.internal.compute;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The transforms of {@link FourierTiles}. A discrete Fourier transform of N = 4q real numbers falls into four parts, since
 * cosines are even and sines odd about 0 and, for even and odd frequencies, about N/4:
 *
 * <pre>
 *   u_i = x_i + x_(N−i),   v_i = x_i − x_(N−i)                                       fold
 *   even cosines: u_i + u_(N/2−i)   odd: u_i − u_(N/2−i)   even sines: v_i − v_(N/2−i)   odd: v_i + v_(N/2−i)
 * </pre>
 *
 * which leaves four matrices with N²/4 elements in all. Sums, and frequencies, are in this order of parts, of q + 1, q,
 * q − 1 and q rows, and within a part by i or by frequency. The inverse is the same backwards.
 *
 * <p>Both transforms of a tile, for one vector of channels, take place in two squares that the first cache holds. All
 * inner loops go over the vectors of a row, with constant distances between rows, so that C2 needs one instruction per
 * multiply-add.
 */
final class VectorTransformFourier implements VectorTransform {

    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int L = S.length();

    private static final int MOST_ROWS = 48;

    /** Floats from row to row of a square, not a power of two, whose rows would share few places in the cache. */
    private static final int ROW = (MOST_ROWS + 1) * L;

    private final int n; // N
    private final int half;
    private final int quarter;
    private final int outputs;
    private final int radius; // of the kernels: how many of the first and last outputs are wrong
    private final float[] forward; // [row][q + 1]
    private final float[] inverse;

    VectorTransformFourier(FourierTiles algorithm) {
        this.n = algorithm.tile();
        this.half = n / 2;
        this.quarter = n / 4;
        this.outputs = algorithm.outputs();
        this.radius = algorithm.kernelSize() / 2;
        this.forward = new float[n * (quarter + 1)];
        this.inverse = new float[n * (quarter + 1)];
        for (int row = 0; row < n; row++) {
            for (int k = 0; k < terms(row); k++) {
                int other = first(row) + k;
                forward[row * (quarter + 1) + k] = (float) wave(row, other);
                inverse[row * (quarter + 1) + k] = (float) (algorithm.weight(frequency(other)) * wave(other, row));
            }
        }
    }

    /** Returns the first row of the part that a row is in. */
    private int first(int row) {
        return row <= quarter ? 0 : row <= half ? quarter + 1 : row < half + quarter ? half + 1 : half + quarter;
    }

    /** Returns how many rows are in the part that a row is in. */
    private int terms(int row) {
        return row <= quarter ? quarter + 1 : row > half && row < half + quarter ? quarter - 1 : quarter;
    }

    /** Returns i of a row of sums. */
    private int place(int row) {
        return row <= quarter ? row : row <= half ? half - row : row < half + quarter ? row - half : n - row;
    }

    /** Returns the frequency of a row of the transform. */
    private int frequency(int row) {
        if (row <= quarter) {
            return 2 * row;
        }
        if (row <= half) {
            return 2 * (row - quarter) - 1;
        }
        return row < half + quarter ? 2 * (row - half) : 2 * (row - half - quarter) + 1;
    }

    private double wave(int transformed, int sum) {
        double angle = 2 * Math.PI * (frequency(transformed) * place(sum) % n) / n;
        return transformed <= half ? Math.cos(angle) : Math.sin(angle);
    }

    /** Returns the row of the cosine of a frequency that has a sine, in the order of {@link FourierTiles#pair}. */
    private int cos(int pair) {
        return pair < quarter - 1 ? pair + 1 : pair + 2;
    }

    private int sin(int pair) {
        return half + 1 + pair;
    }

    @Override
    public void forward(
            float[] in,
            int at,
            int rowStride,
            int pixelStride,
            int lanes,
            float[] signs,
            float[] out,
            int to,
            int placeStride) {
        Workspace workspace = Workspace.ofThisThread();
        float[] first = workspace.floats(Workspace.SQUARE, n * ROW);
        float[] second = workspace.floats(Workspace.OTHER_SQUARE, n * ROW);
        for (int c = 0; c < lanes; c += L) {
            fold(in, at + c, rowStride, pixelStride, first);
            multiply(forward, first, n, second);
            fold(second, 0, L, ROW, first); // turns it, so that the rows are along x
            multiply(forward, first, n, second);
            packReals(second, 0, signs, 0, out, to + c, placeStride);
            int width = 3 * half - 1;
            packReals(second, quarter, signs, width, out, to + c + width * placeStride, placeStride);
            for (int pair = 0; pair < half - 1; pair++) {
                int place = 2 * width + 6 * half * pair;
                packPairs(second, pair, signs, place, out, to + c + place * placeStride, placeStride);
            }
        }
    }

    /** Frequency 0 or N/2 along y; rows of the square are along x. */
    private void packReals(float[] square, int row, float[] signs, int place, float[] out, int to, int placeStride) {
        FloatVector.fromArray(S, square, row * L).intoArray(out, to);
        FloatVector.fromArray(S, square, row * L + quarter * ROW).intoArray(out, to + placeStride);
        for (int pair = 0; pair < half - 1; pair++) {
            int parts = 2 + 3 * pair;
            VectorComplex.pack(
                    square,
                    row * L + cos(pair) * ROW,
                    row * L + sin(pair) * ROW,
                    signs[place + parts],
                    out,
                    to + parts * placeStride,
                    placeStride);
        }
    }

    private void packPairs(float[] square, int along, float[] signs, int place, float[] out, int to, int placeStride) {
        int cos = cos(along) * L;
        int sin = sin(along) * L;
        VectorComplex.pack(square, cos, sin, signs[place], out, to, placeStride);
        int last = quarter * ROW;
        VectorComplex.pack(square, cos + last, sin + last, signs[place + 3], out, to + 3 * placeStride, placeStride);
        for (int pair = 0; pair < half - 1; pair++) {
            int parts = 6 + 6 * pair;
            int c = cos(pair) * ROW;
            int s = sin(pair) * ROW;
            VectorComplex.packBoth(
                    square,
                    cos + c,
                    cos + s,
                    sin + c,
                    sin + s,
                    signs[place + parts + 3],
                    out,
                    to + parts * placeStride,
                    placeStride);
        }
    }

    @Override
    public void inverse(
            float[] in,
            int at,
            int placeStride,
            int lanes,
            float[] signs,
            float[] out,
            int to,
            int rowStride,
            int pixelStride) {
        Workspace workspace = Workspace.ofThisThread();
        float[] first = workspace.floats(Workspace.SQUARE, n * ROW);
        float[] second = workspace.floats(Workspace.OTHER_SQUARE, n * ROW);
        for (int c = 0; c < lanes; c += L) {
            unpackReals(in, at + c, placeStride, signs, 0, first, 0);
            int width = 3 * half - 1;
            unpackReals(in, at + c + width * placeStride, placeStride, signs, width, first, quarter);
            for (int pair = 0; pair < half - 1; pair++) {
                int place = 2 * width + 6 * half * pair;
                unpackPairs(in, at + c + place * placeStride, placeStride, signs, place, first, pair);
            }
            multiply(inverse, first, n, second);
            unfold(second, n, first, 0, L, ROW);
            multiply(inverse, first, outputs, second);
            unfold(second, outputs, out, to + c, pixelStride, rowStride);
        }
    }

    private void unpackReals(float[] in, int at, int placeStride, float[] signs, int place, float[] square, int row) {
        FloatVector.fromArray(S, in, at).intoArray(square, row * ROW);
        FloatVector.fromArray(S, in, at + placeStride).intoArray(square, row * ROW + quarter * L);
        for (int pair = 0; pair < half - 1; pair++) {
            int parts = 2 + 3 * pair;
            VectorComplex.unpack(
                    in,
                    at + parts * placeStride,
                    placeStride,
                    signs[place + parts],
                    square,
                    row * ROW + cos(pair) * L,
                    row * ROW + sin(pair) * L);
        }
    }

    private void unpackPairs(float[] in, int at, int placeStride, float[] signs, int place, float[] square, int along) {
        int cos = cos(along) * ROW;
        int sin = sin(along) * ROW;
        VectorComplex.unpack(in, at, placeStride, signs[place], square, cos, sin);
        int last = quarter * L;
        VectorComplex.unpack(in, at + 3 * placeStride, placeStride, signs[place + 3], square, cos + last, sin + last);
        for (int pair = 0; pair < half - 1; pair++) {
            int parts = 6 + 6 * pair;
            int c = cos(pair) * L;
            int s = sin(pair) * L;
            VectorComplex.unpackBoth(
                    in,
                    at + parts * placeStride,
                    placeStride,
                    signs[place + parts + 3],
                    square,
                    cos + c,
                    cos + s,
                    sin + c,
                    sin + s);
        }
    }

    /** Sums and differences of N rows of N vectors, {@code row} and {@code step} floats apart; out is not in. */
    private void fold(float[] in, int at, int row, int step, float[] out) {
        fold(in, at, at + half * row, step, out, 0, half * ROW);
        fold(in, at + quarter * row, at + (half + quarter) * row, step, out, quarter * ROW, (half + quarter) * ROW);
        for (int i = 1; i < quarter; i++) {
            foldFour(in, at + i * row, at + half * row, at + n * row, i * row, step, out, i);
        }
    }

    private void fold(float[] in, int i0, int i1, int step, float[] out, int o0, int o1) {
        for (int i = 0; i < n * L; i += L) {
            FloatVector x = FloatVector.fromArray(S, in, i0);
            FloatVector y = FloatVector.fromArray(S, in, i1);
            x.add(y).intoArray(out, o0 + i);
            x.sub(y).intoArray(out, o1 + i);
            i0 += step;
            i1 += step;
        }
    }

    /** The rows i, N/2 − i, N/2 + i and N − i. */
    private void foldFour(float[] in, int i0, int middle, int end, int away, int step, float[] out, int row) {
        int o0 = row * ROW;
        int o1 = half * ROW - o0;
        int o2 = half * ROW + o0;
        int o3 = n * ROW - o0;
        for (int i = 0, d = 0; i < n * L; i += L, d += step) {
            FloatVector a = FloatVector.fromArray(S, in, i0 + d);
            FloatVector b = FloatVector.fromArray(S, in, end - away + d);
            FloatVector u = a.add(b);
            FloatVector v = a.sub(b);
            a = FloatVector.fromArray(S, in, middle - away + d);
            b = FloatVector.fromArray(S, in, middle + away + d);
            FloatVector w = a.add(b);
            FloatVector z = a.sub(b);
            u.add(w).intoArray(out, o0 + i);
            u.sub(w).intoArray(out, o1 + i);
            v.sub(z).intoArray(out, o2 + i);
            v.add(z).intoArray(out, o3 + i);
        }
    }

    /** The reverse of {@link #fold}, for the outputs that are right, and one more at their end. */
    private void unfold(float[] in, int count, float[] out, int to, int row, int step) {
        int end = to + outputs * row; // of an output that is not wanted
        unfold(in, 0, half * ROW, count, out, radius == 0 ? to : end, to + (half - radius) * row, step);
        int start = to - radius * row;
        if (quarter >= radius) {
            unfold(
                    in,
                    quarter * ROW,
                    (half + quarter) * ROW,
                    count,
                    out,
                    start + quarter * row,
                    start + (half + quarter) * row,
                    step);
        }
        for (int i = 1; i < quarter; i++) {
            if (i >= radius) {
                unfoldFour(in, i, 1, count, out, start + i * row, start + (n - i) * row, step);
            }
            if (2 * i <= outputs) {
                unfoldFour(in, i, -1, count, out, start + (half - i) * row, start + (half + i) * row, step);
            }
        }
    }

    private static void unfold(float[] in, int i0, int i1, int count, float[] out, int plus, int minus, int step) {
        for (int i = 0, o = 0; i < count * L; i += L, o += step) {
            FloatVector x = FloatVector.fromArray(S, in, i0 + i);
            FloatVector y = FloatVector.fromArray(S, in, i1 + i);
            x.add(y).intoArray(out, plus + o);
            x.sub(y).intoArray(out, minus + o);
        }
    }

    private void unfoldFour(float[] in, int row, float sign, int count, float[] out, int plus, int minus, int step) {
        int i0 = row * ROW;
        int i1 = half * ROW - i0;
        int i2 = half * ROW + i0;
        int i3 = n * ROW - i0;
        FloatVector s = FloatVector.broadcast(S, sign);
        for (int i = 0, o = 0; i < count * L; i += L, o += step) {
            FloatVector even = FloatVector.fromArray(S, in, i1 + i).fma(s, FloatVector.fromArray(S, in, i0 + i));
            FloatVector odd = FloatVector.fromArray(S, in, i2 + i).fma(s, FloatVector.fromArray(S, in, i3 + i));
            even.add(odd).intoArray(out, plus + o);
            even.sub(odd).intoArray(out, minus + o);
        }
    }

    /** Multiplies the rows of every part by its matrix. */
    private void multiply(float[] w, float[] in, int count, float[] out) {
        for (int r = 0; r < n; r++) {
            sum(w, r * (quarter + 1), terms(r), in, first(r) * ROW, count, out, r * ROW, false);
        }
    }

    /** {@code out_i = Σ_k w_k in_(k, i)}; added to what is there if {@code add}. */
    private static void sum(
            float[] w, int at, int terms, float[] in, int from, int count, float[] out, int to, boolean add) {
        switch (terms) {
            case 1 -> sum1(w, at, in, from, count * L, out, to, add);
            case 4 -> sum4(w, at, in, from, count * L, out, to, add);
            case 5 -> sum5(w, at, in, from, count * L, out, to, add);
            case 6 -> sum6(w, at, in, from, count * L, out, to, add);
            case 7 -> sum7(w, at, in, from, count * L, out, to, add);
            case 8 -> sum8(w, at, in, from, count * L, out, to, add);
            default -> {
                int some = terms < 4 ? 1 : terms / 2;
                sum(w, at, some, in, from, count, out, to, add);
                sum(w, at + some, terms - some, in, from + some * ROW, count, out, to, true);
            }
        }
    }

    private static void sum1(float[] w, int at, float[] in, int from, int n, float[] out, int to, boolean add) {
        FloatVector w0 = FloatVector.broadcast(S, w[at]);
        for (int i = 0; i < n; i += L) {
            FloatVector sum = w0.mul(FloatVector.fromArray(S, in, from + i));
            if (add) {
                sum = sum.add(FloatVector.fromArray(S, out, to + i));
            }
            sum.intoArray(out, to + i);
        }
    }

    private static void sum4(float[] w, int at, float[] in, int from, int n, float[] out, int to, boolean add) {
        FloatVector w0 = FloatVector.broadcast(S, w[at]);
        FloatVector w1 = FloatVector.broadcast(S, w[at + 1]);
        FloatVector w2 = FloatVector.broadcast(S, w[at + 2]);
        FloatVector w3 = FloatVector.broadcast(S, w[at + 3]);
        for (int i = 0; i < n; i += L) {
            FloatVector sum = w0.mul(FloatVector.fromArray(S, in, from + i));
            sum = w1.fma(FloatVector.fromArray(S, in, from + i + ROW), sum);
            sum = w2.fma(FloatVector.fromArray(S, in, from + i + 2 * ROW), sum);
            sum = w3.fma(FloatVector.fromArray(S, in, from + i + 3 * ROW), sum);
            if (add) {
                sum = sum.add(FloatVector.fromArray(S, out, to + i));
            }
            sum.intoArray(out, to + i);
        }
    }

    private static void sum5(float[] w, int at, float[] in, int from, int n, float[] out, int to, boolean add) {
        FloatVector w0 = FloatVector.broadcast(S, w[at]);
        FloatVector w1 = FloatVector.broadcast(S, w[at + 1]);
        FloatVector w2 = FloatVector.broadcast(S, w[at + 2]);
        FloatVector w3 = FloatVector.broadcast(S, w[at + 3]);
        FloatVector w4 = FloatVector.broadcast(S, w[at + 4]);
        for (int i = 0; i < n; i += L) {
            FloatVector sum = w0.mul(FloatVector.fromArray(S, in, from + i));
            sum = w1.fma(FloatVector.fromArray(S, in, from + i + ROW), sum);
            sum = w2.fma(FloatVector.fromArray(S, in, from + i + 2 * ROW), sum);
            sum = w3.fma(FloatVector.fromArray(S, in, from + i + 3 * ROW), sum);
            sum = w4.fma(FloatVector.fromArray(S, in, from + i + 4 * ROW), sum);
            if (add) {
                sum = sum.add(FloatVector.fromArray(S, out, to + i));
            }
            sum.intoArray(out, to + i);
        }
    }

    private static void sum6(float[] w, int at, float[] in, int from, int n, float[] out, int to, boolean add) {
        FloatVector w0 = FloatVector.broadcast(S, w[at]);
        FloatVector w1 = FloatVector.broadcast(S, w[at + 1]);
        FloatVector w2 = FloatVector.broadcast(S, w[at + 2]);
        FloatVector w3 = FloatVector.broadcast(S, w[at + 3]);
        FloatVector w4 = FloatVector.broadcast(S, w[at + 4]);
        FloatVector w5 = FloatVector.broadcast(S, w[at + 5]);
        for (int i = 0; i < n; i += L) {
            FloatVector sum = w0.mul(FloatVector.fromArray(S, in, from + i));
            sum = w1.fma(FloatVector.fromArray(S, in, from + i + ROW), sum);
            sum = w2.fma(FloatVector.fromArray(S, in, from + i + 2 * ROW), sum);
            sum = w3.fma(FloatVector.fromArray(S, in, from + i + 3 * ROW), sum);
            sum = w4.fma(FloatVector.fromArray(S, in, from + i + 4 * ROW), sum);
            sum = w5.fma(FloatVector.fromArray(S, in, from + i + 5 * ROW), sum);
            if (add) {
                sum = sum.add(FloatVector.fromArray(S, out, to + i));
            }
            sum.intoArray(out, to + i);
        }
    }

    private static void sum7(float[] w, int at, float[] in, int from, int n, float[] out, int to, boolean add) {
        FloatVector w0 = FloatVector.broadcast(S, w[at]);
        FloatVector w1 = FloatVector.broadcast(S, w[at + 1]);
        FloatVector w2 = FloatVector.broadcast(S, w[at + 2]);
        FloatVector w3 = FloatVector.broadcast(S, w[at + 3]);
        FloatVector w4 = FloatVector.broadcast(S, w[at + 4]);
        FloatVector w5 = FloatVector.broadcast(S, w[at + 5]);
        FloatVector w6 = FloatVector.broadcast(S, w[at + 6]);
        for (int i = 0; i < n; i += L) {
            FloatVector sum = w0.mul(FloatVector.fromArray(S, in, from + i));
            sum = w1.fma(FloatVector.fromArray(S, in, from + i + ROW), sum);
            sum = w2.fma(FloatVector.fromArray(S, in, from + i + 2 * ROW), sum);
            sum = w3.fma(FloatVector.fromArray(S, in, from + i + 3 * ROW), sum);
            sum = w4.fma(FloatVector.fromArray(S, in, from + i + 4 * ROW), sum);
            sum = w5.fma(FloatVector.fromArray(S, in, from + i + 5 * ROW), sum);
            sum = w6.fma(FloatVector.fromArray(S, in, from + i + 6 * ROW), sum);
            if (add) {
                sum = sum.add(FloatVector.fromArray(S, out, to + i));
            }
            sum.intoArray(out, to + i);
        }
    }

    private static void sum8(float[] w, int at, float[] in, int from, int n, float[] out, int to, boolean add) {
        FloatVector w0 = FloatVector.broadcast(S, w[at]);
        FloatVector w1 = FloatVector.broadcast(S, w[at + 1]);
        FloatVector w2 = FloatVector.broadcast(S, w[at + 2]);
        FloatVector w3 = FloatVector.broadcast(S, w[at + 3]);
        FloatVector w4 = FloatVector.broadcast(S, w[at + 4]);
        FloatVector w5 = FloatVector.broadcast(S, w[at + 5]);
        FloatVector w6 = FloatVector.broadcast(S, w[at + 6]);
        FloatVector w7 = FloatVector.broadcast(S, w[at + 7]);
        for (int i = 0; i < n; i += L) {
            FloatVector sum = w0.mul(FloatVector.fromArray(S, in, from + i));
            sum = w1.fma(FloatVector.fromArray(S, in, from + i + ROW), sum);
            sum = w2.fma(FloatVector.fromArray(S, in, from + i + 2 * ROW), sum);
            sum = w3.fma(FloatVector.fromArray(S, in, from + i + 3 * ROW), sum);
            sum = w4.fma(FloatVector.fromArray(S, in, from + i + 4 * ROW), sum);
            sum = w5.fma(FloatVector.fromArray(S, in, from + i + 5 * ROW), sum);
            sum = w6.fma(FloatVector.fromArray(S, in, from + i + 6 * ROW), sum);
            sum = w7.fma(FloatVector.fromArray(S, in, from + i + 7 * ROW), sum);
            if (add) {
                sum = sum.add(FloatVector.fromArray(S, out, to + i));
            }
            sum.intoArray(out, to + i);
        }
    }

    @Override
    public int squareFloats() {
        return 2 * n * ROW;
    }
}
