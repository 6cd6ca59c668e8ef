package io.gconv.internal.compute;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * F(6 × 6, 3 × 3) and F(4 × 4, 5 × 5), from the values at 0, ±2, 1, ±½, ∞ and −1. There are no complex products.
 *
 * <p>Reversing its input exchanges the values at a and 1/a, up to powers of 2 and signs, and that to the last bit: see {@link
 * WinogradTiles} for what is made of it.
 */
final class VectorTransform8 implements VectorTransform {

    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int L = S.length();
    private static final int TILE = 8;

    private static final int PIXEL = RowArithmetic.LANES;
    private static final int ROW = (TILE + 1) * PIXEL;
    private static final int SQUARE = TILE * ROW;

    private final int outputs;
    private final boolean exact;

    /** Creates the transform for 4 or 6 outputs. */
    VectorTransform8(WinogradTiles algorithm) {
        this.outputs = algorithm.outputs();
        this.exact = algorithm.isExact();
    }

    @Override
    public void forward(float[] in, int at, int rowStride, float[] signs, float[] out, int to, int placeStride) {
        float[] square = Workspace.ofThisThread().floats(Workspace.SQUARE, squareFloats());
        for (int c = 0; c < PIXEL; c += L) {
            for (int x = 0; x < TILE; x++) {
                forward(in, at + c + x * PIXEL, rowStride, square, c + x * PIXEL, ROW);
            }
            if (exact) {
                for (int a = 0; a < TILE; a++) {
                    forward(square, c + a * ROW, PIXEL, square, c + a * ROW, PIXEL);
                }
                int other = SQUARE + c;
                for (int y = 0; y < TILE; y++) {
                    forward(in, at + c + y * rowStride, PIXEL, square, other + y * ROW, PIXEL);
                }
                for (int b = 0; b < TILE; b++) {
                    forward(square, other + b * PIXEL, ROW, square, other + b * PIXEL, ROW);
                }
                add(square, c, TILE, out, to + c, TILE * placeStride, placeStride);
            } else {
                for (int a = 0; a < TILE; a++) {
                    forward(square, c + a * ROW, PIXEL, out, to + c + a * TILE * placeStride, placeStride);
                }
            }
        }
    }

    /** Adds what came of both orders, n × n vectors each. */
    private static void add(float[] squares, int at, int n, float[] out, int to, int rowStride, int step) {
        for (int y = 0; y < n; y++) {
            for (int x = 0; x < n; x++) {
                int from = at + y * ROW + x * PIXEL;
                FloatVector.fromArray(S, squares, from)
                        .add(FloatVector.fromArray(S, squares, from + SQUARE))
                        .intoArray(out, to + y * rowStride + x * step);
            }
        }
    }

    /**
     * The coefficients of Π_(b ≠ a) (x − b), with the other two squares p, q of ±a: d₆ − (p + q) d₄ + pq d₂ ± a (d₅ − (p + q) d₃ + pq d₁).
     */
    private static void forward(float[] in, int at, int step, float[] out, int to, int toStep) {
        FloatVector d0 = FloatVector.fromArray(S, in, at);
        FloatVector d1 = FloatVector.fromArray(S, in, at + step);
        FloatVector d2 = FloatVector.fromArray(S, in, at + 2 * step);
        FloatVector d3 = FloatVector.fromArray(S, in, at + 3 * step);
        FloatVector d4 = FloatVector.fromArray(S, in, at + 4 * step);
        FloatVector d5 = FloatVector.fromArray(S, in, at + 5 * step);
        FloatVector d6 = FloatVector.fromArray(S, in, at + 6 * step);
        FloatVector d7 = FloatVector.fromArray(S, in, at + 7 * step);
        FloatVector sum = FloatVector.broadcast(S, 5.25f);
        d4.sub(d2).fma(sum, d0.sub(d6)).intoArray(out, to);
        d3.sub(d5).fma(sum, d7.sub(d1)).intoArray(out, to + 6 * toStep);
        FloatVector two = FloatVector.broadcast(S, -1.25f);
        FloatVector quarter = FloatVector.broadcast(S, 0.25f);
        FloatVector even = d4.fma(two, d2.fma(quarter, d6));
        FloatVector odd = d3.fma(two, d1.fma(quarter, d5));
        odd = odd.add(odd);
        even.add(odd).intoArray(out, to + toStep);
        even.sub(odd).intoArray(out, to + 2 * toStep);
        FloatVector one = FloatVector.broadcast(S, -4.25f);
        even = d4.fma(one, d6.add(d2));
        odd = d3.fma(one, d5.add(d1));
        even.add(odd).intoArray(out, to + 3 * toStep);
        even.sub(odd).intoArray(out, to + 7 * toStep);
        FloatVector half = FloatVector.broadcast(S, -5f);
        FloatVector four = FloatVector.broadcast(S, 4f);
        even = d4.fma(half, d2.fma(four, d6));
        odd = d3.fma(half, d1.fma(four, d5)).mul(0.5f);
        even.add(odd).intoArray(out, to + 4 * toStep);
        even.sub(odd).intoArray(out, to + 5 * toStep);
    }

