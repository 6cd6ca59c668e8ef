package io.gconv.internal.compute;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** The hot loops of {@link InterleavedCorrelation}: products of transformed tiles with transformed kernels. */
final class VectorProducts {

    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int L = S.length();

    /** Output channels per panel of kernels. */
    static final int PANEL = 2 * RowArithmetic.LANES;

    private VectorProducts() {}

    /**
     * Multiplies transformed tiles by a panel of transformed kernels.
     *
     * <pre>
     *   out[r][j] = Σ_k in[r][k] · kernels[k][j],   r = 0 … rows − 1, j = 0 … lanes − 1
     * </pre>
     *
     * goes on from what is in {@code out} if {@code add}. Rows are computed two to eight at a time, so up to seven too many, for which there must be room.
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
            TileAlgorithm.Mode add) {
        float[] start = add == TileAlgorithm.Mode.ADD ? out : ZEROS;
        int tall = VectorTiles.NARROW ? lanes == PANEL ? 2 : 4 : 8;
        for (int r = 0; r < rows; r += tall) {
            int a = inAt + r * inStride;
            int to = outAt + r * outStride;
            if (VectorTiles.NARROW && lanes == PANEL) {
                tile2x4(in, a, inStride, depth, kernels, kernelsAt, start, out, to, outStride);
            } else if (VectorTiles.NARROW) {
                narrow4x2(in, a, inStride, depth, kernels, kernelsAt, start, out, to, outStride);
            } else if (lanes < PANEL) {
                tile8x1(in, a, inStride, depth, kernels, kernelsAt, start, out, to, outStride);
            } else if (rows - r <= 4) {
                tile4x2(in, a, inStride, depth, kernels, kernelsAt, start, out, to, outStride);
            } else {
                tile8x2(in, a, inStride, depth, kernels, kernelsAt, start, out, to, outStride);
            }
        }
    }

    private static final float[] ZEROS = new float[PANEL];

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
            FloatVector k0 = FloatVector.fromArray(S, kernels, b + k * L);
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

    private static void tile2x4(
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
        FloatVector c02 = FloatVector.fromArray(S, start, (zero ? 0 : outAt + 0 * outStride) + 2 * L);
        FloatVector c03 = FloatVector.fromArray(S, start, (zero ? 0 : outAt + 0 * outStride) + 3 * L);
        FloatVector c10 = FloatVector.fromArray(S, start, (zero ? 0 : outAt + 1 * outStride));
        FloatVector c11 = FloatVector.fromArray(S, start, (zero ? 0 : outAt + 1 * outStride) + L);
        FloatVector c12 = FloatVector.fromArray(S, start, (zero ? 0 : outAt + 1 * outStride) + 2 * L);
        FloatVector c13 = FloatVector.fromArray(S, start, (zero ? 0 : outAt + 1 * outStride) + 3 * L);
        int a1 = a + 1 * inStride;
        for (int k = 0; k < depth; k++) {
            FloatVector x0 = FloatVector.broadcast(S, in[a + k]);
            FloatVector x1 = FloatVector.broadcast(S, in[a1 + k]);
            FloatVector y = FloatVector.fromArray(S, kernels, b + k * PANEL);
            c00 = x0.fma(y, c00);
            c10 = x1.fma(y, c10);
            y = FloatVector.fromArray(S, kernels, b + k * PANEL + L);
            c01 = x0.fma(y, c01);
            c11 = x1.fma(y, c11);
            y = FloatVector.fromArray(S, kernels, b + k * PANEL + 2 * L);
            c02 = x0.fma(y, c02);
            c12 = x1.fma(y, c12);
            y = FloatVector.fromArray(S, kernels, b + k * PANEL + 3 * L);
            c03 = x0.fma(y, c03);
            c13 = x1.fma(y, c13);
        }
        c00.intoArray(out, outAt + 0 * outStride);
        c01.intoArray(out, outAt + 0 * outStride + L);
        c02.intoArray(out, outAt + 0 * outStride + 2 * L);
        c03.intoArray(out, outAt + 0 * outStride + 3 * L);
        c10.intoArray(out, outAt + 1 * outStride);
        c11.intoArray(out, outAt + 1 * outStride + L);
        c12.intoArray(out, outAt + 1 * outStride + 2 * L);
        c13.intoArray(out, outAt + 1 * outStride + 3 * L);
    }

    /** Half a panel; the loop goes over the input itself, since C2 runs out of registers for one more index. */
    private static void narrow4x2(
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
        int s0 = start == ZEROS ? 0 : outAt;
        int step = start == ZEROS ? 0 : outStride;
        FloatVector c00 = FloatVector.fromArray(S, start, s0);
        FloatVector c01 = FloatVector.fromArray(S, start, s0 + L);
        FloatVector c10 = FloatVector.fromArray(S, start, s0 + step);
        FloatVector c11 = FloatVector.fromArray(S, start, s0 + step + L);
        FloatVector c20 = FloatVector.fromArray(S, start, s0 + 2 * step);
        FloatVector c21 = FloatVector.fromArray(S, start, s0 + 2 * step + L);
        FloatVector c30 = FloatVector.fromArray(S, start, s0 + 3 * step);
        FloatVector c31 = FloatVector.fromArray(S, start, s0 + 3 * step + L);
        int second = 2 * inStride;
        int third = 3 * inStride;
        int q = b - a * (2 * L);
        for (int k = a; k < a + depth; k++) {
            FloatVector k0 = FloatVector.fromArray(S, kernels, q + k * (2 * L));
            FloatVector k1 = FloatVector.fromArray(S, kernels, q + k * (2 * L) + L);
            FloatVector x = FloatVector.broadcast(S, in[k]);
            c00 = x.fma(k0, c00);
            c01 = x.fma(k1, c01);
            x = FloatVector.broadcast(S, in[k + inStride]);
            c10 = x.fma(k0, c10);
            c11 = x.fma(k1, c11);
            x = FloatVector.broadcast(S, in[k + second]);
            c20 = x.fma(k0, c20);
            c21 = x.fma(k1, c21);
            x = FloatVector.broadcast(S, in[k + third]);
            c30 = x.fma(k0, c30);
            c31 = x.fma(k1, c31);
        }
        c00.intoArray(out, outAt);
        c01.intoArray(out, outAt + L);
        c10.intoArray(out, outAt + outStride);
        c11.intoArray(out, outAt + outStride + L);
        c20.intoArray(out, outAt + 2 * outStride);
        c21.intoArray(out, outAt + 2 * outStride + L);
        c30.intoArray(out, outAt + 3 * outStride);
        c31.intoArray(out, outAt + 3 * outStride + L);
    }
}
