package io.gconv.pipeline;

import io.gconv.layer.Fibres;
import io.gconv.pipeline.DescriptorSpec.RegionSpec;
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
 * <p>The weights of a map are computed once and kept; of a large map only as many rows as {@link Fibres} may hold. Belongs
 * to one thread.
 */
final class Regions {

    /** The most weights that are kept: 8 MB. */
    private static final double KEPT = 1 << 21;

    private final RegionSpec spec;
    private final int height;
    private final int width;
    private final double pitch;
    private final double radius;
    private final @Nullable Row[] rows; // of the upper half: the others are their mirror images

    /**
     * Creates the weights for maps of one size.
     *
     * @param spec disk or rings
     * @param height rows of the map
     * @param width columns of the map
     * @param pitch p, the distance of its pixels, in pixels of the image
     * @param radius R > 0, in pixels of the image
     */
    Regions(RegionSpec spec, int height, int width, double pitch, double radius) {
        this.spec = spec;
        this.height = height;
        this.width = width;
        this.pitch = pitch;
        this.radius = radius;
        boolean kept = values(spec, height, width) <= KEPT;
        this.rows = new Row[kept ? (height + 1) / 2 : Math.max(1, Fibres.PIXELS / width)];
    }

    private static double values(RegionSpec spec, int height, int width) {
        return 0.5 * (height + 1) * width * spec.count();
    }

    /** Returns about how many bytes the weights of a map take. */
    static double bytes(RegionSpec spec, int height, int width) {
        double block = (double) spec.count() * Math.max(Fibres.PIXELS, width);
        return Float.BYTES * (values(spec, height, width) <= KEPT ? values(spec, height, width) : block);
    }

    /** Returns the number of regions. */
    int count() {
        return spec.count();
    }

    /** Returns the number of columns of the map. */
    int width() {
        return width;
    }

    /** Returns the position of column x, in pixels of the image from the centre, to the right. */
    double x(int column) {
        return (column - 0.5 * (width - 1)) * pitch;
    }

    /** Returns the position of row y, in pixels of the image from the centre, up. */
    double y(int row) {
        return (0.5 * (height - 1) - row) * pitch;
    }

    /** Returns the weights on row y, valid until another row is asked for. */
    Row row(int y) {
        int half = Math.min(y, height - 1 - y);
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

        private final float[][] weights = new float[spec.count()][width];
        private final double[] sums = new double[spec.count()];
        private int y = -1;
        private int first;

        private void fill(int row) {
            y = row;
            first = 0;
            java.util.Arrays.fill(sums, 0);
            for (int column = 0; column < width; column++) {
                double r = Math.hypot(x(column), Regions.this.y(row));
                double disk = Math.max(0, Math.min(1, (radius - r) / pitch + 0.5));
                first += (float) disk == 0 && first == column ? 1 : 0;
                for (int i = 0; i < sums.length; i++) {
                    weights[i][column] = (float) (spec.rings() == 0 ? disk : disk * ring(i, r / radius));
                    sums[i] += weights[i][column];
                }
            }
        }

        /** Returns the first column in the disk, or the width if there is none. */
        int first() {
            return first;
        }

        /** Returns the column after the last one in the disk. */
        int end() {
            return width - first; // less than first() if there is none
        }

        /** Returns the weights of region i, one per column. */
        float[] weights(int i) {
            return weights[i];
        }

        /** Returns the sum of the weights of region i. */
        double sum(int i) {
            return sums[i];
        }
    }
}
