package io.gconv.internal.compute;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * F(r + 2, 5 × 5), from the values at 0, ±2, ±½, ∞ and two pairs among the r-th roots of unity, where r is 5 or 6.
 *
 * <pre>
 *   P(x) = x (xʳ − 1) (x⁴ − 17/4 x² + 1)
 * </pre>
 *
 * so the roots of unity are a discrete Fourier transform of length r, and the others share what xʳ − 1 makes of the
 * input. Every one-dimensional transform reads rows and writes columns, at distances that C2 knows.
 *
 * <p>JDK 17 makes objects of the last vectors of a long method, so the transforms are in two or three parts; and every part has
 * more than the 325 bytes that C2 would put into its caller, which would be long again.
 */
abstract class VectorTransformOfRoots implements VectorTransform {

    static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    static final int L = S.length();
    static final int PIXEL = RowArithmetic.LANES;
    static final int ROW = 13 * PIXEL; // of a square: no power of two
    private static final int PAIRS = 2;

    private final int tile;
    private final int reals;
    private final int outputs;
    private final int width; // places of a real point along y
    private final int pairWidth; // of a pair along y

    /** Creates a transform for tiles of r + 6 pixels. */
    VectorTransformOfRoots(int roots) {
        this.tile = roots + 6;
        this.reals = tile - 2 * PAIRS;
        this.outputs = roots + 2;
        this.width = reals + 3 * PAIRS;
        this.pairWidth = 3 * reals + 6 * PAIRS;
    }

    /**
     * Multiplies a vector of channels of all rows of a tile by B; real points come first, then the real and the imaginary part of
     * pairs.
     */
    abstract void forward(float[] in, int at, int rowStride, float[] out, int to);

    /**
     * Multiplies a vector of channels of some rows of a square by A: Σ_a aᵗ m_a, with real parts at pairs, m_∞ for the highest
     * power, and a share of m_±2.
     */
    abstract void inverse(float[] in, int at, int rows, float[] out);

    @Override
    public void forward(float[] in, int at, int rowStride, float[] signs, float[] out, int to, int placeStride) {
        Workspace workspace = Workspace.ofThisThread();
        float[] first = workspace.floats(Workspace.SQUARE, tile * ROW);
        float[] square = workspace.floats(Workspace.OTHER_SQUARE, tile * ROW);
        for (int c = 0; c < PIXEL; c += L) {
            forward(in, at + c, rowStride, first, c);
            forward(first, c, ROW, square, c);
        }
        for (int a = 0; a < reals; a++) {
            int row = a * ROW;
            int place = a * width;
            int start = to + place * placeStride;
            for (int b = 0; b < reals; b++) {
                for (int c = 0; c < PIXEL; c += L) {
                    VectorComplex.copy(square, row + b * PIXEL + c, out, start + b * placeStride + c);
                }
            }
            for (int pair = 0; pair < PAIRS; pair++) {
                int parts = reals + 3 * pair;
                int cos = row + (reals + 2 * pair) * PIXEL;
                for (int c = 0; c < PIXEL; c += L) {
                    VectorComplex.pack(
                            square,
                            cos + c,
                            cos + PIXEL + c,
                            signs[place + parts],
                            out,
                            start + parts * placeStride + c,
                            placeStride);
                }
            }
        }
        for (int pair = 0; pair < PAIRS; pair++) {
            int place = reals * width + pair * pairWidth;
            packPair(square, (reals + 2 * pair) * ROW, signs, place, out, to + place * placeStride, placeStride);
        }
    }

    /** Packs the complex products of the rows of a real and an imaginary part. */
    private void packPair(float[] square, int row, float[] signs, int place, float[] out, int to, int placeStride) {
        for (int b = 0; b < reals; b++) {
            int re = row + b * PIXEL;
            for (int c = 0; c < PIXEL; c += L) {
                VectorComplex.pack(
                        square,
                        re + c,
                        re + ROW + c,
                        signs[place + 3 * b],
                        out,
                        to + 3 * b * placeStride + c,
                        placeStride);
            }
        }
        for (int pair = 0; pair < PAIRS; pair++) {
            int parts = 3 * reals + 6 * pair;
            int cos = row + (reals + 2 * pair) * PIXEL;
            for (int c = 0; c < PIXEL; c += L) {
                VectorComplex.packBoth(
                        square,
                        cos + c,
                        cos + PIXEL + c,
                        cos + ROW + c,
                        cos + ROW + PIXEL + c,
                        signs[place + parts + 3],
                        out,
                        to + parts * placeStride + c,
                        placeStride);
            }
        }
    }

