package io.gconv.internal.compute;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The hot loops of {@link WinogradCorrelation}: transforms along y and x of one vector of channels, and the product of
 * transformed tiles with transformed kernels.
 */
final class VectorWinograd {

    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int L = S.length();
    private static final int TILE = WinogradTiles.TILE;

    /** Output channels per panel of kernels. */
    static final int PANEL = 2 * L;

    private static final ThreadLocal<float[]> SQUARE = ThreadLocal.withInitial(() -> new float[TILE * TILE * L]);

    private VectorWinograd() {}

    /** Transforms a tile, for {@code lanes} channels: {@code B in Bᵀ}. */
    static void forward(
            float[] in, int at, int rowStride, int pixelStride, int lanes, float[] out, int to, int pointStride) {
        float[] square = SQUARE.get();
        for (int c = 0; c < lanes; c += L) {
            for (int x = 0; x < TILE; x++) {
                forward(in, at + c + x * pixelStride, rowStride, square, x * L, TILE * L);
            }
            for (int a = 0; a < TILE; a++) {
                forward(square, a * TILE * L, L, out, to + c + a * TILE * pointStride, pointStride);
            }
        }
    }

    /**
     * The coefficients of Π_(b ≠ a) (x − b) at the points a = 0 (with the other sign), ±1, ±2, ±½, and of Π_b (x − b) for ∞. With the other two
     * squares p, q: d₆ − (p + q) d₄ + pq d₂ ± a (d₅ − (p + q) d₃ + pq d₁).
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
        d3.sub(d5).fma(sum, d7.sub(d1)).intoArray(out, to + 7 * toStep);
        FloatVector one = FloatVector.broadcast(S, -4.25f);
        FloatVector even = d4.fma(one, d6.add(d2));
        FloatVector odd = d3.fma(one, d5.add(d1));
        even.add(odd).intoArray(out, to + toStep);
        even.sub(odd).intoArray(out, to + 2 * toStep);
        FloatVector two = FloatVector.broadcast(S, -1.25f);
        FloatVector quarter = FloatVector.broadcast(S, 0.25f);
        even = d4.fma(two, d2.fma(quarter, d6));
        odd = d3.fma(two, d1.fma(quarter, d5));
        odd = odd.add(odd);
        even.add(odd).intoArray(out, to + 3 * toStep);
        even.sub(odd).intoArray(out, to + 4 * toStep);
        FloatVector half = FloatVector.broadcast(S, -5f);
        FloatVector four = FloatVector.broadcast(S, 4f);
        even = d4.fma(half, d2.fma(four, d6));
        odd = d3.fma(half, d1.fma(four, d5)).mul(0.5f);
        even.add(odd).intoArray(out, to + 5 * toStep);
        even.sub(odd).intoArray(out, to + 6 * toStep);
    }

    /** Transforms a tile back: {@code max(A in Aᵀ + bias, least)}. */
    static void inverse(
            float[] in,
            int at,
            int pointStride,
            int lanes,
            int outputs,
            float[] bias,
            float least,
            float[] out,
            int to,
            int rowStride,
            int pixelStride) {
        float[] square = SQUARE.get();
        for (int c = 0; c < lanes; c += L) {
            for (int b = 0; b < TILE; b++) {
                inverse(in, at + c + b * pointStride, TILE * pointStride, outputs, square, b * L, TILE * L);
            }
            for (int y = 0; y < outputs; y++) {
                int row = to + c + y * rowStride;
                inverse(square, y * TILE * L, L, outputs, out, row, pixelStride);
                FloatVector offset = FloatVector.fromArray(S, bias, c);
                for (int x = 0; x < outputs; x++) {
                    int pixel = row + x * pixelStride;
                    FloatVector.fromArray(S, out, pixel).add(offset).max(least).intoArray(out, pixel);
                }
            }
        }
    }

