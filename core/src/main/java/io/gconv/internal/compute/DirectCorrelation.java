package io.gconv.internal.compute;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Direct correlation, row by row, in a form that C2 turns into vector code on every JDK from 17.
 *
 * <p>For one output row and a tile of columns, every output plane has an accumulator row. An input plane is brought in
 * as (2r+1)² shifted copies of its rows, so that in the innermost loop all arrays share one index; the loop adds two of
 * them to four accumulators with {@code Math.fma}. Output planes whose four kernels are all 0 at an offset skip it, so
 * disk windows and missing taps along H cost nothing.
 *
 * <p>Every output pixel is the same sequence of fused multiply-adds wherever it is and whichever thread computes it:
 * over p, then over the offsets by rows. Sums are in float.
 */
final class DirectCorrelation implements Correlator {

    private static final int BLOCK = 4;
    private static final int TILE = 256;

    private final CorrelationProblem problem;
    private final int maxRadius;
    private final Block[] blocks;
    private final ThreadLocal<Workspace> workspaces = ThreadLocal.withInitial(Workspace::new);

    /**
     * Four output planes.
     *
     * @param planes their indices; the last one is repeated in an incomplete block
     * @param rows per input plane, the offsets as indices of shifted rows; an even number of them
     * @param weights per input plane, four weights per offset
     */
    private record Block(int[] planes, int[][] rows, float[][] weights) {}

    DirectCorrelation(CorrelationProblem problem) {
        this.problem = problem;
        this.maxRadius = problem.maxRadius();
        List<Block> list = new ArrayList<>();
        for (int q = 0; q < problem.outPlanes(); q += BLOCK) {
            list.add(block(q));
        }
        this.blocks = list.toArray(Block[]::new);
    }

    private Block block(int first) {
        int[] planes = new int[BLOCK];
        for (int i = 0; i < BLOCK; i++) {
            planes[i] = Math.min(first + i, problem.outPlanes() - 1);
        }
        int[][] rows = new int[problem.inPlanes()][];
        float[][] weights = new float[problem.inPlanes()][];
        for (int p = 0; p < problem.inPlanes(); p++) {
            offsets(planes, p, rows, weights);
        }
        return new Block(planes, rows, weights);
    }

    /** Collects the offsets at which one of the four kernels is not 0. */
    private void offsets(int[] planes, int p, int[][] rows, float[][] weights) {
        int side = 2 * maxRadius + 1;
        int[] found = new int[side * side + 1];
        float[] values = new float[BLOCK * (side * side + 1)];
        int count = 0;
        for (int row = 0; row < side * side; row++) {
            boolean used = false;
            for (int i = 0; i < BLOCK; i++) {
                float w = weight(planes[i], p, row / side - maxRadius, row % side - maxRadius);
                values[BLOCK * count + i] = w;
                used |= w != 0;
            }
            if (used) {
                found[count++] = row;
            }
        }
        if (count % 2 == 1) { // the pair of the last one: any row, with weights 0
            found[count] = found[count - 1];
            Arrays.fill(values, BLOCK * count, BLOCK * (count + 1), 0);
            count++;
        }
        rows[p] = Arrays.copyOf(found, count);
        weights[p] = Arrays.copyOf(values, BLOCK * count);
    }

    private float weight(int q, int p, int u, int v) {
        float[] kernel = problem.kernel(q, p);
        int r = problem.radius(q);
        boolean inside = kernel.length > 0 && Math.abs(u) <= r && Math.abs(v) <= r;
        return inside ? kernel[(u + r) * (2 * r + 1) + v + r] : 0;
    }

    @Override
    public String algorithm() {
        return "direct";
    }