    /** 0, ±2, ±½ and ∞, of r + 6 rows. */
    static void forwardReals(float[] in, int at, int rowStride, int roots, float[] out, int to) {
        int i = at;
        for (int o = to; o < to + (roots + 6) * PIXEL; o += PIXEL) {
            int r = i + roots * PIXEL;
            FloatVector g0 = FloatVector.fromArray(S, in, r).sub(FloatVector.fromArray(S, in, i)); // xʳ − 1
            FloatVector g1 = FloatVector.fromArray(S, in, r + PIXEL).sub(FloatVector.fromArray(S, in, i + PIXEL));
            FloatVector g2 =
                    FloatVector.fromArray(S, in, r + 2 * PIXEL).sub(FloatVector.fromArray(S, in, i + 2 * PIXEL));
            FloatVector g3 =
                    FloatVector.fromArray(S, in, r + 3 * PIXEL).sub(FloatVector.fromArray(S, in, i + 3 * PIXEL));
            FloatVector g4 =
                    FloatVector.fromArray(S, in, r + 4 * PIXEL).sub(FloatVector.fromArray(S, in, i + 4 * PIXEL));
            FloatVector g5 =
                    FloatVector.fromArray(S, in, r + 5 * PIXEL).sub(FloatVector.fromArray(S, in, i + 5 * PIXEL));
            FloatVector middle = FloatVector.broadcast(S, 4.25f);
            g2.mul(middle).sub(g0.add(g4)).intoArray(out, o);
            g1.add(g5).sub(g3.mul(middle)).intoArray(out, o + 6 * ROW);
            FloatVector quarter = FloatVector.broadcast(S, -0.25f);
            FloatVector two = FloatVector.broadcast(S, 2f);
            FloatVector even = g1.fma(quarter, g3).mul(two);
            FloatVector odd = g2.fma(quarter, g4);
            odd.add(even).intoArray(out, o + ROW);
            odd.sub(even).intoArray(out, o + 2 * ROW);
            FloatVector four = FloatVector.broadcast(S, -4f);
            FloatVector half = FloatVector.broadcast(S, 0.5f);
            even = g1.fma(four, g3).mul(half);
            odd = g2.fma(four, g4);
            odd.add(even).intoArray(out, o + 4 * ROW);
            odd.sub(even).intoArray(out, o + 5 * ROW);
            i += rowStride;
        }
    }

    @Override
    public void inverse(float[] in, int at, int placeStride, float[] signs, float[] out, int to, int rowStride) {
        Workspace workspace = Workspace.ofThisThread();
        float[] square = workspace.floats(Workspace.SQUARE, tile * ROW);
        float[] second = workspace.floats(Workspace.OTHER_SQUARE, tile * ROW);
        for (int a = 0; a < reals; a++) {
            int row = a * ROW;
            int place = a * width;
            int start = at + place * placeStride;
            for (int b = 0; b < reals; b++) {
                for (int c = 0; c < PIXEL; c += L) {
                    VectorComplex.copy(in, start + b * placeStride + c, square, row + b * PIXEL + c);
                }
            }
            for (int pair = 0; pair < PAIRS; pair++) {
                int parts = reals + 3 * pair;
                int cos = row + (reals + 2 * pair) * PIXEL;
                for (int c = 0; c < PIXEL; c += L) {
                    VectorComplex.unpack(
                            in,
                            start + parts * placeStride + c,
                            placeStride,
                            signs[place + parts],
                            square,
                            cos + c,
                            cos + PIXEL + c);
                }
            }
        }
        for (int pair = 0; pair < PAIRS; pair++) {
            int place = reals * width + pair * pairWidth;
            unpackPair(in, at + place * placeStride, placeStride, signs, place, square, (reals + 2 * pair) * ROW);
        }
        for (int c = 0; c < PIXEL; c += L) {
            inverse(square, c, tile, second);
            inverse(second, c, outputs, square);
        }
        for (int y = 0; y < outputs; y++) {
            for (int x = 0; x < outputs; x++) {
                for (int c = 0; c < PIXEL; c += L) {
                    VectorComplex.copy(square, y * ROW + x * PIXEL + c, out, to + y * rowStride + x * PIXEL + c);
                }
            }
        }
    }

    private void unpackPair(float[] in, int at, int placeStride, float[] signs, int place, float[] square, int row) {
        for (int b = 0; b < reals; b++) {
            int re = row + b * PIXEL;
            for (int c = 0; c < PIXEL; c += L) {
                VectorComplex.unpack(
                        in,
                        at + 3 * b * placeStride + c,
                        placeStride,
                        signs[place + 3 * b],
                        square,
                        re + c,
                        re + ROW + c);
            }
        }
        for (int pair = 0; pair < PAIRS; pair++) {
            int parts = 3 * reals + 6 * pair;
            int cos = row + (reals + 2 * pair) * PIXEL;
            for (int c = 0; c < PIXEL; c += L) {
                VectorComplex.unpackBoth(
                        in,
                        at + parts * placeStride + c,
                        placeStride,
                        signs[place + parts + 3],
                        square,
                        cos + c,
                        cos + PIXEL + c,
                        cos + ROW + c,
                        cos + ROW + PIXEL + c);
            }
        }
    }

    @Override
    public final int squareFloats() {
        return 2 * tile * ROW;
    }
}
