package io.gconv.feature;

/**
 * The pixels of a map about its centre, one pixel apart: x to the right and y up, rows from top to bottom.
 *
 * @param height rows
 * @param width columns
 */
public record PixelGrid(int height, int width) {

    /** Returns the grid of a map. */
    public static PixelGrid of(FeatureMap f) {
        return new PixelGrid(f.height(), f.width());
    }

    /** Returns x of a column. */
    public double x(int column) {
        return column - 0.5 * (width - 1);
    }

    /** Returns y of a row. */
    public double y(int row) {
        return 0.5 * (height - 1) - row;
    }

    /** Returns the column at x, which need not be whole. */
    public double column(double x) {
        return x + 0.5 * (width - 1);
    }

    /** Returns the row at y, which need not be whole. */
    public double row(double y) {
        return 0.5 * (height - 1) - y;
    }
}
