package io.gconv.internal.compute;

/**
 * The transforms of a {@link TileAlgorithm}, from planes to transformed tiles and back.
 *
 * <pre>
 *   plane → B along y, per row of tiles → windows along x become rows → B along x
 * </pre>
 *
 * Along y the positions of a matrix product are the pixels of a row, along x they are the tiles of the block. The
 * transformed tiles have the index [point along y][point along x][plane][position].
 */
final class TileTransform {

    /** Planes are put together until a matrix product along x has this many positions. */
    static final int POSITIONS = 64;

    private static final int PIXELS = 3;
    private static final int ROWS = 4;
    private static final int WINDOWS = 5;

    private final TileAlgorithm algorithm;
    private final RowArithmetic arithmetic;
    private final PackedMatrix forward;
    private final PackedMatrix inverse;

    TileTransform(TileAlgorithm algorithm, RowArithmetic arithmetic) {
        this.algorithm = algorithm;
        this.arithmetic = arithmetic;
        this.forward = PackedMatrix.of(algorithm.forward());
        this.inverse = PackedMatrix.of(algorithm.inverse());
    }

    private static int together(int positions, int planes) {
        return Math.max(1, Math.min(planes, POSITIONS / positions));
    }

    /** The row offsets of the matrix products for one layout. */
    static final class Rows {
        final int together;
        private final Offsets pixels;
        private final Offsets rows;
        private final Offsets windows;
        private final Offsets spectrum;
        private final Offsets results;
        private final Offsets inverseRows;
        private final Offsets outPixels;

        Rows(TileAlgorithm algorithm, TileLayout layout, int planes) {
            this.together = together(layout.positions, planes);
            int n = together * layout.positions;
            this.pixels = Offsets.multiples(algorithm.tile(), layout.inStride);
            this.rows = Offsets.multiples(algorithm.tile(), layout.inStride);
            this.windows = Offsets.multiples(algorithm.tile(), n);
            this.spectrum = Offsets.multiples(algorithm.tile(), planes * layout.positions);
            this.results = Offsets.multiples(algorithm.outputs(), n);
            this.inverseRows = Offsets.multiples(algorithm.tile(), layout.outStride);
            this.outPixels = Offsets.multiples(algorithm.outputs(), layout.outStride);
        }
    }

    /**
     * Transforms the tiles of a block.
     *
     * @param in all planes, height × width each
     * @param inputs which planes
     * @param shift how far the first input pixel of a tile is from its first output pixel
     */
    void forward(
            float[] in,
            int height,
            int width,
            int[] inputs,
            int shift,
            TileLayout layout,
            TileLayout.Block block,
            Rows offsets,
            int planes,
            float[] spectrum,
            Workspace workspace) {
        int m = algorithm.outputs();
        int points = algorithm.tile();
        int n = layout.positions;
        int stride = layout.inStride;
        float[] pixels = workspace.floats(PIXELS, (block.rows() * m + algorithm.kernelSize() - 1) * stride);
        float[] rows = workspace.floats(ROWS, block.rows() * points * stride);
        int size = offsets.together * n;
        float[] windows = workspace.floats(WINDOWS, points * points * size);
        for (int first = 0; first < inputs.length; first += offsets.together) {
            int last = Math.min(inputs.length, first + offsets.together);
            for (int p = first; p < last; p++) {
                PixelTiles.cut(
                        in,
                        inputs[p] * height * width,
                        height,
                        width,
                        block.y() + shift,
                        block.x() + shift,
                        block.rows() * m + algorithm.kernelSize() - 1,
                        stride,
                        pixels,
                        0);
                for (int ty = 0; ty < block.rows(); ty++) {
                    arithmetic.multiply(
                            forward,
                            pixels,
                            offsets.pixels,
                            ty * m * stride,
                            stride,
                            rows,
                            offsets.rows,
                            ty * points * stride);
                }
                for (int a = 0; a < points; a++) {
                    gather(rows, a * stride, stride, block, windows, a * points * size + (p - first) * n, size);
                }
            }
            int used = (last - first) * n;
            for (int a = 0; a < points; a++) {
                arithmetic.multiply(
                        forward,
                        windows,
                        offsets.windows,
                        a * points * size,
                        used,
                        spectrum,
                        offsets.spectrum,
                        (a * points * planes + first) * n);
            }
        }
    }

