package io.gconv.internal.compute;

import jdk.incubator.vector.FloatVector;

/** F(7 × 7, 5 × 5), from the values at the fifth roots of unity and six others. */
final class VectorTransform11 extends VectorTransformOfRoots {

    private static final int ROOTS = 5;
    private static final int TILE = 11;
    private static final float COS1 = (float) Math.cos(2 * Math.PI / 5);
    private static final float COS2 = (float) Math.cos(4 * Math.PI / 5);
    private static final float SIN1 = (float) Math.sin(2 * Math.PI / 5);
    private static final float SIN2 = (float) Math.sin(4 * Math.PI / 5);

    VectorTransform11() {
        super(ROOTS);
    }

    @Override
    void forward(float[] in, int at, int rowStride, float[] out, int to) {
        forwardReals(in, at, rowStride, ROOTS, out, to);
        forwardRoots(in, at, rowStride, out, to);
    }

    @Override
    void inverse(float[] in, int at, int rows, float[] out) {
        inverseRoots(in, at, rows, out);
        inverseReals(in, at, rows, out);
    }

    /** The fifth roots of unity: Σ_j a^(4−j) s_j, where s is what x⁴ − 17/4 x² + 1 makes of the input. */
    private static void forwardRoots(float[] in, int at, int rowStride, float[] out, int to) {
        int i = at;
        for (int o = to; o < to + TILE * PIXEL; o += PIXEL) {
            FloatVector middle = FloatVector.broadcast(S, -4.25f);
            FloatVector d3 = FloatVector.fromArray(S, in, i + 3 * PIXEL);
            FloatVector d4 = FloatVector.fromArray(S, in, i + 4 * PIXEL);
            FloatVector d5 = FloatVector.fromArray(S, in, i + 5 * PIXEL);
            FloatVector d6 = FloatVector.fromArray(S, in, i + 6 * PIXEL);
            FloatVector d7 = FloatVector.fromArray(S, in, i + 7 * PIXEL);
            FloatVector s0 = d3.fma(middle, d5.add(FloatVector.fromArray(S, in, i + PIXEL)));
            FloatVector s1 = d4.fma(middle, d6.add(FloatVector.fromArray(S, in, i + 2 * PIXEL)));
            FloatVector s2 = d5.fma(middle, d3.add(d7));
            FloatVector s3 = d6.fma(middle, d4.add(FloatVector.fromArray(S, in, i + 8 * PIXEL)));
            FloatVector s4 = d7.fma(middle, d5.add(FloatVector.fromArray(S, in, i + 9 * PIXEL)));
            FloatVector outer = s3.add(s0);
            FloatVector inner = s2.add(s1);
            outer.add(inner).add(s4).intoArray(out, o + 3 * ROW);
            FloatVector cos1 = FloatVector.broadcast(S, COS1);
            FloatVector cos2 = FloatVector.broadcast(S, COS2);
            outer.fma(cos2, inner.fma(cos1, s4)).intoArray(out, o + 7 * ROW);
            outer.fma(cos1, inner.fma(cos2, s4)).intoArray(out, o + 9 * ROW);
            outer = s3.sub(s0);
            inner = s2.sub(s1);
            FloatVector sin1 = FloatVector.broadcast(S, SIN1);
            FloatVector sin2 = FloatVector.broadcast(S, SIN2);
            outer.mul(sin2).sub(inner.mul(sin1)).intoArray(out, o + 8 * ROW);
            outer.fma(sin1, inner.mul(sin2)).intoArray(out, o + 10 * ROW);
            i += rowStride;
        }
    }

