package io.gconv.internal.compute;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * F(8 × 8, 5 × 5), from the values at 0, ±2, ±1, ±½, ∞ and the complex sixth roots of unity.
 *
 * <pre>
 *   P(x) = x (x⁶ − 1) (x⁴ − 17/4 x² + 1)
 * </pre>
 *
 * so the sixth roots, with ±1, are a discrete Fourier transform of length 6, and the others share what x⁶ − 1 makes of the
 * input. Every one-dimensional transform reads rows and writes columns, at distances that C2 knows.
 *
 * <p>JDK 17 makes objects of the last vectors of a long method, so the transforms are in two or three parts; and every part has
 * more than the 325 bytes that C2 would put into its caller, which would be long again.
 */
final class VectorTransform12 implements VectorTransform {

    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int L = S.length();
    static final int TILE = 12;
    private static final int OUTPUTS = 8;
    private static final int REALS = WinogradTiles.REALS;
    private static final int PAIRS = 2;
    private static final int WIDTH = REALS + 3 * PAIRS; // places of a real point along y
    private static final int PAIR_WIDTH = 3 * REALS + 6 * PAIRS; // of a pair along y
    private static final int PIXEL = RowArithmetic.LANES;
    private static final int ROW = (TILE + 1) * PIXEL;
    private static final int CUBE_ROOT = REALS * ROW; // rows of the pairs
    private static final int OTHER_ROOT = CUBE_ROOT + 2 * ROW;
    private static final float SINE = (float) (Math.sqrt(3) / 2);

