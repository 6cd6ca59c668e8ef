package io.gconv.pipeline;

import io.gconv.feature.GroupFeatureMap;
import io.gconv.feature.PlanarFeatureMap;
import io.gconv.layer.Projection;
import io.gconv.pipeline.DescriptorSpec.Pooled;
import java.util.ArrayList;
import java.util.List;

/** Weighted statistics of projections, in the order [projection][channel][region][statistic]. */
final class PooledSums implements RegionSums {

    private final Pooled spec;
    private final Regions regions;
    private final List<Integer> channels;
    private final List<Statistic.Sums[][]> sums = new ArrayList<>(); // per projection [channel][region]

    PooledSums(Pooled spec, Regions regions, List<Integer> channels) {
        this.spec = spec;
        this.regions = regions;
        this.channels = channels;
    }

    @Override
    public void add(GroupFeatureMap strip, int top, int from, int count) {
        GroupFeatureMap selected = strip.select(channels);
        float[][] weights = new float[spec.region().count()][];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = regions.weights(i, from, count);
        }
        for (int p = 0; p < spec.projections().size(); p++) {
            PlanarFeatureMap projected = spec.projections().get(p).apply(selected);
            if (sums.size() == p) {
                sums.add(zeros(projected.channels(), weights.length));
            }
            int plane = projected.height() * projected.width();
            for (int c = 0; c < projected.channels(); c++) {
                int at = c * plane + (from - top) * projected.width();
                for (int i = 0; i < weights.length; i++) {
                    sums.get(p)[c][i].add(projected.array(), at, weights[i]);
                }
            }
        }
    }

    private static Statistic.Sums[][] zeros(int channels, int regions) {
        Statistic.Sums[][] zeros = new Statistic.Sums[channels][regions];
        for (Statistic.Sums[] row : zeros) {
            for (int i = 0; i < regions; i++) {
                row[i] = new Statistic.Sums();
            }
        }
        return zeros;
    }

    @Override
    public double[] values() {
        List<Double> values = new ArrayList<>();
        for (Statistic.Sums[][] projection : sums) {
            for (Statistic.Sums[] channel : projection) {
                for (Statistic.Sums region : channel) {
                    spec.statistics().forEach(statistic -> values.add(statistic.of(region)));
                }
            }
        }
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** Appends what each number means. */
    static void appendIndex(
            Pooled spec, io.gconv.group.PlanarGroup group, List<Integer> channels, List<DescriptorEntry> index) {
        for (Projection projection : spec.projections()) {
            int per = projection.channelsPerChannel(group);
            for (int c = 0; c < channels.size() * per; c++) {
                for (int i = 0; i < spec.region().count(); i++) {
                    for (Statistic statistic : spec.statistics()) {
                        index.add(new DescriptorEntry(
                                index.size(),
                                spec.layer(),
                                label(projection, c % per),
                                channels.get(c / per),
                                spec.region().label(i),
                                statistic.label()));
                    }
                }
            }
        }
    }

    private static String label(Projection projection, int i) {
        return projection instanceof Projection.Spectrum spectrum
                ? spectrum.label() + " k=" + i * spectrum.step()
                : projection.label();
    }
}