    /** Σ_a aᵗ m_a, with m_∞ for the highest power and a share of m_±2. */
    private static void inverse(float[] in, int at, int step, int outputs, float[] out, int to, int toStep) {
        float share = outputs == 4 ? 0.25f : 0.0625f; // WinogradTiles.share
        FloatVector m0 = FloatVector.fromArray(S, in, at);
        FloatVector p1 = FloatVector.fromArray(S, in, at + step);
        FloatVector n1 = FloatVector.fromArray(S, in, at + 2 * step);
        FloatVector p2 = FloatVector.fromArray(S, in, at + 3 * step);
        FloatVector n2 = FloatVector.fromArray(S, in, at + 4 * step);
        FloatVector p3 = FloatVector.fromArray(S, in, at + 5 * step);
        FloatVector n3 = FloatVector.fromArray(S, in, at + 6 * step);
        FloatVector last = FloatVector.fromArray(S, in, at + 7 * step);
        FloatVector even1 = p1.add(n1);
        FloatVector odd1 = p1.sub(n1);
        FloatVector even2 = p2.add(n2).mul(share);
        FloatVector odd2 = p2.sub(n2).mul(share);
        FloatVector even3 = p3.add(n3);
        FloatVector odd3 = p3.sub(n3);
        m0.add(even1).add(even2.add(even3)).intoArray(out, to);
        sum(odd1, odd2, 2f, odd3, 0.5f).intoArray(out, to + toStep);
        sum(even1, even2, 4f, even3, 0.25f).intoArray(out, to + 2 * toStep);
        if (outputs == 4) {
            sum(odd1, odd2, 8f, odd3, 0.125f).add(last).intoArray(out, to + 3 * toStep);
        } else {
            sum(odd1, odd2, 8f, odd3, 0.125f).intoArray(out, to + 3 * toStep);
            sum(even1, even2, 16f, even3, 0.0625f).intoArray(out, to + 4 * toStep);
            sum(odd1, odd2, 32f, odd3, 0.03125f).add(last).intoArray(out, to + 5 * toStep);
        }
    }

    private static FloatVector sum(FloatVector a, FloatVector b, float bTimes, FloatVector c, float cTimes) {
        return c.fma(FloatVector.broadcast(S, cTimes), b.fma(FloatVector.broadcast(S, bTimes), a));
    }

    /**
     * Multiplies transformed tiles by a panel of transformed kernels.
     *
     * <pre>
     *   out[r][j] = Σ_k in[r][k] · kernels[k][j],   r = 0 … rows − 1, j = 0 … lanes − 1
     * </pre>
     *
     * goes on from what is in {@code out} if {@code add}. Rows are computed in eights and fours, so up to three too many.
     *
     * @param lanes at most {@link #PANEL}
     */
    static void multiply(
            float[] in,
            int inAt,
            int inStride,
            int depth,
            float[] kernels,
            int kernelsAt,
            int lanes,
            int rows,
            float[] out,
            int outAt,
            int outStride,
            RowArithmetic.Mode add) {
        float[] start = add == RowArithmetic.Mode.ADD ? out : ZEROS;
        int r = 0;
        if (lanes == PANEL) {
            for (; rows - r > 4; r += 8) {
                tile8x2(
                        in,
                        inAt + r * inStride,
                        inStride,
                        depth,
                        kernels,
                        kernelsAt,
                        start,
                        out,
                        outAt + r * outStride,
                        outStride);
            }
            for (; r < rows; r += 4) {
                tile4x2(
                        in,
                        inAt + r * inStride,
                        inStride,
                        depth,
                        kernels,
                        kernelsAt,
                        start,
                        out,
                        outAt + r * outStride,
                        outStride);
            }
        } else {
            for (; r < rows; r += 8) {
                tile8x1(
                        in,
                        inAt + r * inStride,
                        inStride,
                        depth,
                        kernels,
                        kernelsAt,
                        lanes,
                        start,
                        out,
                        outAt + r * outStride,
                        outStride);
            }
        }
    }

    private static final float[] ZEROS = new float[2 * L];