    @Override
    public void inverse(float[] in, int at, int placeStride, float[] signs, float[] out, int to, int rowStride) {
        float[] square = Workspace.ofThisThread().floats(Workspace.SQUARE, squareFloats());
        for (int c = 0; c < PIXEL; c += L) {
            for (int b = 0; b < TILE; b++) {
                inverse(in, at + c + b * placeStride, TILE * placeStride, outputs, square, c + b * PIXEL, ROW);
            }
            if (exact) {
                for (int y = 0; y < outputs; y++) {
                    inverse(square, c + y * ROW, PIXEL, outputs, square, c + y * ROW, PIXEL);
                }
                int other = SQUARE + c;
                for (int a = 0; a < TILE; a++) {
                    int row = at + c + a * TILE * placeStride;
                    inverse(in, row, placeStride, outputs, square, other + a * ROW, PIXEL);
                }
                for (int x = 0; x < outputs; x++) {
                    inverse(square, other + x * PIXEL, ROW, outputs, square, other + x * PIXEL, ROW);
                }
                add(square, c, outputs, out, to + c, rowStride, PIXEL);
            } else {
                for (int y = 0; y < outputs; y++) {
                    inverse(square, c + y * ROW, PIXEL, outputs, out, to + c + y * rowStride, PIXEL);
                }
            }
        }
    }

    /**
     * Σ_a aᵗ m_a, with m_∞ for the highest power and a share of m_±2. The first half of the outputs adds ±2 before ±½, the other
     * half after it, so that the outputs of a reversed input are reversed, to the last bit.
     */
    private static void inverse(float[] in, int at, int step, int outputs, float[] out, int to, int toStep) {
        float share = outputs == 4 ? 1f / 4 : 1f / 16; // WinogradTiles.share
        FloatVector m0 = FloatVector.fromArray(S, in, at);
        FloatVector p2 = FloatVector.fromArray(S, in, at + step);
        FloatVector n2 = FloatVector.fromArray(S, in, at + 2 * step);
        FloatVector p1 = FloatVector.fromArray(S, in, at + 3 * step);
        FloatVector n1 = FloatVector.fromArray(S, in, at + 7 * step);
        FloatVector p3 = FloatVector.fromArray(S, in, at + 4 * step);
        FloatVector n3 = FloatVector.fromArray(S, in, at + 5 * step);
        FloatVector last = FloatVector.fromArray(S, in, at + 6 * step);
        FloatVector even1 = p1.add(n1);
        FloatVector odd1 = p1.sub(n1);
        FloatVector even2 = p2.add(n2).mul(share);
        FloatVector odd2 = p2.sub(n2).mul(share);
        FloatVector even3 = p3.add(n3);
        FloatVector odd3 = p3.sub(n3);
        m0.add(even1).add(even2.add(even3)).intoArray(out, to);
        odd3.fma(FloatVector.broadcast(S, 0.5f), odd2.fma(FloatVector.broadcast(S, 2f), odd1))
                .intoArray(out, to + toStep);
        if (outputs == 4) {
            even2.fma(FloatVector.broadcast(S, 4f), even3.fma(FloatVector.broadcast(S, 0.25f), even1))
                    .intoArray(out, to + 2 * toStep);
            last.add(odd1)
                    .add(odd3.fma(FloatVector.broadcast(S, 0.125f), odd2.mul(8f)))
                    .intoArray(out, to + 3 * toStep);
        } else {
            even3.fma(FloatVector.broadcast(S, 0.25f), even2.fma(FloatVector.broadcast(S, 4f), even1))
                    .intoArray(out, to + 2 * toStep);
            odd2.fma(FloatVector.broadcast(S, 8f), odd3.fma(FloatVector.broadcast(S, 0.125f), odd1))
                    .intoArray(out, to + 3 * toStep);
            even2.fma(FloatVector.broadcast(S, 16f), even3.fma(FloatVector.broadcast(S, 0.0625f), even1))
                    .intoArray(out, to + 4 * toStep);
            last.add(odd1)
                    .add(odd3.fma(FloatVector.broadcast(S, 0.03125f), odd2.mul(32f)))
                    .intoArray(out, to + 5 * toStep);
        }
    }

    @Override
    public int squareFloats() {
        return (exact ? 2 : 1) * SQUARE;
    }
}
