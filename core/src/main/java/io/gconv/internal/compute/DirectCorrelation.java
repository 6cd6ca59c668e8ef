package io.gconv.internal.compute;

import java.util.Arrays;

/**
 * Direct correlation, tile by tile, in a form that C2 turns into vector code on every JDK from 17.
 *
 * <p>A tile is a rectangle of output pixels, stored as one long row. Every output plane has an accumulator of that
 * length. An input plane is brought in as shifted copies of the tile, one per offset (u, v), so that in the innermost
 * loop all arrays share one index; the loop adds two offsets to four output planes with {@code Math.fma}. Output planes
 * that read the same input planes are computed together, and offsets at which all four kernels are 0 are skipped, so disk
 * windows and missing taps along H cost nothing.
 *
 * <p>Every output pixel is the same sequence of fused multiply-adds wherever it is and whichever thread computes it:
 * over p, then over the offsets by rows. Sums are in float.
 */
final class DirectCorrelation implements Correlator {

    /** Pixels per tile: the accumulators of a block and the copies of an input plane stay in the caches. */
    private static final int TILE = 1024;

    private final CorrelationProblem problem;
    private final int radius;
    private final OutputBlock[][] blocks; // per input plane, the blocks that read it
    private final int[][] offsets; // per input plane, the shifted copies that are needed, by rows
    private final ThreadLocal<Workspace> workspaces = ThreadLocal.withInitial(Workspace::new);

    DirectCorrelation(CorrelationProblem problem) {
        this.problem = problem;
        this.radius = problem.maxRadius();
        this.blocks = OutputBlock.of(problem);
        this.offsets = new int[problem.inPlanes()][];
        for (int p = 0; p < offsets.length; p++) {
            offsets[p] = Arrays.stream(blocks[p])
                    .flatMapToInt(block -> Arrays.stream(block.offsets()))
                    .distinct()
                    .sorted()
                    .toArray();
        }
    }

    @Override
    public String algorithm() {
        return "direct";
    }

    @Override
    public void correlate(float[] in, int height, int width, float[] out) {
        int outHeight = height - 2 * problem.crop();
        int outWidth = width - 2 * problem.crop();
        int columns = Math.min(outWidth, TILE);
        int rows = evenly(outHeight, Math.max(1, TILE / columns));
        Workspace workspace = workspaces.get();
        for (int y = 0; y < outHeight; y += rows) {
            for (int x = 0; x < outWidth; x += columns) {
                Tile tile = new Tile(y, x, Math.min(rows, outHeight - y), Math.min(columns, outWidth - x));
                compute(in, height, width, tile, workspace);
                store(tile, workspace, out, outHeight, outWidth);
            }
        }
    }

    /** Returns the tile size, at most {@code most}, that cuts {@code n} into parts of nearly equal size. */
    private static int evenly(int n, int most) {
        int parts = (n + most - 1) / most;
        return (n + parts - 1) / parts;
    }

    /** The output pixels [y, y + rows) × [x, x + columns). */
    private record Tile(int y, int x, int rows, int columns) {
        int pixels() {
            return rows * columns;
        }
    }

    /** Computes the tile of all output planes into the accumulators. */
    private void compute(float[] in, int height, int width, Tile tile, Workspace workspace) {
        for (int q = 0; q < problem.outPlanes(); q++) {
            Arrays.fill(workspace.sums[q], 0, tile.pixels(), problem.bias(q));
        }
        for (int p = 0; p < problem.inPlanes(); p++) {
            if (blocks[p].length > 0) {
                loadHalo(in, p * height * width, height, width, tile, workspace.halo);
                shift(offsets[p], tile, workspace);
                for (OutputBlock block : blocks[p]) {
                    accumulate(block, tile.pixels(), workspace);
                }
            }
        }
    }

    /** halo[(i + r)·(columns + 2r) + j + r] = in(y + c + i, x + c + j) for i from −r to rows + r − 1, likewise j; 0 outside. */
    private void loadHalo(float[] in, int plane, int height, int width, Tile tile, float[] halo) {
        int stride = tile.columns + 2 * radius;
        int inX = tile.x + problem.crop() - radius;
        int from = Math.min(stride, Math.max(0, -inX));
        int to = Math.max(from, Math.min(stride, width - inX));
        for (int i = 0; i < tile.rows + 2 * radius; i++) {
            int inY = tile.y + problem.crop() - radius + i;
            int at = i * stride;
            if (inY < 0 || inY >= height) {
                Arrays.fill(halo, at, at + stride, 0);
            } else {
                Arrays.fill(halo, at, at + from, 0);
                System.arraycopy(in, plane + inY * width + inX + from, halo, at + from, to - from);
                Arrays.fill(halo, at + to, at + stride, 0);
            }
        }
    }

    /** copies[(u + r)·(2r + 1) + v + r] = the tile shifted by (u, v). */
    private void shift(int[] needed, Tile tile, Workspace workspace) {
        int side = 2 * radius + 1;
        int stride = tile.columns + 2 * radius;
        for (int offset : needed) {
            int from = offset / side * stride + offset % side;
            for (int i = 0; i < tile.rows; i++) {
                System.arraycopy(
                        workspace.halo, from + i * stride, workspace.copies[offset], i * tile.columns, tile.columns);
            }
        }
    }

    private static void accumulate(OutputBlock block, int n, Workspace workspace) {
        float[] s0 = workspace.sum(block.planes()[0]);
        float[] s1 = workspace.sum(block.planes()[1]);
        float[] s2 = workspace.sum(block.planes()[2]);
        float[] s3 = workspace.sum(block.planes()[3]);
        int[] offsets = block.offsets();
        float[] w = block.weights();
        for (int t = 0; t < offsets.length; t += 2) {
            float[] a = workspace.copies[offsets[t]];
            float[] b = workspace.copies[offsets[t + 1]];
            addPair(s0, s1, s2, s3, a, b, w, OutputBlock.SIZE * t, n);
        }
    }

    /**
     * Hot loop: 8 fused multiply-adds per pixel, all arrays with the same index. All loads stand before all stores: since
     * arrays might be the same, C2 of JDK 17 vectorises it in no other order (92 instead of 10 GFLOP/s).
     */
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

    private static void store(Tile tile, Workspace workspace, float[] out, int outHeight, int outWidth) {
        for (int q = 0; q < workspace.sums.length; q++) {
            for (int i = 0; i < tile.rows; i++) {
                int to = (q * outHeight + tile.y + i) * outWidth + tile.x;
                System.arraycopy(workspace.sums[q], i * tile.columns, out, to, tile.columns);
            }
        }
    }

    /** Buffers of one thread: accumulators, the tile with its halo, its shifted copies, a spare accumulator. */
    private final class Workspace {
        private final float[][] sums = new float[problem.outPlanes()][TILE];
        private final float[] spare = new float[TILE];
        private final float[] halo = new float[maxHalo()];
        private final float[][] copies = new float[(2 * radius + 1) * (2 * radius + 1)][];

        private Workspace() {
            for (int[] needed : offsets) {
                for (int offset : needed) {
                    copies[offset] = copies[offset] == null ? new float[TILE] : copies[offset];
                }
            }
        }

        /** rows · columns ≤ TILE, so (rows + 2r)(columns + 2r) is largest for a single row or column. */
        private int maxHalo() {
            return (TILE + 2 * radius) * (1 + 2 * radius);
        }

        private float[] sum(int q) {
            return q < 0 ? spare : sums[q];
        }
    }
}
