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
    private final int points;

    TileTransform(TileAlgorithm algorithm, RowArithmetic arithmetic) {
        this.algorithm = algorithm;
        this.arithmetic = arithmetic;
        this.forward = PackedMatrix.of(algorithm.forward());
        this.inverse = PackedMatrix.of(algorithm.inverse());
        this.points = algorithm.points();
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
            this.together = Math.max(1, Math.min(planes, POSITIONS / layout.positions));
            int n = together * layout.positions;
            this.pixels = Offsets.multiples(algorithm.tile(), layout.inStride);
            this.rows = Offsets.multiples(algorithm.points(), layout.inStride);
            this.windows = Offsets.multiples(algorithm.tile(), n);
            this.spectrum = Offsets.multiples(algorithm.points(), planes * layout.positions);
            this.results = Offsets.multiples(algorithm.outputs(), n);
            this.inverseRows = Offsets.multiples(algorithm.points(), layout.outStride);
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
        int n = layout.positions;
        int stride = layout.inStride;
        float[] pixels = workspace.floats(PIXELS, (block.rows() * m + algorithm.tile() + 1) * stride);
        float[] rows = workspace.floats(ROWS, (block.rows() * points + 1) * stride);
        int size = offsets.together * n;
        float[] windows = workspace.floats(WINDOWS, points * algorithm.tile() * size);
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
                            stride - RowArithmetic.LANES,
                            rows,
                            offsets.rows,
                            ty * points * stride);
                }
                for (int a = 0; a < points; a++) {
                    gather(
                            rows,
                            block.windows(),
                            a * stride,
                            algorithm.tile(),
                            windows,
                            a * algorithm.tile() * size + (p - first) * n,
                            size);
                }
            }
            int used = (last - first) * n;
            for (int a = 0; a < points; a++) {
                arithmetic.multiply(
                        forward,
                        windows,
                        offsets.windows,
                        a * algorithm.tile() * size,
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
        int n = layout.positions;
        int stride = layout.outStride;
        int size = offsets.together * n;
        float[] pixels = workspace.floats(PIXELS, m * stride);
        float[] rows = workspace.floats(ROWS, (block.rows() * points + 1) * stride);
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
                    scatter(windows, a * m * size + (q - first) * n, size, m, rows, block.places(), a * stride);
                }
                for (int ty = 0; ty < block.rows(); ty++) {
                    arithmetic.multiply(
                            inverse,
                            rows,
                            offsets.inverseRows,
                            ty * points * stride,
                            stride - RowArithmetic.LANES,
                            pixels,
                            offsets.outPixels,
                            0);
                    store(pixels, layout, block, ty * m, out, outputs[q], problem);
                }
            }
        }
    }

    /**
     * Brings windows of an image into rows, one window per position.
     *
     * <pre>
     *   out[outAt + j·outStride + i] = in[inAt + windows[i] + j],   j = 0 … length−1, i = 0 … windows.length−1
     * </pre>
     */
    private static void gather(float[] in, int[] windows, int inAt, int length, float[] out, int outAt, int outStride) {
        for (int i = 0; i < windows.length; i++) {
            int from = inAt + windows[i];
            int to = outAt + i;
            for (int j = 0; j < length; j++) {
                out[to + j * outStride] = in[from + j];
            }
        }
    }

    /** The reverse of {@link #gather}: {@code out[outAt + windows[i] + j] = in[inAt + j·inStride + i]}. */
    private static void scatter(float[] in, int inAt, int inStride, int length, float[] out, int[] windows, int outAt) {
        for (int i = 0; i < windows.length; i++) {
            int from = inAt + i;
            int to = outAt + windows[i];
            for (int j = 0; j < length; j++) {
                out[to + j] = in[from + j * inStride];
            }
        }
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

    long workspaceBytes(TileLayout layout, Rows offsets) {
        long rows = layout.blocks.get(0).rows();
        long size = (long) offsets.together * layout.positions;
        long pixels = (rows * algorithm.outputs() + algorithm.tile() + 1) * layout.inStride;
        long along = (rows * points + 1) * layout.inStride;
        return Float.BYTES * (pixels + along + (long) points * algorithm.tile() * size);
    }
}