    /** Transforms the tiles of a block back, into the output planes; {@code spectrum} is overwritten. */
    void inverse(
            float[] spectrum,
            int planes,
            TileLayout layout,
            TileLayout.Block block,
            Rows offsets,
            int[] outputs,
            float[] out,
            CorrelationProblem problem,
            Workspace workspace) {
        int m = algorithm.outputs();
        int points = algorithm.tile();
        int n = layout.positions;
        int stride = layout.outStride;
        int size = offsets.together * n;
        float[] pixels = workspace.floats(PIXELS, m * stride);
        float[] rows = workspace.floats(ROWS, block.rows() * points * stride);
        float[] windows = workspace.floats(WINDOWS, points * m * size);
        for (int first = 0; first < outputs.length; first += offsets.together) {
            int last = Math.min(outputs.length, first + offsets.together);
            int used = (last - first) * n;
            for (int a = 0; a < points; a++) {
                arithmetic.multiply(
                        inverse,
                        spectrum,
                        offsets.spectrum,
                        (a * points * planes + first) * n,
                        used,
                        windows,
                        offsets.results,
                        a * m * size);
            }
            for (int q = first; q < last; q++) {
                for (int a = 0; a < points; a++) {
                    scatter(windows, a * m * size + (q - first) * n, size, block, rows, a * stride, stride);
                }
                for (int ty = 0; ty < block.rows(); ty++) {
                    arithmetic.multiply(
                            inverse,
                            rows,
                            offsets.inverseRows,
                            ty * points * stride,
                            stride,
                            pixels,
                            offsets.outPixels,
                            0);
                    store(pixels, layout, block, ty * m, out, outputs[q], problem);
                }
            }
        }
    }

    /**
     * Brings the windows of a block into rows, one window per position.
     *
     * <pre>
     *   out[outAt + j·outStride + i] = in[inAt + ty·N·inStride + tx·m + j],   i = ty·columns + tx,   j = 0 … N−1
     * </pre>
     */
    private void gather(
            float[] in, int inAt, int inStride, TileLayout.Block block, float[] out, int outAt, int outStride) {
        for (int i = 0; i < block.rows() * block.columns(); i++) {
            int from = inAt + window(block, i, inStride);
            for (int j = 0; j < algorithm.tile(); j++) {
                out[outAt + i + j * outStride] = in[from + j];
            }
        }
    }

    /** The reverse for m × m outputs: {@code out[outAt + ty·N·outStride + tx·m + j] = in[inAt + j·inStride + i]}. */
    private void scatter(
            float[] in, int inAt, int inStride, TileLayout.Block block, float[] out, int outAt, int outStride) {
        for (int i = 0; i < block.rows() * block.columns(); i++) {
            int to = outAt + window(block, i, outStride);
            for (int j = 0; j < algorithm.outputs(); j++) {
                out[to + j] = in[inAt + i + j * inStride];
            }
        }
    }

    private int window(TileLayout.Block block, int position, int stride) {
        return position / block.columns() * algorithm.tile() * stride
                + position % block.columns() * algorithm.outputs();
    }

    private void store(
            float[] pixels,
            TileLayout layout,
            TileLayout.Block block,
            int row,
            float[] out,
            int q,
            CorrelationProblem problem) {
        RowArithmetic.Rectangle shape =
                block.shapes().get(row + algorithm.outputs() < block.rows() * algorithm.outputs() ? 0 : 1);
        Epilogue epilogue = problem.epilogue(q);
        int to = (epilogue.to() * layout.height + block.y() + row) * layout.width + block.x();
        arithmetic.store(pixels, 0, shape, epilogue, out, to);
    }

    /** Returns the bytes of buffers for blocks of so many tiles. */
    static long workspaceBytes(TileAlgorithm algorithm, int rows, int columns, int planes) {
        int positions = RowArithmetic.roundUp(rows * columns);
        long stride = TileLayout.inStride(algorithm, columns);
        long windows = (long) algorithm.tile() * algorithm.tile() * together(positions, planes) * positions;
        long lines = (long) rows * (algorithm.outputs() + algorithm.tile()) + algorithm.kernelSize() - 1;
        return Float.BYTES * (lines * stride + windows);
    }
}
