package io.gconv.pipeline;

import io.gconv.feature.FeatureMap;
import io.gconv.layer.Fibres;
import io.gconv.pipeline.Regions.Row;
import java.util.Arrays;

/**
 * Sums over the regions of one feature map, added up in the order of its {@link Cells}, window by window. The numbers are
 * the same, bit for bit, however the map is cut into windows. Used for image after image, by one thread.
 *
 * <p>A vector of sums begins with Σ w of each region; then come other sums, and last maxima.
 *
 * @param <M> a map on R² or on G
 */
abstract class RegionSums<M extends FeatureMap> {

    final Regions regions;
    final Cells cells;
    private final int sums; // how many numbers of a vector are sums
    private final double[][] rows; // vectors, per row of cells
    private final double[] total;
    private final double[][] weights; // Σ w per open cell and region

    /**
     * Creates empty sums.
     *
     * @param regions what is summed over
     * @param cells the cells of the map
     * @param moreSums how many sums there are besides the weights
     * @param maxima how many maxima there are
     */
    RegionSums(Regions regions, Cells cells, int moreSums, int maxima) {
        this.regions = regions;
        this.cells = cells;
        this.sums = regions.count() + moreSums;
        this.total = new double[sums + maxima];
        this.rows = new double[cells.down()][total.length];
        this.weights = new double[cells.across()][regions.count()];
    }

    /**
     * The part of a map that is added: the rows {@code fromY … toY − 1} and the columns {@code fromX … toX − 1}, given in
     * an array whose first pixel is pixel (top, left) of the map.
     */
    record Window(int top, int left, int fromY, int toY, int fromX, int toX) {

        /** Returns whether there is nothing to add. */
        boolean isEmpty() {
            return fromY >= toY || fromX >= toX;
        }

        int columns() {
            return toX - fromX;
        }
    }

    /** Starts anew. */
    final void clear() {
        for (double[] row : rows) {
            clear(row);
        }
        for (int cell = 0; cell < weights.length; cell++) {
            Arrays.fill(weights[cell], 0);
            clear(cell);
        }
    }

    private void clear(double[] vector) {
        Arrays.fill(vector, 0, sums, 0);
        Arrays.fill(vector, sums, vector.length, Double.NEGATIVE_INFINITY);
    }

    /**
     * Adds a window of the map, which has whole columns of cells, and a row of cells from its first row on before its
     * later rows.
     */
    final void add(M map, Window window) {
        regions.columns(window.fromX, window.toX);
        int y = window.fromY;
        while (y < window.toY) {
            int cellRow = cells.rowOf(y);
            int end = Math.min(window.toY, cells.endOfRow(cellRow));
            addRows(map, window, y, end);
            if (end == cells.endOfRow(cellRow)) {
                close(rows[cellRow], window);
            }
            y = end;
        }
    }

    private void addRows(M map, Window window, int from, int to) {
        int x = window.fromX;
        while (x < window.toX) {
            int cell = cells.columnOf(x);
            int last = cell;
            while (cells.endOfColumn(last) < window.toX && cells.endOfColumn(last + 1) - x <= Fibres.PIXELS) {
                last++;
            }
            int columns = cells.endOfColumn(last) - x;
            int most = Math.max(1, Math.min(regions.rows(), Fibres.PIXELS / columns));
            for (int y = from; y < to; y += most) {
                int count = Math.min(most, to - y);
                int at = (y - window.top) * map.width() + x - window.left;
                addBlock(map, at, y, count, x, columns);
                addWeights(y, count, cell, last);
            }
            x += columns;
        }
    }

    private void addWeights(int y, int count, int firstCell, int lastCell) {
        for (int i = 0; i < count; i++) {
            Row row = regions.row(y + i);
            for (int cell = firstCell; cell <= lastCell; cell++) {
                for (int region = 0; region < regions.count(); region++) {
                    weights[cell][region] += row.sum(region, cell);
                }
            }
        }
    }

    /** Adds the cells of a window, which are complete, to their row from left to right, and empties them. */
    private void close(double[] row, Window window) {
        for (int cell = cells.columnOf(window.fromX); cell <= cells.columnOf(window.toX - 1); cell++) {
            for (int region = 0; region < regions.count(); region++) {
                row[region] += weights[cell][region];
            }
            Arrays.fill(weights[cell], 0);
            close(cell, row, regions.count());
            clear(cell);
        }
    }

    /**
     * Adds a rectangle of the map to its cells, which are still open.
     *
     * @param map holds the rectangle from pixel {@code at} of each plane, counted by rows
     * @param y the first row of the map in the rectangle
     * @param count how many rows
     * @param x the first column, where a cell begins
     * @param columns how many, to the end of a cell; {@code count · columns} is at most {@link Fibres#PIXELS}
     */
    abstract void addBlock(M map, int at, int y, int count, int x, int columns);

    /** Adds the sums of an open cell, without its weights, to {@code row[at …]}, and raises the maxima after them. */
    abstract void close(int cell, double[] row, int at);

    /** Empties an open cell. */
    abstract void clear(int cell);

    /** Writes the numbers of a vector, before compression. */
    abstract void write(double[] vector, double[] numbers);

    /** Writes the numbers, before compression. */
    final void write(double[] numbers) {
        clear(total);
        for (double[] row : rows) {
            for (int i = 0; i < total.length; i++) {
                total[i] = i < sums ? total[i] + row[i] : Math.max(total[i], row[i]);
            }
        }
        write(total, numbers);
    }

    /** Returns the vectors of rows of cells, one after the other. */
    final double[] rows(int from, int to) {
        double[] vectors = new double[(to - from) * total.length];
        for (int i = from; i < to; i++) {
            System.arraycopy(rows[i], 0, vectors, (i - from) * total.length, total.length);
        }
        return vectors;
    }

    /** Puts back what {@link #rows} has returned. */
    final void putRows(int from, double[] vectors) {
        for (int i = 0; i < vectors.length / total.length; i++) {
            System.arraycopy(vectors, i * total.length, rows[from + i], 0, total.length);
        }
    }
}
