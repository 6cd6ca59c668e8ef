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
 * input.
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
    private static final int ROW = TILE * L;
    private static final int ROWS = TILE * ROW; // where two more rows begin
    private static final float SINE = (float) (Math.sqrt(3) / 2);

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
        float[] square = Workspace.ofThisThread().floats(Workspace.SQUARE, squareFloats());
        for (int c = 0; c < lanes; c += L) {
            for (int x = 0; x < TILE; x++) {
                int column = x * L;
                forward(
                        in,
                        at + c + x * pixelStride,
                        rowStride,
                        square,
                        column,
                        ROW,
                        square,
                        column + REALS * ROW,
                        ROW);
            }
            for (int a = 0; a < REALS; a++) {
                int place = a * WIDTH;
                int first = to + c + place * placeStride;
                forward(square, a * ROW, L, out, first, placeStride, square, ROWS, L);
                for (int pair = 0; pair < PAIRS; pair++) {
                    int parts = REALS + 3 * pair;
                    VectorComplex.pack(
                            square,
                            ROWS + 2 * pair * L,
                            ROWS + (2 * pair + 1) * L,
                            signs[place + parts],
                            out,
                            first + parts * placeStride,
                            placeStride);
                }
            }
            for (int pair = 0; pair < PAIRS; pair++) {
                int place = REALS * WIDTH + pair * PAIR_WIDTH;
                forwardPair(
                        square, (REALS + 2 * pair) * ROW, signs, place, out, to + c + place * placeStride, placeStride);
            }
        }
    }

    /** Transforms the rows of a real and an imaginary part along x, and packs complex products. */
    private static void forwardPair(
            float[] square, int row, float[] signs, int place, float[] out, int to, int placeStride) {
        for (int part = 0; part < 2; part++) {
            int result = ROWS + part * ROW;
            forward(square, row + part * ROW, L, square, result, L, square, result + REALS * L, L);
        }
        for (int b = 0; b < REALS; b++) {
            VectorComplex.pack(
                    square,
                    ROWS + b * L,
                    ROWS + ROW + b * L,
                    signs[place + 3 * b],
                    out,
                    to + 3 * b * placeStride,
                    placeStride);
        }
        for (int pair = 0; pair < PAIRS; pair++) {
            int parts = 3 * REALS + 6 * pair;
            int cos = ROWS + (REALS + 2 * pair) * L;
            VectorComplex.packBoth(
                    square,
                    cos,
                    cos + L,
                    cos + ROW,
                    cos + ROW + L,
                    signs[place + parts + 3],
                    out,
                    to + parts * placeStride,
                    placeStride);
        }
    }

    /** B: values at real points go to {@code out}, those at pairs to {@code pairs}. */
    private static void forward(
            float[] in, int at, int step, float[] out, int to, int toStep, float[] pairs, int pairsTo, int pairsStep) {
        forwardReals(in, at, step, out, to, toStep);
        forwardCubeRoots(in, at, step, out, to + 3 * toStep, pairs, pairsTo, pairsStep);
        forwardOtherRoots(in, at, step, out, to + 4 * toStep, pairs, pairsTo + 2 * pairsStep, pairsStep);
    }

    /** 0, ±2, ±½ and ∞. */
    private static void forwardReals(float[] in, int at, int step, float[] out, int to, int toStep) {
        FloatVector g0 = FloatVector.fromArray(S, in, at + 6 * step).sub(FloatVector.fromArray(S, in, at)); // x⁶ − 1
        FloatVector g1 = FloatVector.fromArray(S, in, at + 7 * step).sub(FloatVector.fromArray(S, in, at + step));
        FloatVector g2 = FloatVector.fromArray(S, in, at + 8 * step).sub(FloatVector.fromArray(S, in, at + 2 * step));
        FloatVector g3 = FloatVector.fromArray(S, in, at + 9 * step).sub(FloatVector.fromArray(S, in, at + 3 * step));
        FloatVector g4 = FloatVector.fromArray(S, in, at + 10 * step).sub(FloatVector.fromArray(S, in, at + 4 * step));
        FloatVector g5 = FloatVector.fromArray(S, in, at + 11 * step).sub(FloatVector.fromArray(S, in, at + 5 * step));
        FloatVector middle = FloatVector.broadcast(S, 4.25f);
        g2.mul(middle).sub(g0.add(g4)).intoArray(out, to);
        g1.add(g5).sub(g3.mul(middle)).intoArray(out, to + 7 * toStep);
        FloatVector quarter = FloatVector.broadcast(S, -0.25f);
        FloatVector two = FloatVector.broadcast(S, 2f);
        FloatVector even = g1.fma(quarter, g3).mul(two);
        FloatVector odd = g2.fma(quarter, g4);
        odd.add(even).intoArray(out, to + toStep);
        odd.sub(even).intoArray(out, to + 2 * toStep);
        FloatVector four = FloatVector.broadcast(S, -4f);
        FloatVector half = FloatVector.broadcast(S, 0.5f);
        even = g1.fma(four, g3).mul(half);
        odd = g2.fma(four, g4);
        odd.add(even).intoArray(out, to + 5 * toStep);
        odd.sub(even).intoArray(out, to + 6 * toStep);
    }

    /** The roots of x³ = 1. */
    private static void forwardCubeRoots(
            float[] in, int at, int step, float[] out, int to, float[] pairs, int pairsTo, int pairsStep) {
        FloatVector a1 = FloatVector.fromArray(S, in, at + 1 * step).add(FloatVector.fromArray(S, in, at + 4 * step));
        FloatVector a2 = FloatVector.fromArray(S, in, at + 2 * step).add(FloatVector.fromArray(S, in, at + 5 * step));
        FloatVector a3 = FloatVector.fromArray(S, in, at + 3 * step).add(FloatVector.fromArray(S, in, at + 6 * step));
        FloatVector a4 = FloatVector.fromArray(S, in, at + 4 * step).add(FloatVector.fromArray(S, in, at + 7 * step));
        FloatVector a5 = FloatVector.fromArray(S, in, at + 5 * step).add(FloatVector.fromArray(S, in, at + 8 * step));
        FloatVector a6 = FloatVector.fromArray(S, in, at + 6 * step).add(FloatVector.fromArray(S, in, at + 9 * step));
        FloatVector a7 = FloatVector.fromArray(S, in, at + 7 * step).add(FloatVector.fromArray(S, in, at + 10 * step));
        FloatVector middle = FloatVector.broadcast(S, -4.25f); // of x⁴ − 17/4 x² + 1
        FloatVector s1 = a3.fma(middle, a1.add(a5));
        FloatVector s2 = a4.fma(middle, a2.add(a6));
        FloatVector s0 = a5.fma(middle, a3.add(a7));
        FloatVector sum = s1.add(s2);
        s0.add(sum).intoArray(out, to);
        sum.fma(FloatVector.broadcast(S, -0.5f), s0).intoArray(pairs, pairsTo);
        s2.sub(s1).mul(FloatVector.broadcast(S, SINE)).intoArray(pairs, pairsTo + pairsStep);
    }

    /** The roots of x³ = −1. */
    private static void forwardOtherRoots(
            float[] in, int at, int step, float[] out, int to, float[] pairs, int pairsTo, int pairsStep) {
        FloatVector a1 = FloatVector.fromArray(S, in, at + 4 * step).sub(FloatVector.fromArray(S, in, at + 1 * step));
        FloatVector a2 = FloatVector.fromArray(S, in, at + 5 * step).sub(FloatVector.fromArray(S, in, at + 2 * step));
        FloatVector a3 = FloatVector.fromArray(S, in, at + 6 * step).sub(FloatVector.fromArray(S, in, at + 3 * step));
        FloatVector a4 = FloatVector.fromArray(S, in, at + 7 * step).sub(FloatVector.fromArray(S, in, at + 4 * step));
        FloatVector a5 = FloatVector.fromArray(S, in, at + 8 * step).sub(FloatVector.fromArray(S, in, at + 5 * step));
        FloatVector a6 = FloatVector.fromArray(S, in, at + 9 * step).sub(FloatVector.fromArray(S, in, at + 6 * step));
        FloatVector a7 = FloatVector.fromArray(S, in, at + 10 * step).sub(FloatVector.fromArray(S, in, at + 7 * step));
        FloatVector middle = FloatVector.broadcast(S, -4.25f); // of x⁴ − 17/4 x² + 1
        FloatVector s1 = a3.fma(middle, a1.add(a5));
        FloatVector s2 = a4.fma(middle, a2.add(a6));
        FloatVector s0 = a5.fma(middle, a3.add(a7));
        FloatVector sum = s1.sub(s2);
        s0.add(sum).intoArray(out, to);
        sum.fma(FloatVector.broadcast(S, -0.5f), s0).intoArray(pairs, pairsTo);
        s1.add(s2).mul(FloatVector.broadcast(S, SINE)).intoArray(pairs, pairsTo + pairsStep);
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
        float[] square = Workspace.ofThisThread().floats(Workspace.SQUARE, squareFloats());
        for (int c = 0; c < lanes; c += L) {
            for (int a = 0; a < REALS; a++) {
                int place = a * WIDTH;
                int first = at + c + place * placeStride;
                for (int pair = 0; pair < PAIRS; pair++) {
                    int parts = REALS + 3 * pair;
                    VectorComplex.unpack(
                            in,
                            first + parts * placeStride,
                            placeStride,
                            signs[place + parts],
                            square,
                            ROWS + 2 * pair * L,
                            ROWS + (2 * pair + 1) * L);
                }
                inverse(in, first, placeStride, square, ROWS, L, square, a * ROW, L);
            }
            for (int pair = 0; pair < PAIRS; pair++) {
                int place = REALS * WIDTH + pair * PAIR_WIDTH;
                inversePair(
                        in, at + c + place * placeStride, placeStride, signs, place, square, (REALS + 2 * pair) * ROW);
            }
            for (int x = 0; x < OUTPUTS; x++) {
                int column = to + c + x * pixelStride;
                inverse(square, x * L, ROW, square, x * L + REALS * ROW, ROW, out, column, rowStride);
            }
        }
    }

    private static void inversePair(
            float[] in, int at, int placeStride, float[] signs, int place, float[] square, int row) {
        for (int b = 0; b < REALS; b++) {
            VectorComplex.unpack(
                    in,
                    at + 3 * b * placeStride,
                    placeStride,
                    signs[place + 3 * b],
                    square,
                    ROWS + b * L,
                    ROWS + ROW + b * L);
        }
        for (int pair = 0; pair < PAIRS; pair++) {
            int parts = 3 * REALS + 6 * pair;
            int cos = ROWS + (REALS + 2 * pair) * L;
            VectorComplex.unpackBoth(
                    in,
                    at + parts * placeStride,
                    placeStride,
                    signs[place + parts + 3],
                    square,
                    cos,
                    cos + L,
                    cos + ROW,
                    cos + ROW + L);
        }
        for (int part = 0; part < 2; part++) {
            int from = ROWS + part * ROW;
            inverse(square, from, L, square, from + REALS * L, L, square, row + part * ROW, L);
        }
    }

    /** A: Σ_a aᵗ m_a, with real parts at pairs, m_∞ for the highest power, and a share of m_±2. */
    private static void inverse(
            float[] in, int at, int step, float[] pairs, int pairsAt, int pairsStep, float[] out, int to, int toStep) {
        inverseRoots(in, at, step, pairs, pairsAt, pairsStep, out, to, toStep);
        inverseReals(in, at, step, out, to, toStep);
    }

    /** 0, ∞ and the sixth roots of unity, whose powers 6 and 7 are the same as 0 and 1. */
    private static void inverseRoots(
            float[] in, int at, int step, float[] pairs, int pairsAt, int pairsStep, float[] out, int to, int toStep) {
        FloatVector half = FloatVector.broadcast(S, 0.5f);
        FloatVector sine = FloatVector.broadcast(S, SINE);
        FloatVector one = FloatVector.fromArray(S, in, at + 3 * step);
        FloatVector re = FloatVector.fromArray(S, pairs, pairsAt);
        FloatVector im = FloatVector.fromArray(S, pairs, pairsAt + pairsStep).mul(sine);
        FloatVector a0 = one.add(re); // of period 3
        FloatVector middle = one.sub(re.mul(half));
        FloatVector a1 = middle.sub(im);
        FloatVector a2 = middle.add(im);
        one = FloatVector.fromArray(S, in, at + 4 * step);
        re = FloatVector.fromArray(S, pairs, pairsAt + 2 * pairsStep);
        im = FloatVector.fromArray(S, pairs, pairsAt + 3 * pairsStep).mul(sine);
        FloatVector b0 = one.add(re); // changes its sign after 3
        middle = re.mul(half).sub(one);
        FloatVector b1 = middle.sub(im);
        FloatVector b2 = middle.add(im); // with the other sign
        FloatVector d0 = a0.add(b0);
        FloatVector d1 = a1.add(b1);
        d0.add(FloatVector.fromArray(S, in, at)).intoArray(out, to);
        d1.intoArray(out, to + toStep);
        d0.intoArray(out, to + 6 * toStep);
        d1.add(FloatVector.fromArray(S, in, at + 7 * step)).intoArray(out, to + 7 * toStep);
        a2.sub(b2).intoArray(out, to + 2 * toStep);
        a0.sub(b0).intoArray(out, to + 3 * toStep);
        a1.sub(b1).intoArray(out, to + 4 * toStep);
        a2.add(b2).intoArray(out, to + 5 * toStep);
    }

    /** Adds ±2 and ±½, with 2ᵗ/64 and 2⁻ᵗ. */
    private static void inverseReals(float[] in, int at, int step, float[] out, int to, int toStep) {
        FloatVector p = FloatVector.fromArray(S, in, at + step);
        FloatVector n = FloatVector.fromArray(S, in, at + 2 * step);
        FloatVector even2 = p.add(n);
        FloatVector odd2 = p.sub(n);
        p = FloatVector.fromArray(S, in, at + 5 * step);
        n = FloatVector.fromArray(S, in, at + 6 * step);
        FloatVector even3 = p.add(n);
        FloatVector odd3 = p.sub(n);
        FloatVector low = FloatVector.broadcast(S, 1f / 64);
        even2.fma(low, even3.add(FloatVector.fromArray(S, out, to))).intoArray(out, to);
        odd2.fma(
                        FloatVector.broadcast(S, 1f / 32),
                        odd3.fma(FloatVector.broadcast(S, 1f / 2), FloatVector.fromArray(S, out, to + toStep)))
                .intoArray(out, to + toStep);
        even2.fma(
                        FloatVector.broadcast(S, 1f / 16),
                        even3.fma(FloatVector.broadcast(S, 1f / 4), FloatVector.fromArray(S, out, to + 2 * toStep)))
                .intoArray(out, to + 2 * toStep);
        odd2.fma(
                        FloatVector.broadcast(S, 1f / 8),
                        odd3.fma(FloatVector.broadcast(S, 1f / 8), FloatVector.fromArray(S, out, to + 3 * toStep)))
                .intoArray(out, to + 3 * toStep);
        even2.fma(
                        FloatVector.broadcast(S, 1f / 4),
                        even3.fma(FloatVector.broadcast(S, 1f / 16), FloatVector.fromArray(S, out, to + 4 * toStep)))
                .intoArray(out, to + 4 * toStep);
        odd2.fma(
                        FloatVector.broadcast(S, 1f / 2),
                        odd3.fma(FloatVector.broadcast(S, 1f / 32), FloatVector.fromArray(S, out, to + 5 * toStep)))
                .intoArray(out, to + 5 * toStep);
        even3.fma(low, even2.add(FloatVector.fromArray(S, out, to + 6 * toStep)))
                .intoArray(out, to + 6 * toStep);
        odd3.fma(
                        FloatVector.broadcast(S, 1f / 128),
                        odd2.fma(FloatVector.broadcast(S, 2f), FloatVector.fromArray(S, out, to + 7 * toStep)))
                .intoArray(out, to + 7 * toStep);
    }

    @Override
    public int squareFloats() {
        return ROWS + 2 * ROW;
    }
}