    @Override
    public void forward(float[] in, int at, int rowStride, float[] signs, float[] out, int to, int placeStride) {
        Workspace workspace = Workspace.ofThisThread();
        float[] first = workspace.floats(Workspace.SQUARE, TILE * ROW);
        float[] square = workspace.floats(Workspace.OTHER_SQUARE, TILE * ROW);
        forward(in, at, rowStride, first);
        forward(first, 0, ROW, square);
        for (int a = 0; a < REALS; a++) {
            int row = a * ROW;
            int place = a * WIDTH;
            int start = to + place * placeStride;
            for (int b = 0; b < REALS; b++) {
                for (int c = 0; c < PIXEL; c += L) {
                    VectorComplex.copy(square, row + b * PIXEL + c, out, start + b * placeStride + c);
                }
            }
            for (int pair = 0; pair < PAIRS; pair++) {
                int parts = REALS + 3 * pair;
                int cos = row + (REALS + 2 * pair) * PIXEL;
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
            int place = REALS * WIDTH + pair * PAIR_WIDTH;
            packPair(square, (REALS + 2 * pair) * ROW, signs, place, out, to + place * placeStride, placeStride);
        }
    }

    /** Packs the complex products of the rows of a real and an imaginary part. */
    private static void packPair(
            float[] square, int row, float[] signs, int place, float[] out, int to, int placeStride) {
        for (int b = 0; b < REALS; b++) {
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
            int parts = 3 * REALS + 6 * pair;
            int cos = row + (REALS + 2 * pair) * PIXEL;
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

    /** B, of twelve rows; real points come first, then the real and the imaginary part of pairs. */
    private static void forward(float[] in, int at, int rowStride, float[] out) {
        for (int c = 0; c < PIXEL; c += L) {
            forwardReals(in, at + c, rowStride, out, c);
            forwardCubeRoots(in, at + c, rowStride, out, c);
            forwardOtherRoots(in, at + c, rowStride, out, c);
        }
    }

    /** 0, ±2, ±½ and ∞. */
    private static void forwardReals(float[] in, int at, int rowStride, float[] out, int to) {
        int i = at;
        for (int o = to; o < to + TILE * PIXEL; o += PIXEL) {
            FloatVector g0 = FloatVector.fromArray(S, in, i + 6 * PIXEL).sub(FloatVector.fromArray(S, in, i)); // x⁶ − 1
            FloatVector g1 = FloatVector.fromArray(S, in, i + 7 * PIXEL).sub(FloatVector.fromArray(S, in, i + PIXEL));
            FloatVector g2 =
                    FloatVector.fromArray(S, in, i + 8 * PIXEL).sub(FloatVector.fromArray(S, in, i + 2 * PIXEL));
            FloatVector g3 =
                    FloatVector.fromArray(S, in, i + 9 * PIXEL).sub(FloatVector.fromArray(S, in, i + 3 * PIXEL));
            FloatVector g4 =
                    FloatVector.fromArray(S, in, i + 10 * PIXEL).sub(FloatVector.fromArray(S, in, i + 4 * PIXEL));
            FloatVector g5 =
                    FloatVector.fromArray(S, in, i + 11 * PIXEL).sub(FloatVector.fromArray(S, in, i + 5 * PIXEL));
            FloatVector middle = FloatVector.broadcast(S, 4.25f);
            g2.mul(middle).sub(g0.add(g4)).intoArray(out, o);
            g1.add(g5).sub(g3.mul(middle)).intoArray(out, o + 7 * ROW);
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
            odd.add(even).intoArray(out, o + 5 * ROW);
            odd.sub(even).intoArray(out, o + 6 * ROW);
            i += rowStride;
        }
    }

    /** The roots of x³ = 1. */
    private static void forwardCubeRoots(float[] in, int at, int rowStride, float[] out, int to) {
        int i = at;
        for (int o = to; o < to + TILE * PIXEL; o += PIXEL) {
            FloatVector a1 = FloatVector.fromArray(S, in, i + PIXEL).add(FloatVector.fromArray(S, in, i + 4 * PIXEL));
            FloatVector a2 =
                    FloatVector.fromArray(S, in, i + 2 * PIXEL).add(FloatVector.fromArray(S, in, i + 5 * PIXEL));
            FloatVector a3 =
                    FloatVector.fromArray(S, in, i + 3 * PIXEL).add(FloatVector.fromArray(S, in, i + 6 * PIXEL));
            FloatVector a4 =
                    FloatVector.fromArray(S, in, i + 4 * PIXEL).add(FloatVector.fromArray(S, in, i + 7 * PIXEL));
            FloatVector a5 =
                    FloatVector.fromArray(S, in, i + 5 * PIXEL).add(FloatVector.fromArray(S, in, i + 8 * PIXEL));
            FloatVector a6 =
                    FloatVector.fromArray(S, in, i + 6 * PIXEL).add(FloatVector.fromArray(S, in, i + 9 * PIXEL));
            FloatVector a7 =
                    FloatVector.fromArray(S, in, i + 7 * PIXEL).add(FloatVector.fromArray(S, in, i + 10 * PIXEL));
            FloatVector middle = FloatVector.broadcast(S, -4.25f); // of x⁴ − 17/4 x² + 1
            FloatVector s1 = a3.fma(middle, a1.add(a5));
            FloatVector s2 = a4.fma(middle, a2.add(a6));
            FloatVector s0 = a5.fma(middle, a3.add(a7));
            FloatVector sum = s1.add(s2);
            s0.add(sum).intoArray(out, o + 3 * ROW);
            sum.fma(FloatVector.broadcast(S, -0.5f), s0).intoArray(out, o + CUBE_ROOT);
            s2.sub(s1).mul(FloatVector.broadcast(S, SINE)).intoArray(out, o + CUBE_ROOT + ROW);
            i += rowStride;
        }
    }

    /** The roots of x³ = −1. */
    private static void forwardOtherRoots(float[] in, int at, int rowStride, float[] out, int to) {
        int i = at;
        for (int o = to; o < to + TILE * PIXEL; o += PIXEL) {
            FloatVector a1 = FloatVector.fromArray(S, in, i + 4 * PIXEL).sub(FloatVector.fromArray(S, in, i + PIXEL));
            FloatVector a2 =
                    FloatVector.fromArray(S, in, i + 5 * PIXEL).sub(FloatVector.fromArray(S, in, i + 2 * PIXEL));
            FloatVector a3 =
                    FloatVector.fromArray(S, in, i + 6 * PIXEL).sub(FloatVector.fromArray(S, in, i + 3 * PIXEL));
            FloatVector a4 =
                    FloatVector.fromArray(S, in, i + 7 * PIXEL).sub(FloatVector.fromArray(S, in, i + 4 * PIXEL));
            FloatVector a5 =
                    FloatVector.fromArray(S, in, i + 8 * PIXEL).sub(FloatVector.fromArray(S, in, i + 5 * PIXEL));
            FloatVector a6 =
                    FloatVector.fromArray(S, in, i + 9 * PIXEL).sub(FloatVector.fromArray(S, in, i + 6 * PIXEL));
            FloatVector a7 =
                    FloatVector.fromArray(S, in, i + 10 * PIXEL).sub(FloatVector.fromArray(S, in, i + 7 * PIXEL));
            FloatVector middle = FloatVector.broadcast(S, -4.25f); // of x⁴ − 17/4 x² + 1
            FloatVector s1 = a3.fma(middle, a1.add(a5));
            FloatVector s2 = a4.fma(middle, a2.add(a6));
            FloatVector s0 = a5.fma(middle, a3.add(a7));
            FloatVector sum = s1.sub(s2);
            s0.add(sum).intoArray(out, o + 4 * ROW);
            sum.fma(FloatVector.broadcast(S, -0.5f), s0).intoArray(out, o + OTHER_ROOT);
            s1.add(s2).mul(FloatVector.broadcast(S, SINE)).intoArray(out, o + OTHER_ROOT + ROW);
            i += rowStride;
        }
    }

    @Override
    public void inverse(float[] in, int at, int placeStride, float[] signs, float[] out, int to, int rowStride) {
        Workspace workspace = Workspace.ofThisThread();
        float[] square = workspace.floats(Workspace.SQUARE, TILE * ROW);
        float[] second = workspace.floats(Workspace.OTHER_SQUARE, TILE * ROW);
        for (int a = 0; a < REALS; a++) {
            int row = a * ROW;
            int place = a * WIDTH;
            int start = at + place * placeStride;
            for (int b = 0; b < REALS; b++) {
                for (int c = 0; c < PIXEL; c += L) {
                    VectorComplex.copy(in, start + b * placeStride + c, square, row + b * PIXEL + c);
                }
            }
            for (int pair = 0; pair < PAIRS; pair++) {
                int parts = REALS + 3 * pair;
                int cos = row + (REALS + 2 * pair) * PIXEL;
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
            int place = REALS * WIDTH + pair * PAIR_WIDTH;
            unpackPair(in, at + place * placeStride, placeStride, signs, place, square, (REALS + 2 * pair) * ROW);
        }
        inverse(square, TILE, second);
        inverse(second, OUTPUTS, square);
        for (int y = 0; y < OUTPUTS; y++) {
            for (int x = 0; x < OUTPUTS; x++) {
                for (int c = 0; c < PIXEL; c += L) {
                    VectorComplex.copy(square, y * ROW + x * PIXEL + c, out, to + y * rowStride + x * PIXEL + c);
                }
            }
        }
    }

    private static void unpackPair(
            float[] in, int at, int placeStride, float[] signs, int place, float[] square, int row) {
        for (int b = 0; b < REALS; b++) {
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
            int parts = 3 * REALS + 6 * pair;
            int cos = row + (REALS + 2 * pair) * PIXEL;
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

    /** A, of some rows: Σ_a aᵗ m_a, with real parts at pairs, m_∞ for the highest power, and a share of m_±2. */
    private static void inverse(float[] in, int rows, float[] out) {
        for (int c = 0; c < PIXEL; c += L) {
            inverseRoots(in, c, rows, out);
            inverseReals(in, c, rows, out);
        }
    }

    /** 0, ∞ and the sixth roots of unity, whose powers 6 and 7 are the same as 0 and 1. */
    private static void inverseRoots(float[] in, int at, int rows, float[] out) {
        int i = at;
        for (int o = at; o < at + rows * PIXEL; o += PIXEL) {
            FloatVector half = FloatVector.broadcast(S, 0.5f);
            FloatVector sine = FloatVector.broadcast(S, SINE);
            FloatVector one = FloatVector.fromArray(S, in, i + 3 * PIXEL);
            FloatVector re = FloatVector.fromArray(S, in, i + REALS * PIXEL);
            FloatVector im =
                    FloatVector.fromArray(S, in, i + (REALS + 1) * PIXEL).mul(sine);
            FloatVector a0 = one.add(re); // of period 3
            FloatVector middle = one.sub(re.mul(half));
            FloatVector a1 = middle.sub(im);
            FloatVector a2 = middle.add(im);
            one = FloatVector.fromArray(S, in, i + 4 * PIXEL);
            re = FloatVector.fromArray(S, in, i + (REALS + 2) * PIXEL);
            im = FloatVector.fromArray(S, in, i + (REALS + 3) * PIXEL).mul(sine);
            FloatVector b0 = one.add(re); // changes its sign after 3
            middle = re.mul(half).sub(one);
            FloatVector b1 = middle.sub(im);
            FloatVector b2 = middle.add(im); // with the other sign
            FloatVector d0 = a0.add(b0);
            FloatVector d1 = a1.add(b1);
            d0.add(FloatVector.fromArray(S, in, i)).intoArray(out, o);
            d1.intoArray(out, o + ROW);
            d0.intoArray(out, o + 6 * ROW);
            d1.add(FloatVector.fromArray(S, in, i + 7 * PIXEL)).intoArray(out, o + 7 * ROW);
            a2.sub(b2).intoArray(out, o + 2 * ROW);
            a0.sub(b0).intoArray(out, o + 3 * ROW);
            a1.sub(b1).intoArray(out, o + 4 * ROW);
            a2.add(b2).intoArray(out, o + 5 * ROW);
            i += ROW;
        }
    }

    /** Adds ±2 and ±½, with 2ᵗ/64 and 2⁻ᵗ. */
    private static void inverseReals(float[] in, int at, int rows, float[] out) {
        int i = at;
        for (int o = at; o < at + rows * PIXEL; o += PIXEL) {
            FloatVector p = FloatVector.fromArray(S, in, i + PIXEL);
            FloatVector n = FloatVector.fromArray(S, in, i + 2 * PIXEL);
            FloatVector even2 = p.add(n);
            FloatVector odd2 = p.sub(n);
            p = FloatVector.fromArray(S, in, i + 5 * PIXEL);
            n = FloatVector.fromArray(S, in, i + 6 * PIXEL);
            FloatVector even3 = p.add(n);
            FloatVector odd3 = p.sub(n);
            FloatVector low = FloatVector.broadcast(S, 1f / 64);
            even2.fma(low, even3.add(FloatVector.fromArray(S, out, o))).intoArray(out, o);
            odd2.fma(
                            FloatVector.broadcast(S, 1f / 32),
                            odd3.fma(FloatVector.broadcast(S, 1f / 2), FloatVector.fromArray(S, out, o + ROW)))
                    .intoArray(out, o + ROW);
            even2.fma(
                            FloatVector.broadcast(S, 1f / 16),
                            even3.fma(FloatVector.broadcast(S, 1f / 4), FloatVector.fromArray(S, out, o + 2 * ROW)))
                    .intoArray(out, o + 2 * ROW);
            odd2.fma(
                            FloatVector.broadcast(S, 1f / 8),
                            odd3.fma(FloatVector.broadcast(S, 1f / 8), FloatVector.fromArray(S, out, o + 3 * ROW)))
                    .intoArray(out, o + 3 * ROW);
            even2.fma(
                            FloatVector.broadcast(S, 1f / 4),
                            even3.fma(FloatVector.broadcast(S, 1f / 16), FloatVector.fromArray(S, out, o + 4 * ROW)))
                    .intoArray(out, o + 4 * ROW);
            odd2.fma(
                            FloatVector.broadcast(S, 1f / 2),
                            odd3.fma(FloatVector.broadcast(S, 1f / 32), FloatVector.fromArray(S, out, o + 5 * ROW)))
                    .intoArray(out, o + 5 * ROW);
            even3.fma(low, even2.add(FloatVector.fromArray(S, out, o + 6 * ROW)))
                    .intoArray(out, o + 6 * ROW);
            odd3.fma(
                            FloatVector.broadcast(S, 1f / 128),
                            odd2.fma(FloatVector.broadcast(S, 2f), FloatVector.fromArray(S, out, o + 7 * ROW)))
                    .intoArray(out, o + 7 * ROW);
            i += ROW;
        }
    }

    @Override
    public int squareFloats() {
        return 2 * TILE * ROW;
    }
}