    @Override
    public void correlate(float[] in, int height, int width, float[] out) {
        int outWidth = width - 2 * problem.crop();
        int outHeight = height - 2 * problem.crop();
        Workspace workspace = workspaces.get();
        for (int y = 0; y < outHeight; y++) {
            for (int x = 0; x < outWidth; x += TILE) {
                int n = Math.min(TILE, outWidth - x);
                tile(in, height, width, y, x, n, workspace);
                for (int q = 0; q < problem.outPlanes(); q++) {
                    System.arraycopy(workspace.sums[q], 0, out, (q * outHeight + y) * outWidth + x, n);
                }
            }
        }
    }

    /** Computes the outputs (y, x … x+n−1) of all planes into the accumulator rows. */
    private void tile(float[] in, int height, int width, int y, int x, int n, Workspace workspace) {
        for (int q = 0; q < problem.outPlanes(); q++) {
            Arrays.fill(workspace.sums[q], 0, n, problem.bias(q));
        }
        for (int p = 0; p < problem.inPlanes(); p++) {
            int plane = p * height * width;
            shiftRows(in, plane, height, width, y + problem.crop(), x + problem.crop(), n, workspace.rows);
            for (Block block : blocks) {
                accumulate(block, p, n, workspace);
            }
        }
    }

    /** rows[(u + r)·(2r + 1) + v + r][i] = in(y + u, x + v + i), 0 outside the image. */
    private void shiftRows(float[] in, int plane, int height, int width, int y, int x, int n, float[][] rows) {
        int side = 2 * maxRadius + 1;
        for (int row = 0; row < side * side; row++) {
            int inY = y + row / side - maxRadius;
            int inX = x + row % side - maxRadius;
            float[] shifted = rows[row];
            int from = inY < 0 || inY >= height ? n : Math.min(n, Math.max(0, -inX));
            int to = Math.max(from, Math.min(n, width - inX));
            Arrays.fill(shifted, 0, from, 0);
            if (to > from) {
                System.arraycopy(in, plane + inY * width + inX + from, shifted, from, to - from);
            }
            Arrays.fill(shifted, to, n, 0);
        }
    }

    private static void accumulate(Block block, int p, int n, Workspace workspace) {
        int[] rows = block.rows[p];
        float[] weights = block.weights[p];
        float[] s0 = workspace.sums[block.planes[0]];
        float[] s1 = block.planes[1] == block.planes[0] ? workspace.spare : workspace.sums[block.planes[1]];
        float[] s2 = block.planes[2] == block.planes[1] ? workspace.spare : workspace.sums[block.planes[2]];
        float[] s3 = block.planes[3] == block.planes[2] ? workspace.spare : workspace.sums[block.planes[3]];
        for (int t = 0; t < rows.length; t += 2) {
            addPair(s0, s1, s2, s3, workspace.rows[rows[t]], workspace.rows[rows[t + 1]], weights, BLOCK * t, n);
        }
    }

    /** Hot loop: 8 fused multiply-adds per column, all arrays with the same index. */
    private static void addPair(
            float[] s0, float[] s1, float[] s2, float[] s3, float[] a, float[] b, float[] w, int at, int n) {
        float a0 = w[at];
        float a1 = w[at + 1];
        float a2 = w[at + 2];
        float a3 = w[at + 3];
        float b0 = w[at + 4];
        float b1 = w[at + 5];
        float b2 = w[at + 6];
        float b3 = w[at + 7];
        for (int i = 0; i < n; i++) {
            s0[i] = Math.fma(b0, b[i], Math.fma(a0, a[i], s0[i]));
            s1[i] = Math.fma(b1, b[i], Math.fma(a1, a[i], s1[i]));
            s2[i] = Math.fma(b2, b[i], Math.fma(a2, a[i], s2[i]));
            s3[i] = Math.fma(b3, b[i], Math.fma(a3, a[i], s3[i]));
        }
    }

    /** Buffers of one thread: accumulators, shifted rows, and a row for the unused places of the last block. */
    private final class Workspace {
        private final float[][] sums = new float[problem.outPlanes()][TILE];
        private final float[][] rows = new float[(2 * maxRadius + 1) * (2 * maxRadius + 1)][TILE];
        private final float[] spare = new float[TILE];
    }
}
