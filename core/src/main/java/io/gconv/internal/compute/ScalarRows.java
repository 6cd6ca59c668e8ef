package io.gconv.internal.compute;

import java.util.Arrays;

/**
 * {@link RowArithmetic} in plain Java. C2 makes vector code of a loop only if all its arrays share one index and are
 * read before any is written, so {@link #multiply} works on copies of the rows; every copy is used by many outputs.
 */
final class ScalarRows implements RowArithmetic {

    private static final int WIDTH = 1024;
    private static final int DEPTH = 16;

    private final ThreadLocal<float[][]> rows = ThreadLocal.withInitial(() -> new float[DEPTH + 4][WIDTH]);

    @Override
    public void multiply(
            PackedMatrix w,
            int from,
            int to,
            float[] in,
            Offsets inRows,
            int inAt,
            int n,
            float[] out,
            Offsets outRows,
            int outAt) {
        float[][] copies = rows.get();
        for (int i = 0; i < n; i += WIDTH) {
            int width = Math.min(WIDTH, n - i);
            for (int first = from; first < to; first += DEPTH) {
                int last = Math.min(to, first + DEPTH);
                for (int k = first; k < last; k++) {
                    System.arraycopy(in, inAt + inRows.at[k - from] + i, copies[k - first], 0, width);
                }
                for (int r = 0; r < w.rows; r += 4) {
                    multiply(w, r, first, last, copies, width, out, outRows, outAt + i);
                }
            }
        }
    }

    private static void multiply(
            PackedMatrix w, int row, int from, int to, float[][] x, int n, float[] out, Offsets outRows, int outAt) {
        int block = row / PackedMatrix.BLOCK * PackedMatrix.BLOCK;
        int height = w.height(block);
        int at = w.start(block) + from * height + row - block;
        int count = Math.min(4, w.rows - row);
        for (int r = 0; r < count; r++) {
            if (from == 0) {
                Arrays.fill(x[DEPTH + r], 0, n, 0);
            } else {
                System.arraycopy(out, outAt + outRows.at[row + r], x[DEPTH + r], 0, n);
            }
        }
        int k = from;
        for (; k + 1 < to; k += 2) {
            addPair(
                    x[DEPTH],
                    x[DEPTH + 1],
                    x[DEPTH + 2],
                    x[DEPTH + 3],
                    x[k - from],
                    x[k + 1 - from],
                    w.values,
                    at,
                    height,
                    n);
            at += 2 * height;
        }
        if (k < to) {
            add(x[DEPTH], x[DEPTH + 1], x[DEPTH + 2], x[DEPTH + 3], x[k - from], w.values, at, n);
        }
        for (int r = 0; r < count; r++) {
            System.arraycopy(x[DEPTH + r], 0, out, outAt + outRows.at[row + r], n);
        }
    }

    /** Hot loop: 8 fused multiply-adds per position. Other orders of loads and stores are not vectorised on JDK 17. */
    private static void addPair(
            float[] s0, float[] s1, float[] s2, float[] s3, float[] a, float[] b, float[] w, int at, int step, int n) {
        float a0 = w[at];
        float a1 = w[at + 1];
        float a2 = w[at + 2];
        float a3 = w[at + 3];
        float b0 = w[at + step];
        float b1 = w[at + step + 1];
        float b2 = w[at + step + 2];
        float b3 = w[at + step + 3];
        for (int i = 0; i < n; i++) {
            float x = a[i];
            float y = b[i];
            float v0 = s0[i];
            float v1 = s1[i];
            float v2 = s2[i];
            float v3 = s3[i];
            s0[i] = Math.fma(b0, y, Math.fma(a0, x, v0));
            s1[i] = Math.fma(b1, y, Math.fma(a1, x, v1));
            s2[i] = Math.fma(b2, y, Math.fma(a2, x, v2));
            s3[i] = Math.fma(b3, y, Math.fma(a3, x, v3));
        }
    }

