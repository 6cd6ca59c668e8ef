package io.gconv.internal.compute;

import jdk.incubator.vector.FloatVector;

/** F(8 × 8, 5 × 5), from the values at the sixth roots of unity and six others. */
final class VectorTransform12 extends VectorTransformOfRoots {

    private static final int ROOTS = 6;
    private static final int TILE = 12;
    private static final int CUBE_ROOT = 8 * ROW; // rows of the pairs
    private static final int OTHER_ROOT = 10 * ROW;
    private static final float SINE = (float) (Math.sqrt(3) / 2);

    VectorTransform12() {
        super(ROOTS);
    }

    @Override
    void forward(float[] in, int at, int rowStride, float[] out, int to) {
        forwardReals(in, at, rowStride, ROOTS, out, to);
        forwardCubeRoots(in, at, rowStride, out, to);
        forwardOtherRoots(in, at, rowStride, out, to);
    }

    @Override
    void inverse(float[] in, int at, int rows, float[] out) {
        inverseRoots(in, at, rows, out);
        inverseReals(in, at, rows, out);
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
            s0.add(sum).intoArray(out, o + 7 * ROW);
            sum.fma(FloatVector.broadcast(S, -0.5f), s0).intoArray(out, o + OTHER_ROOT);
            s1.add(s2).mul(FloatVector.broadcast(S, SINE)).intoArray(out, o + OTHER_ROOT + ROW);
            i += rowStride;
        }
    }

    /** 0, ∞ and the sixth roots of unity, whose powers 6 and 7 are the same as 0 and 1. */
    private static void inverseRoots(float[] in, int at, int rows, float[] out) {
        int i = at;
        for (int o = at; o < at + rows * PIXEL; o += PIXEL) {
            FloatVector half = FloatVector.broadcast(S, 0.5f);
            FloatVector sine = FloatVector.broadcast(S, SINE);
            FloatVector one = FloatVector.fromArray(S, in, i + 3 * PIXEL);
            FloatVector re = FloatVector.fromArray(S, in, i + 8 * PIXEL);
            FloatVector im = FloatVector.fromArray(S, in, i + 9 * PIXEL).mul(sine);
            FloatVector a0 = one.add(re); // of period 3
            FloatVector middle = one.sub(re.mul(half));
            FloatVector a1 = middle.sub(im);
            FloatVector a2 = middle.add(im);
            one = FloatVector.fromArray(S, in, i + 7 * PIXEL);
            re = FloatVector.fromArray(S, in, i + 10 * PIXEL);
            im = FloatVector.fromArray(S, in, i + 11 * PIXEL).mul(sine);
            FloatVector b0 = one.add(re); // changes its sign after 3
            middle = re.mul(half).sub(one);
            FloatVector b1 = middle.sub(im);
            FloatVector b2 = middle.add(im); // with the other sign
            FloatVector d0 = a0.add(b0);
            FloatVector d1 = a1.add(b1);
            d0.add(FloatVector.fromArray(S, in, i)).intoArray(out, o);
            d1.intoArray(out, o + ROW);
            d0.intoArray(out, o + 6 * ROW);
            d1.add(FloatVector.fromArray(S, in, i + 6 * PIXEL)).intoArray(out, o + 7 * ROW);
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
            p = FloatVector.fromArray(S, in, i + 4 * PIXEL);
            n = FloatVector.fromArray(S, in, i + 5 * PIXEL);
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
}
