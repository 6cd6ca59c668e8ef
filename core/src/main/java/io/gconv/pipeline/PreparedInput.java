package io.gconv.pipeline;

import io.gconv.feature.PlanarFeatureMap;
import io.gconv.pipeline.DescriptorSpec.RegionSpec;
import io.gconv.pipeline.Regions.Row;
import io.gconv.pipeline.Strips.Strip;

/** Images of one size less the mean of each channel over the inscribed disk, or as they are, strip by strip. */
final class PreparedInput {

    private final InputSpec spec;
    private final Regions disk;
    private final Statistic.Sums sums = new Statistic.Sums();

    PreparedInput(InputSpec spec, int height, int width) {
        this.spec = spec;
        this.disk = new Regions(RegionSpec.disk(), height, width, 1, 0.5 * (Math.min(height, width) - 1));
    }

    /** Returns what is subtracted from channel c of an image: its mean, or 0. */
    private double mean(PlanarFeatureMap f, int c) {
        if (spec.mean() == InputSpec.Mean.KEPT) {
            return 0;
        }
        sums.clear();
        for (int y = 0; y < f.height(); y++) {
            Row row = disk.row(y);
            sums.addWeights(row.sum(0));
            sums.addValues(row.weights(0), f.array(), (c * f.height() + y) * f.width(), row.first(), row.end());
        }
        return Statistic.MEAN.of(sums);
    }

    /** Measures the means of an image. */
    void measure(PlanarFeatureMap f, double[] means) {
        for (int c = 0; c < means.length; c++) {
            means[c] = mean(f, c);
        }
    }

    /** Writes the rows of a strip, less the means. */
    static void cut(PlanarFeatureMap f, double[] means, Strip strip, PlanarFeatureMap out) {
        int size = strip.rows() * f.width();
        for (int c = 0; c < means.length; c++) {
            int from = (c * f.height() + strip.top()) * f.width();
            for (int i = 0; i < size; i++) {
                out.array()[c * size + i] = (float) (f.array()[from + i] - means[c]);
            }
        }
    }
}