    private static void add(float[] s0, float[] s1, float[] s2, float[] s3, float[] a, float[] w, int at, int n) {
        float a0 = w[at];
        float a1 = w[at + 1];
        float a2 = w[at + 2];
        float a3 = w[at + 3];
        for (int i = 0; i < n; i++) {
            float x = a[i];
            float v0 = s0[i];
            float v1 = s1[i];
            float v2 = s2[i];
            float v3 = s3[i];
            s0[i] = Math.fma(a0, x, v0);
            s1[i] = Math.fma(a1, x, v1);
            s2[i] = Math.fma(a2, x, v2);
            s3[i] = Math.fma(a3, x, v3);
        }
    }

    @Override
    public void fourier4(
            float[] in, int[] rows, int orbit, int inAt, int n, float[] out, int s0, int s2, int d, int e) {
        for (int i = 0; i < n; i++) {
            float x0 = in[inAt + rows[4 * orbit] + i];
            float x1 = in[inAt + rows[4 * orbit + 1] + i];
            float x2 = in[inAt + rows[4 * orbit + 2] + i];
            float x3 = in[inAt + rows[4 * orbit + 3] + i];
            out[s0 + i] = (x0 + x2) + (x1 + x3);
            out[s2 + i] = (x0 + x2) - (x1 + x3);
            out[d + i] = x0 - x2;
            out[e + i] = x1 - x3;
        }
    }

    @Override
    public void store(float[] in, int inAt, Rectangle shape, Epilogue epilogue, float[] out, int outAt) {
        for (int y = 0; y < shape.rows(); y++) {
            int from = inAt + y * shape.inStride();
            int to = outAt + y * shape.outStride();
            for (int i = 0; i < shape.columns(); i++) {
                out[to + i] = epilogue.of(in[from + i], out[to + i]);
            }
        }
    }

    @Override
    public void inverseFourier4(
            float[] in,
            int s0,
            int s2,
            int a,
            int b,
            int c,
            int d,
            Rectangle shape,
            Epilogue epilogue,
            float[] out,
            int outAt,
            int[] planes) {
        for (int y = 0; y < shape.rows(); y++) {
            int from = y * shape.inStride();
            int to = outAt + y * shape.outStride();
            inverse(in, s0 + from, s2 + from, 1, a + from, b + from, 1, shape.columns(), epilogue, out, planes[0] + to);
            inverse(
                    in,
                    s0 + from,
                    s2 + from,
                    -1,
                    c + from,
                    d + from,
                    -1,
                    shape.columns(),
                    epilogue,
                    out,
                    planes[1] + to);
            inverse(
                    in,
                    s0 + from,
                    s2 + from,
                    1,
                    a + from,
                    b + from,
                    -1,
                    shape.columns(),
                    epilogue,
                    out,
                    planes[2] + to);
            inverse(
                    in,
                    s0 + from,
                    s2 + from,
                    -1,
                    c + from,
                    d + from,
                    1,
                    shape.columns(),
                    epilogue,
                    out,
                    planes[3] + to);
        }
    }

    /** {@code out = (in_s + even · in_t) + outer · (in_u + even · in_v)}, with signs {@code even} and {@code outer}. */
    private static void inverse(
            float[] in,
            int s,
            int t,
            float even,
            int u,
            int v,
            float outer,
            int n,
            Epilogue epilogue,
            float[] out,
            int to) {
        for (int i = 0; i < n; i++) {
            float sum = in[s + i] + even * in[t + i];
            float side = in[u + i] + even * in[v + i];
            out[to + i] = epilogue.of(sum + outer * side, out[to + i]);
        }
    }

    @Override
    public int workspaceFloats() {
        return (DEPTH + 4) * WIDTH;
    }

    @Override
    public boolean isVector() {
        return false;
    }

    @Override
    public CostModel.Rates rates() {
        return CostModel.Rates.SCALAR;
    }

    @Override
    public String label() {
        return "scalar";
    }
}
