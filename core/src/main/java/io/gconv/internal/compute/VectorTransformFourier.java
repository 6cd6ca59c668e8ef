package io.gconv.internal.compute;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The transforms of {@link FourierTiles}. A discrete Fourier transform of N real numbers, N even, falls into four parts, since
 * cosines are even and sines odd about 0 and, for even and odd frequencies, about N/4:
 *
 * <pre>
 *   u_i = x_i + x_(N−i),   v_i = x_i − x_(N−i)                                       fold
 *   even cosines: u_i + u_(N/2−i)   odd: u_i − u_(N/2−i)   even sines: v_i − v_(N/2−i)   odd: v_i + v_(N/2−i)
 * </pre>
 *
 * which leaves four matrices with N²/4 elements in all. Sums are in the order of these parts: even cosines at row i, odd ones at
 * N/2 − i, even sines at N/2 + i and odd ones at N − i. Frequencies are in the same parts, ascending. The inverse is the same
 * backwards.
 *
 * <p>Both transforms of a tile, for one vector of channels, take place in two squares, which the first cache nearly holds.
 */
final class VectorTransformFourier implements VectorTransform {

    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int L = S.length();

    private static final int PIXEL = RowArithmetic.LANES;
    private static final int ROW = VectorSums.ROW;

    private final int n; // N
    private final int half;
    private final int odd; // the first row of the odd cosines
    private final int oddSines; // the first row of the odd sines
    private final int last; // the row of frequency N/2
    private final int stride; // of matrices
    private final int outputs;
    private final int radius; // of the kernels: how many of the first and last outputs are wrong
    private final float[] forward; // [row][stride]
    private final float[] inverse;

    VectorTransformFourier(FourierTiles algorithm) {
        this.n = algorithm.tile();
        this.half = n / 2;
        this.odd = half / 2 + 1;
        this.oddSines = half + 1 + (half - 1) / 2;
        this.last = half % 2 == 0 ? half / 2 : half;
        this.stride = odd;
        this.outputs = algorithm.outputs();
        this.radius = algorithm.kernelSize() / 2;
        this.forward = new float[n * stride];
        this.inverse = new float[n * stride];
        for (int row = 0; row < n; row++) {
            for (int k = 0; k < terms(row); k++) {
                int other = first(row) + k;
                forward[row * stride + k] = (float) wave(row, other);
                inverse[row * stride + k] = (float) (algorithm.weight(frequency(other)) * wave(other, row));
            }
        }
    }

    /** Returns the first row of the part that a row is in. */
    private int first(int row) {
        return row < odd ? 0 : row <= half ? odd : row < oddSines ? half + 1 : oddSines;
    }

    /** Returns how many rows are in the part that a row is in. */
    private int terms(int row) {
        return row < odd ? odd : row <= half ? half + 1 - odd : row < oddSines ? oddSines - half - 1 : n - oddSines;
    }

    /** Returns i of a row of sums. */
    private int place(int row) {
        return row < odd ? row : row <= half ? half - row : row < oddSines ? row - half : n - row;
    }

    /** Returns the frequency of a row of the transform. */
    private int frequency(int row) {
        if (row < odd) {
            return 2 * row;
        }
        if (row <= half) {
            return 2 * (row - odd) + 1;
        }
        return row < oddSines ? 2 * (row - half) : 2 * (row - oddSines) + 1;
    }

    private double wave(int transformed, int sum) {
        double angle = 2 * Math.PI * (frequency(transformed) * place(sum) % n) / n;
        return transformed <= half ? Math.cos(angle) : Math.sin(angle);
    }

    /** Returns the row of the cosine of a frequency that has a sine, in the order of {@link FourierTiles#pair}. */
    private int cos(int pair) {
        int even = (half - 1) / 2;
        return pair < even ? pair + 1 : odd + pair - even;
    }

    private int sin(int pair) {
        return half + 1 + pair;
    }

    @Override
    public void forward(float[] in, int at, int rowStride, float[] signs, float[] out, int to, int placeStride) {
        for (int c = 0; c < PIXEL; c += L) {
            forwardVector(in, at + c, rowStride, signs, out, to + c, placeStride);
        }
    }

