package io.gconv.pipeline;

import io.gconv.feature.PixelGrid;
import io.gconv.pipeline.DescriptorSpec.RegionSpec;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The weights of the disk or of its soft rings on the pixels of a feature map, row by row.
 *
 * <pre>
 *   disk      w(r)   = clamp(R/p + ½ − r/p, 0, 1),   R the radius and p the pitch in pixels of the image
 *   ring i    w_i(r) = w(r) · exp(−(r/R − (i + ½)/n)² / 2σ²),   σ = 1/(2n)
 * </pre>
 *
 * Neighbouring rings overlap at about one standard deviation, and their number does not depend on the image size.
 *
 * <p>The weights of a map are computed once and kept; of a large map only a few rows, in the columns that are asked for.
 * Belongs to one thread.
 */
final class Regions {

    /** The most weights that are kept: 8 MB. */
    private static final double KEPT = 1 << 21;

    /** How many rows of a large map are kept. */
    private static final int FEW_ROWS = 4;

    private final RegionSpec spec;
    private final Cells cells;
    private final PixelGrid grid;
    private final double pitch;
    private final double radius;
    private final boolean kept;
    private final @Nullable Row[] rows; // of the upper half: the others are their mirror images
    private int left; // the columns that rows have
    private int right;

    /**
     * Creates the weights for maps of one size.
     *
     * @param spec disk or rings
     * @param cells the cells of the map
     * @param pitch p, the distance of its pixels, in pixels of the image
     * @param radius R > 0, in pixels of the image
     */
    Regions(RegionSpec spec, Cells cells, double pitch, double radius) {
        this.spec = spec;
        this.cells = cells;
        this.grid = new PixelGrid(cells.height(), cells.width());
        this.pitch = pitch;
        this.radius = radius;
        this.kept = values(spec, grid.height(), grid.width()) <= KEPT;
        this.rows = new Row[kept ? (grid.height() + 1) / 2 : FEW_ROWS];
        this.right = kept ? grid.width() : 0;
    }

    private static double values(RegionSpec spec, int height, int width) {
        return 0.5 * (height + 1) * width * spec.count();
    }

    /** Returns about how many bytes the weights of a map take, of a large one those of some columns. */
    static double bytes(RegionSpec spec, int height, int width, int columns) {
        double few = (double) spec.count() * FEW_ROWS * columns;
        return Float.BYTES * (values(spec, height, width) <= KEPT ? values(spec, height, width) : few);
    }

    /** Says which columns rows must have from now on: {@code from … to − 1}, whole cells. */
    void columns(int from, int to) {
        if (kept || (from == left && to == right)) {
            return;
        }
        left = from;
        right = to;
        Arrays.fill(rows, null);
    }

    /** Returns how many neighbouring rows there may be at a time. */
    int rows() {
        return kept ? grid.height() : FEW_ROWS;
    }

    /** Returns the number of regions. */
    int count() {
        return spec.count();
    }

    /** Returns the position of column x, in pixels of the image from the centre, to the right. */
    double x(int column) {
        return grid.x(column) * pitch;
    }

    /** Returns the position of row y, in pixels of the image from the centre, up. */
    double y(int row) {
        return grid.y(row) * pitch;
    }

    /** Returns the weights on row y, valid until {@link #rows} further rows or other columns are asked for. */
    Row row(int y) {
        int half = Math.min(y, grid.height() - 1 - y);
        int at = half % rows.length;
        Row row = rows[at];
        if (row == null) {
            row = new Row();
            rows[at] = row;
        }
        if (row.y != half) {
            row.fill(half);
        }
        return row;
    }

    private double ring(int i, double rho) {
        double u = (rho - (i + 0.5) / spec.rings()) * 2 * spec.rings();
        return Math.exp(-0.5 * u * u);
    }

    /** The weights on one row. They are 0 outside of the columns {@code first() … end() − 1}. */
    final class Row {

        private final int origin = left;
        private final float[][] weights = new float[spec.count()][right - left];
        private final int firstCell = cells.columnOf(left);
        private final double[][] sums = new double[spec.count()][cells.columnOf(right - 1) - firstCell + 1];
        private int y = -1;
        private int first;
        private int end;

        private void fill(int row) {
            y = row;
            first = origin + weights[0].length;
            end = origin;
            for (double[] ofRegion : sums) {
                Arrays.fill(ofRegion, 0);
            }
            double y2 = Regions.this.y(row) * Regions.this.y(row);
            double inner = Math.max(0, radius - pitch); // within it the disk's weight is 1, far beyond the rim it is 0
            double outer = radius + pitch;
            int column = origin;
            for (int cell = 0; cell < sums[0].length; cell++) {
                for (; column < cells.endOfColumn(firstCell + cell); column++) {
                    double r2 = x(column) * x(column) + y2;
                    if (r2 > outer * outer) {
                        setOutside(column);
                    } else if (spec.rings() == 0 && r2 < inner * inner) {
                        set(column, cell, 1, 0);
                    } else {
                        double r = Math.hypot(x(column), Regions.this.y(row));
                        set(column, cell, Math.max(0, Math.min(1, (radius - r) / pitch + 0.5)), r / radius);
                    }
                }
            }
        }

        private void setOutside(int column) {
            for (float[] ofRegion : weights) {
                ofRegion[column - origin] = 0;
            }
        }

        private void set(int column, int cell, double disk, double rho) {
            if ((float) disk != 0) {
                first = Math.min(first, column);
                end = column + 1;
            }
            for (int i = 0; i < weights.length; i++) {
                float w = (float) (spec.rings() == 0 ? disk : disk * ring(i, rho));
                weights[i][column - origin] = w;
                sums[i][cell] += w;
            }
        }

        /** Returns the first column in the disk, or a column that is not before {@link #end} if there is none. */
        int first() {
            return first;
        }

        /** Returns the column after the last one in the disk. */
        int end() {
            return end;
        }

        /** Returns the column of the map whose weight is the first. */
        int origin() {
            return origin;
        }

        /** Returns the weights of region i, one per column from {@link #origin} on. */
        float[] weights(int i) {
            return weights[i];
        }

        /** Returns the sum of the weights of region i in a column of cells. */
        double sum(int i, int cell) {
            return sums[i][cell - firstCell];
        }
    }
}
