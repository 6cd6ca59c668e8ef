package io.gconv.pipeline;

import io.gconv.feature.PlanarFeatureMap;
import io.gconv.pipeline.Axis.Span;
import io.gconv.pipeline.DescriptorSpec.RegionSpec;
import io.gconv.pipeline.RegionSums.Window;
import io.gconv.pipeline.Regions.Row;
import java.util.Arrays;

/**
 * Images of one size less the mean of each channel over the inscribed disk, or as they are, patch by patch. Belongs to one
 * thread.
 */
final class PreparedInput {

    private final boolean measures;
    private final int channels;
    private final Sums sums;

    PreparedInput(InputSpec spec, int cell, int height, int width) {
        Cells cells = new Cells(cell, height, width, 0, 1, height, width);
        this.measures = spec.mean() == InputSpec.Mean.REMOVED;
        this.channels = spec.channels().count();
        this.sums = new Sums(
                new Regions(RegionSpec.disk(), cells, 1, 0.5 * (Math.min(height, width) - 1)), cells, channels);
    }

    /** Returns the sums that the means come from. */
    RegionSums<PlanarFeatureMap> sums() {
        return sums;
    }

    /** Measures the rows of an image that a band owns; f has the rows from {@code top} on. */
    void add(PlanarFeatureMap f, int top, Span band) {
        if (measures) {
            sums.add(f, new Window(top, 0, band.from(), band.to(), 0, f.width()));
        }
    }

    /** Writes what is subtracted from each channel: the mean of all that was measured, or 0. */
    void writeMeans(double[] means) {
        if (measures) {
            sums.write(means);
        } else {
            Arrays.fill(means, 0);
        }
    }

    /** Writes a patch of an image, less the means; f has the rows from {@code top} on. */
    static void cut(PlanarFeatureMap f, int top, double[] means, Span rows, Span columns, PlanarFeatureMap out) {
        for (int c = 0; c < means.length; c++) {
            for (int y = 0; y < out.height(); y++) {
                int from = (c * f.height() + rows.first() - top + y) * f.width() + columns.first();
                int to = (c * out.height() + y) * out.width();
                cutRow(f.array(), from, means[c], out.array(), to, out.width());
            }
        }
    }

    private static void cutRow(float[] in, int from, double mean, float[] out, int to, int n) {
        for (int i = 0; i < n; i++) {
            out[to + i] = (float) (in[from + i] - mean);
        }
    }

    /** Σ v and Σ v² of each channel. */
    private static final class Sums extends RegionSums<PlanarFeatureMap> {

        private final double[][] open; // per open cell

        Sums(Regions regions, Cells cells, int channels) {
            super(regions, cells, 2 * channels, 0);
            this.open = new double[cells.across()][2 * channels];
        }

        @Override
        void addBlock(PlanarFeatureMap map, int at, int y, int count, int x, int columns) {
            for (int i = 0; i < count; i++) {
                Row row = regions.row(y + i);
                int to = Math.min(x + columns, row.end());
                int from = Math.max(x, row.first());
                for (int cell = cells.columnOf(x); from < to; cell++) {
                    int end = Math.min(to, cells.endOfColumn(cell));
                    addRow(open[cell], map, row, at + i * map.width() - x, from, end);
                    from = Math.max(from, end);
                }
            }
        }

        private static void addRow(double[] sums, PlanarFeatureMap map, Row row, int at, int from, int to) {
            int size = map.height() * map.width();
            for (int c = 0; c < map.channels() && from < to; c++) {
                int shift = c * size + at + row.origin();
                Statistic.add(row.weights(0), map.array(), shift, from - row.origin(), to - row.origin(), sums, 2 * c);
            }
        }

        @Override
        void close(int cell, double[] row, int at) {
            for (int i = 0; i < open[cell].length; i++) {
                row[at + i] += open[cell][i];
            }
        }

        @Override
        void clear(int cell) {
            Arrays.fill(open[cell], 0);
        }

        @Override
        void write(double[] vector, double[] means) {
            for (int c = 0; c < means.length; c++) {
                means[c] = Statistic.MEAN.of(vector[0], vector[1 + 2 * c], vector[2 + 2 * c], 0);
            }
        }
    }
}