    /** 0, ∞ and the fifth roots of unity, whose powers 5 and 6 are the same as 0 and 1. */
    private static void inverseRoots(float[] in, int at, int rows, float[] out) {
        int i = at;
        for (int o = at; o < at + rows * PIXEL; o += PIXEL) {
            FloatVector one = FloatVector.fromArray(S, in, i + 3 * PIXEL);
            FloatVector re2 = FloatVector.fromArray(S, in, i + 7 * PIXEL);
            FloatVector re1 = FloatVector.fromArray(S, in, i + 9 * PIXEL);
            FloatVector sum = one.add(re1.add(re2));
            sum.add(FloatVector.fromArray(S, in, i)).intoArray(out, o);
            sum.intoArray(out, o + 5 * ROW);
            FloatVector cos1 = FloatVector.broadcast(S, COS1);
            FloatVector cos2 = FloatVector.broadcast(S, COS2);
            FloatVector first = re1.fma(cos1, re2.fma(cos2, one)); // of powers 1 and 4
            FloatVector second = re1.fma(cos2, re2.fma(cos1, one)); // of powers 2 and 3
            FloatVector im2 = FloatVector.fromArray(S, in, i + 8 * PIXEL);
            FloatVector im1 = FloatVector.fromArray(S, in, i + 10 * PIXEL);
            FloatVector sin1 = FloatVector.broadcast(S, SIN1);
            FloatVector sin2 = FloatVector.broadcast(S, SIN2);
            FloatVector im = im1.fma(sin1, im2.mul(sin2));
            FloatVector power1 = first.sub(im);
            power1.intoArray(out, o + ROW);
            power1.add(FloatVector.fromArray(S, in, i + 6 * PIXEL)).intoArray(out, o + 6 * ROW);
            first.add(im).intoArray(out, o + 4 * ROW);
            im = im1.mul(sin2).sub(im2.mul(sin1));
            second.sub(im).intoArray(out, o + 2 * ROW);
            second.add(im).intoArray(out, o + 3 * ROW);
            i += ROW;
        }
    }

    /** Adds ±2 and ±½, with (±2)ᵗ / (±2)⁵ and (±2)⁻ᵗ. */
    private static void inverseReals(float[] in, int at, int rows, float[] out) {
        int i = at;
        for (int o = at; o < at + rows * PIXEL; o += PIXEL) {
            FloatVector p = FloatVector.fromArray(S, in, i + PIXEL);
            FloatVector n = FloatVector.fromArray(S, in, i + 2 * PIXEL);
            FloatVector even2 = p.sub(n);
            FloatVector odd2 = p.add(n);
            p = FloatVector.fromArray(S, in, i + 4 * PIXEL);
            n = FloatVector.fromArray(S, in, i + 5 * PIXEL);
            FloatVector even3 = p.add(n);
            FloatVector odd3 = p.sub(n);
            even2.fma(FloatVector.broadcast(S, 1f / 32), even3.add(FloatVector.fromArray(S, out, o)))
                    .intoArray(out, o);
            odd2.fma(
                            FloatVector.broadcast(S, 1f / 16),
                            odd3.fma(FloatVector.broadcast(S, 1f / 2), FloatVector.fromArray(S, out, o + ROW)))
                    .intoArray(out, o + ROW);
            even2.fma(
                            FloatVector.broadcast(S, 1f / 8),
                            even3.fma(FloatVector.broadcast(S, 1f / 4), FloatVector.fromArray(S, out, o + 2 * ROW)))
                    .intoArray(out, o + 2 * ROW);
            odd2.fma(
                            FloatVector.broadcast(S, 1f / 4),
                            odd3.fma(FloatVector.broadcast(S, 1f / 8), FloatVector.fromArray(S, out, o + 3 * ROW)))
                    .intoArray(out, o + 3 * ROW);
            even2.fma(
                            FloatVector.broadcast(S, 1f / 2),
                            even3.fma(FloatVector.broadcast(S, 1f / 16), FloatVector.fromArray(S, out, o + 4 * ROW)))
                    .intoArray(out, o + 4 * ROW);
            odd3.fma(FloatVector.broadcast(S, 1f / 32), odd2.add(FloatVector.fromArray(S, out, o + 5 * ROW)))
                    .intoArray(out, o + 5 * ROW);
            even3.fma(
                            FloatVector.broadcast(S, 1f / 64),
                            even2.fma(FloatVector.broadcast(S, 2f), FloatVector.fromArray(S, out, o + 6 * ROW)))
                    .intoArray(out, o + 6 * ROW);
            i += ROW;
        }
    }
}