    @SuppressWarnings("checkstyle:MethodLength") // a register tile is written out
    private static void tile8x2(
            float[] in,
            int a,
            int inStride,
            int depth,
            float[] kernels,
            int b,
            float[] start,
            float[] out,
            int outAt,
            int outStride) {
        boolean zero = start == ZEROS;
        FloatVector c00 = FloatVector.fromArray(S, start, (zero ? 0 : outAt + 0 * outStride));
        FloatVector c01 = FloatVector.fromArray(S, start, (zero ? 0 : outAt + 0 * outStride) + L);
        FloatVector c10 = FloatVector.fromArray(S, start, (zero ? 0 : outAt + 1 * outStride));
        FloatVector c11 = FloatVector.fromArray(S, start, (zero ? 0 : outAt + 1 * outStride) + L);
        FloatVector c20 = FloatVector.fromArray(S, start, (zero ? 0 : outAt + 2 * outStride));
        FloatVector c21 = FloatVector.fromArray(S, start, (zero ? 0 : outAt + 2 * outStride) + L);
        FloatVector c30 = FloatVector.fromArray(S, start, (zero ? 0 : outAt + 3 * outStride));
        FloatVector c31 = FloatVector.fromArray(S, start, (zero ? 0 : outAt + 3 * outStride) + L);
        FloatVector c40 = FloatVector.fromArray(S, start, (zero ? 0 : outAt + 4 * outStride));
        FloatVector c41 = FloatVector.fromArray(S, start, (zero ? 0 : outAt + 4 * outStride) + L);
        FloatVector c50 = FloatVector.fromArray(S, start, (zero ? 0 : outAt + 5 * outStride));
        FloatVector c51 = FloatVector.fromArray(S, start, (zero ? 0 : outAt + 5 * outStride) + L);
        FloatVector c60 = FloatVector.fromArray(S, start, (zero ? 0 : outAt + 6 * outStride));
        FloatVector c61 = FloatVector.fromArray(S, start, (zero ? 0 : outAt + 6 * outStride) + L);
        FloatVector c70 = FloatVector.fromArray(S, start, (zero ? 0 : outAt + 7 * outStride));
        FloatVector c71 = FloatVector.fromArray(S, start, (zero ? 0 : outAt + 7 * outStride) + L);
        int a1 = a + 1 * inStride;
        int a2 = a + 2 * inStride;
        int a3 = a + 3 * inStride;
        int a4 = a + 4 * inStride;
        int a5 = a + 5 * inStride;
        int a6 = a + 6 * inStride;
        int a7 = a + 7 * inStride;
        for (int k = 0; k < depth; k++) {
            FloatVector k0 = FloatVector.fromArray(S, kernels, b + k * PANEL);
            FloatVector k1 = FloatVector.fromArray(S, kernels, b + k * PANEL + L);
            FloatVector x = FloatVector.broadcast(S, in[a + k]);
            c00 = x.fma(k0, c00);
            c01 = x.fma(k1, c01);
            x = FloatVector.broadcast(S, in[a1 + k]);
            c10 = x.fma(k0, c10);
            c11 = x.fma(k1, c11);
            x = FloatVector.broadcast(S, in[a2 + k]);
            c20 = x.fma(k0, c20);
            c21 = x.fma(k1, c21);
            x = FloatVector.broadcast(S, in[a3 + k]);
            c30 = x.fma(k0, c30);
            c31 = x.fma(k1, c31);
            x = FloatVector.broadcast(S, in[a4 + k]);
            c40 = x.fma(k0, c40);
            c41 = x.fma(k1, c41);
            x = FloatVector.broadcast(S, in[a5 + k]);
            c50 = x.fma(k0, c50);
            c51 = x.fma(k1, c51);
            x = FloatVector.broadcast(S, in[a6 + k]);
            c60 = x.fma(k0, c60);
            c61 = x.fma(k1, c61);
            x = FloatVector.broadcast(S, in[a7 + k]);
            c70 = x.fma(k0, c70);
            c71 = x.fma(k1, c71);
        }
        c00.intoArray(out, outAt + 0 * outStride);
        c01.intoArray(out, outAt + 0 * outStride + L);
        c10.intoArray(out, outAt + 1 * outStride);
        c11.intoArray(out, outAt + 1 * outStride + L);
        c20.intoArray(out, outAt + 2 * outStride);
        c21.intoArray(out, outAt + 2 * outStride + L);
        c30.intoArray(out, outAt + 3 * outStride);
        c31.intoArray(out, outAt + 3 * outStride + L);
        c40.intoArray(out, outAt + 4 * outStride);
        c41.intoArray(out, outAt + 4 * outStride + L);
        c50.intoArray(out, outAt + 5 * outStride);
        c51.intoArray(out, outAt + 5 * outStride + L);
        c60.intoArray(out, outAt + 6 * outStride);
        c61.intoArray(out, outAt + 6 * outStride + L);
        c70.intoArray(out, outAt + 7 * outStride);
        c71.intoArray(out, outAt + 7 * outStride + L);
    }

