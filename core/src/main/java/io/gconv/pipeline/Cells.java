package io.gconv.pipeline;

/**
 * The squares of an image that sums over a map are defined by: a sum is added up row by row in each cell, then across
 * each row of cells, then over the rows. So it is the same, bit for bit, for every way to cut an image
 * whose cuts between columns are boundaries of cells.
 *
 * <p>A cell has the pixels of the map whose positions lie in it. Immutable.
 */
final class Cells {

    private final int[] rows; // the first row of the map in each row of cells, then its height
    private final int[] columns; // the same for columns

    /**
     * Creates the cells of a map.
     *
     * @param side of a cell, in pixels of the image
     * @param imageHeight rows of the image
     * @param imageWidth columns of the image
     * @param offset position of the first pixel of the map, in pixels of the image
     * @param pitch distance of its pixels, in pixels of the image
     * @param height rows of the map
     * @param width columns of the map
     */
    Cells(int side, int imageHeight, int imageWidth, double offset, int pitch, int height, int width) {
        this.rows = boundaries(side, imageHeight, offset, pitch, height);
        this.columns = boundaries(side, imageWidth, offset, pitch, width);
    }

    private static int[] boundaries(int side, int imageLength, double offset, int pitch, int length) {
        int[] boundaries = new int[(imageLength - 1) / side + 2];
        for (int i = 1; i < boundaries.length; i++) {
            long at = (long) i * side;
            boundaries[i] = at >= imageLength ? length : Stage.at(at, offset, pitch, length);
        }
        return boundaries;
    }

    /** Returns the number of rows of cells. */
    int down() {
        return rows.length - 1;
    }

    /** Returns the number of columns of cells. */
    int across() {
        return columns.length - 1;
    }

    /** Returns the rows of the map. */
    int height() {
        return rows[rows.length - 1];
    }

    /** Returns the columns of the map. */
    int width() {
        return columns[columns.length - 1];
    }

    /** Returns the row of cells that row y of the map is in. */
    int rowOf(int y) {
        return cellOf(rows, y);
    }

    /** Returns the column of cells that column x of the map is in. */
    int columnOf(int x) {
        return cellOf(columns, x);
    }

    /** Returns the row of the map after the last one of row i of cells. */
    int endOfRow(int i) {
        return rows[i + 1];
    }

    /** Returns the column of the map after the last one of column i of cells. */
    int endOfColumn(int i) {
        return columns[i + 1];
    }

    /** Returns the last cell that begins at or before a pixel: cells without a pixel begin where the next one does. */
    private static int cellOf(int[] boundaries, int at) {
        int cell = 0;
        int after = boundaries.length - 1;
        while (after - cell > 1) {
            int middle = (cell + after) >>> 1;
            if (boundaries[middle] <= at) {
                cell = middle;
            } else {
                after = middle;
            }
        }
        return cell;
    }
}
