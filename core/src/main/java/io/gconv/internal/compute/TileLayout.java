package io.gconv.internal.compute;

import java.util.ArrayList;
import java.util.List;

/**
 * How the tiles of a part of the output of an image are put into blocks: rectangles of tiles, which are computed one after the other.
 * Within a block, tile (ty, tx) is position {@code ty·columns + tx}; all blocks have room for the same number of
 * positions. Immutable.
 */
final class TileLayout {

    /** Rows and columns of the whole output. */
    final int height;

    final int width;

    /** Positions per block, a multiple of {@link RowArithmetic#LANES}. */
    final int positions;

    final List<Block> blocks;

    /** Floats per row of image pixels of a block, at the input with its halo, and at the output. */
    final int inStride;

    final int outStride;

    /**
     * A block of tiles.
     *
     * @param y row of the first output pixel
     * @param x column of the first output pixel
     * @param rows tile rows
     * @param columns tile columns
     * @param shapes of the output of a row of tiles, and of the last row
     */
    record Block(int y, int x, int rows, int columns, List<RowArithmetic.Rectangle> shapes) {}

    /** The numbers of a layout: tiles of the image, and tiles of a block. */
    record Blocks(int tileRows, int tileColumns, int rows, int columns) {

        /** Returns the numbers of the layout that the constructor makes. */
        static Blocks of(TileAlgorithm algorithm, int height, int width, int most) {
            int m = algorithm.outputs();
            int tileRows = (height + m - 1) / m;
            int tileColumns = (width + m - 1) / m;
            int columns = PixelTiles.evenly(tileColumns, Math.min(tileColumns, most));
            int rows = PixelTiles.evenly(tileRows, Math.max(1, Math.min(tileRows, most / columns)));
            return new Blocks(tileRows, tileColumns, rows, columns);
        }

        /** Returns the number of blocks. */
        int count() {
            return (tileRows + rows - 1) / rows * ((tileColumns + columns - 1) / columns);
        }

        /** Returns the positions per block. */
        int positions() {
            return RowArithmetic.roundUp(rows * columns);
        }
    }

    /**
     * Creates a layout.
     *
     * @param height rows of the output
     * @param width columns of the output
     * @param part what is wanted of it; tiles that have something of it are computed
     * @param most the largest number of positions per block
     */
    TileLayout(TileAlgorithm algorithm, int height, int width, OutputPart part, int most) {
        this.height = height;
        this.width = width;
        int m = algorithm.outputs();
        int fromY = part.fromY() / m * m;
        int fromX = part.fromX() / m * m;
        int toY = Math.min(part.toY(), height);
        int toX = Math.min(part.toX(), width);
        Blocks sizes = Blocks.of(algorithm, toY - fromY, toX - fromX, most);
        int tileRows = sizes.tileRows;
        int tileColumns = sizes.tileColumns;
        int columns = sizes.columns;
        int rows = sizes.rows;
        this.positions = sizes.positions();
        this.inStride = inStride(algorithm, columns);
        this.outStride = RowArithmetic.roundUp(columns * m);
        List<Block> list = new ArrayList<>();
        for (int ty = 0; ty < tileRows; ty += rows) {
            for (int tx = 0; tx < tileColumns; tx += columns) {
                int blockRows = Math.min(rows, tileRows - ty);
                int blockColumns = Math.min(columns, tileColumns - tx);
                int inLast = Math.min(m, toY - fromY - (ty + blockRows - 1) * m);
                int across = Math.min(blockColumns * m, toX - fromX - tx * m);
                list.add(new Block(
                        fromY + ty * m,
                        fromX + tx * m,
                        blockRows,
                        blockColumns,
                        List.of(
                                new RowArithmetic.Rectangle(m, across, outStride, width),
                                new RowArithmetic.Rectangle(inLast, across, outStride, width))));
            }
        }
        this.blocks = List.copyOf(list);
    }

    /** Returns the floats per row of image pixels of a block at the input. */
    static int inStride(TileAlgorithm algorithm, int columns) {
        return RowArithmetic.roundUp(columns * algorithm.outputs() + algorithm.kernelSize() - 1);
    }
}