    private static void tile4x2(
            float[] in,
            int a,
            int inStride,
            int depth,
            float[] kernels,
            int b,
            float[] start,
            float[] out,
            int outAt,
            int outStride) {
        boolean zero = start == ZEROS;
        FloatVector c00 = FloatVector.fromArray(S, start, (zero ? 0 : outAt + 0 * outStride));
        FloatVector c01 = FloatVector.fromArray(S, start, (zero ? 0 : outAt + 0 * outStride) + L);
        FloatVector c10 = FloatVector.fromArray(S, start, (zero ? 0 : outAt + 1 * outStride));
        FloatVector c11 = FloatVector.fromArray(S, start, (zero ? 0 : outAt + 1 * outStride) + L);
        FloatVector c20 = FloatVector.fromArray(S, start, (zero ? 0 : outAt + 2 * outStride));
        FloatVector c21 = FloatVector.fromArray(S, start, (zero ? 0 : outAt + 2 * outStride) + L);
        FloatVector c30 = FloatVector.fromArray(S, start, (zero ? 0 : outAt + 3 * outStride));
        FloatVector c31 = FloatVector.fromArray(S, start, (zero ? 0 : outAt + 3 * outStride) + L);
        int a1 = a + 1 * inStride;
        int a2 = a + 2 * inStride;
        int a3 = a + 3 * inStride;
        for (int k = 0; k < depth; k++) {
            FloatVector k0 = FloatVector.fromArray(S, kernels, b + k * PANEL);
            FloatVector k1 = FloatVector.fromArray(S, kernels, b + k * PANEL + L);
            FloatVector x = FloatVector.broadcast(S, in[a + k]);
            c00 = x.fma(k0, c00);
            c01 = x.fma(k1, c01);
            x = FloatVector.broadcast(S, in[a1 + k]);
            c10 = x.fma(k0, c10);
            c11 = x.fma(k1, c11);
            x = FloatVector.broadcast(S, in[a2 + k]);
            c20 = x.fma(k0, c20);
            c21 = x.fma(k1, c21);
            x = FloatVector.broadcast(S, in[a3 + k]);
            c30 = x.fma(k0, c30);
            c31 = x.fma(k1, c31);
        }
        c00.intoArray(out, outAt + 0 * outStride);
        c01.intoArray(out, outAt + 0 * outStride + L);
        c10.intoArray(out, outAt + 1 * outStride);
        c11.intoArray(out, outAt + 1 * outStride + L);
        c20.intoArray(out, outAt + 2 * outStride);
        c21.intoArray(out, outAt + 2 * outStride + L);
        c30.intoArray(out, outAt + 3 * outStride);
        c31.intoArray(out, outAt + 3 * outStride + L);
    }

    @SuppressWarnings("checkstyle:MethodLength") // a register tile is written out
    private static void tile8x1(
            float[] in,
            int a,
            int inStride,
            int depth,
            float[] kernels,
            int b,
            int lanes,
            float[] start,
            float[] out,
            int outAt,
            int outStride) {
        boolean zero = start == ZEROS;
        FloatVector c00 = FloatVector.fromArray(S, start, (zero ? 0 : outAt + 0 * outStride));
        FloatVector c10 = FloatVector.fromArray(S, start, (zero ? 0 : outAt + 1 * outStride));
        FloatVector c20 = FloatVector.fromArray(S, start, (zero ? 0 : outAt + 2 * outStride));
        FloatVector c30 = FloatVector.fromArray(S, start, (zero ? 0 : outAt + 3 * outStride));
        FloatVector c40 = FloatVector.fromArray(S, start, (zero ? 0 : outAt + 4 * outStride));
        FloatVector c50 = FloatVector.fromArray(S, start, (zero ? 0 : outAt + 5 * outStride));
        FloatVector c60 = FloatVector.fromArray(S, start, (zero ? 0 : outAt + 6 * outStride));
        FloatVector c70 = FloatVector.fromArray(S, start, (zero ? 0 : outAt + 7 * outStride));
        int a1 = a + 1 * inStride;
        int a2 = a + 2 * inStride;
        int a3 = a + 3 * inStride;
        int a4 = a + 4 * inStride;
        int a5 = a + 5 * inStride;
        int a6 = a + 6 * inStride;
        int a7 = a + 7 * inStride;
        for (int k = 0; k < depth; k++) {
            FloatVector k0 = FloatVector.fromArray(S, kernels, b + k * lanes);
            FloatVector x = FloatVector.broadcast(S, in[a + k]);
            c00 = x.fma(k0, c00);
            x = FloatVector.broadcast(S, in[a1 + k]);
            c10 = x.fma(k0, c10);
            x = FloatVector.broadcast(S, in[a2 + k]);
            c20 = x.fma(k0, c20);
            x = FloatVector.broadcast(S, in[a3 + k]);
            c30 = x.fma(k0, c30);
            x = FloatVector.broadcast(S, in[a4 + k]);
            c40 = x.fma(k0, c40);
            x = FloatVector.broadcast(S, in[a5 + k]);
            c50 = x.fma(k0, c50);
            x = FloatVector.broadcast(S, in[a6 + k]);
            c60 = x.fma(k0, c60);
            x = FloatVector.broadcast(S, in[a7 + k]);
            c70 = x.fma(k0, c70);
        }
        c00.intoArray(out, outAt + 0 * outStride);
        c10.intoArray(out, outAt + 1 * outStride);
        c20.intoArray(out, outAt + 2 * outStride);
        c30.intoArray(out, outAt + 3 * outStride);
        c40.intoArray(out, outAt + 4 * outStride);
        c50.intoArray(out, outAt + 5 * outStride);
        c60.intoArray(out, outAt + 6 * outStride);
        c70.intoArray(out, outAt + 7 * outStride);
    }
}