    private void forwardVector(float[] in, int at, int rowStride, float[] signs, float[] out, int to, int placeStride) {
        Workspace workspace = Workspace.ofThisThread();
        float[] first = workspace.floats(Workspace.SQUARE, n * ROW);
        float[] second = workspace.floats(Workspace.OTHER_SQUARE, n * ROW);
        fold(in, at, rowStride, PIXEL, first);
        multiply(forward, first, n, second);
        fold(second, 0, L, ROW, first); // turns it, so that the rows are along x
        multiply(forward, first, n, second);
        packReals(second, 0, signs, 0, out, to, placeStride);
        int width = 3 * half - 1;
        packReals(second, last, signs, width, out, to + width * placeStride, placeStride);
        for (int pair = 0; pair < half - 1; pair++) {
            int place = 2 * width + 6 * half * pair;
            packPairs(second, pair, signs, place, out, to + place * placeStride, placeStride);
        }
    }

    /** Frequency 0 or N/2 along y; rows of the square are along x. */
    private void packReals(float[] square, int row, float[] signs, int place, float[] out, int to, int placeStride) {
        FloatVector.fromArray(S, square, row * L).intoArray(out, to);
        FloatVector.fromArray(S, square, row * L + last * ROW).intoArray(out, to + placeStride);
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
        int end = last * ROW;
        VectorComplex.pack(square, cos + end, sin + end, signs[place + 3], out, to + 3 * placeStride, placeStride);
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
    public void inverse(float[] in, int at, int placeStride, float[] signs, float[] out, int to, int rowStride) {
        for (int c = 0; c < PIXEL; c += L) {
            inverseVector(in, at + c, placeStride, signs, out, to + c, rowStride);
        }
    }

    private void inverseVector(float[] in, int at, int placeStride, float[] signs, float[] out, int to, int rowStride) {
        Workspace workspace = Workspace.ofThisThread();
        float[] first = workspace.floats(Workspace.SQUARE, n * ROW);
        float[] second = workspace.floats(Workspace.OTHER_SQUARE, n * ROW);
        unpackReals(in, at, placeStride, signs, 0, first, 0);
        int width = 3 * half - 1;
        unpackReals(in, at + width * placeStride, placeStride, signs, width, first, last);
        for (int pair = 0; pair < half - 1; pair++) {
            int place = 2 * width + 6 * half * pair;
            unpackPairs(in, at + place * placeStride, placeStride, signs, place, first, pair);
        }
        multiply(inverse, first, n, second);
        unfold(second, n, first, 0, L, ROW);
        multiply(inverse, first, outputs, second);
        unfold(second, outputs, out, to, PIXEL, rowStride);
    }

    private void unpackReals(float[] in, int at, int placeStride, float[] signs, int place, float[] square, int row) {
        FloatVector.fromArray(S, in, at).intoArray(square, row * ROW);
        FloatVector.fromArray(S, in, at + placeStride).intoArray(square, row * ROW + last * L);
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
        int end = last * L;
        VectorComplex.unpack(in, at + 3 * placeStride, placeStride, signs[place + 3], square, cos + end, sin + end);
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
        foldTwo(in, at, at + half * row, step, out, 0, half * ROW);
        if (half % 2 == 0) {
            int quarter = half / 2;
            foldTwo(in, at + quarter * row, at + 3 * quarter * row, step, out, quarter * ROW, 3 * quarter * ROW);
        }
        for (int i = 1; 2 * i < half; i++) {
            foldFour(in, at + i * row, at + half * row, at + n * row, i * row, step, out, i);
        }
    }

    private void foldTwo(float[] in, int i0, int i1, int step, float[] out, int o0, int o1) {
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
        unfoldTwo(in, 0, half * ROW, count, out, radius == 0 ? to : end, to + (half - radius) * row, step);
        int start = to - radius * row;
        if (half % 2 == 0 && half / 2 >= radius) {
            int quarter = half / 2;
            int plus = start + quarter * row;
            unfoldTwo(in, quarter * ROW, 3 * quarter * ROW, count, out, plus, plus + half * row, step);
        }
        for (int i = 1; 2 * i < half; i++) {
            if (i >= radius) {
                unfoldFour(in, i, 1f, count, out, start + i * row, start + (n - i) * row, step);
            }
            if (2 * i <= outputs) {
                unfoldFour(in, i, -1f, count, out, start + (half - i) * row, start + (half + i) * row, step);
            }
        }
    }

    private static void unfoldTwo(float[] in, int i0, int i1, int count, float[] out, int plus, int minus, int step) {
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
            VectorSums.sum(
                    w, r * stride, terms(r), in, first(r) * ROW, count * L, out, r * ROW, TileAlgorithm.Mode.SET);
        }
    }

    @Override
    public int squareFloats() {
        return 2 * n * ROW;
    }
}
