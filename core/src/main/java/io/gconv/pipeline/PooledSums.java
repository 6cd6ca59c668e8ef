package io.gconv.pipeline;

import io.gconv.feature.GroupFeatureMap;
import io.gconv.group.PlanarGroup;
import io.gconv.layer.Fibres;
import io.gconv.layer.Projection;
import io.gconv.pipeline.DescriptorSpec.Pooled;
import io.gconv.pipeline.Regions.Row;
import io.gconv.pipeline.Statistic.Sums;
import java.util.List;

/** Weighted statistics of projections, in the order [projection][channel][region][statistic]. */
final class PooledSums extends RegionSums {

    private final Pooled spec;
    private final Regions regions;
    private final List<Integer> channels;
    private final boolean anyMax;
    private final Fibres fibres;
    private final float[][][] projected; // per projection [its channel][pixel], of one block
    private final Sums[][][] sums; // per projection [channel][region]

    PooledSums(Pooled spec, Regions regions, PlanarGroup group, List<Integer> channels) {
        this.spec = spec;
        this.regions = regions;
        this.channels = channels;
        this.anyMax = spec.statistics().contains(Statistic.MAX);
        this.fibres = new Fibres(group);
        int n = spec.projections().size();
        this.projected = new float[n][][];
        this.sums = new Sums[n][][];
        for (int p = 0; p < n; p++) {
            int per = spec.projections().get(p).channelsPerChannel(group);
            projected[p] = new float[per][Fibres.PIXELS];
            sums[p] = new Sums[channels.size() * per][regions.count()];
            for (Sums[] ofChannel : sums[p]) {
                java.util.Arrays.setAll(ofChannel, i -> new Sums());
            }
        }
    }

    @Override
    void clear() {
        for (Sums[][] ofProjection : sums) {
            for (Sums[] ofChannel : ofProjection) {
                for (Sums region : ofChannel) {
                    region.clear();
                }
            }
        }
    }

    @Override
    void addBlock(GroupFeatureMap strip, int at, int y, int rows, int x, int columns) {
        for (int c = 0; c < channels.size(); c++) {
            fibres.load(strip, channels.get(c), at, rows * columns);
            for (int p = 0; p < projected.length; p++) {
                spec.projections().get(p).project(fibres, projected[p]);
                for (int k = 0; k < projected[p].length; k++) {
                    Sums[] ofChannel = sums[p][c * projected[p].length + k];
                    for (int row = 0; row < rows; row++) {
                        addRow(ofChannel, projected[p][k], y + row, x, columns, row * columns);
                    }
                }
            }
        }
    }

    /** Adds the columns {@code x … x + columns − 1} of row y, whose values are {@code v[at …]}. */
    private void addRow(Sums[] ofChannel, float[] v, int y, int x, int columns, int at) {
        Row row = regions.row(y);
        int from = Math.max(x, row.first());
        int to = Math.min(x + columns, row.end());
        for (int i = 0; i < ofChannel.length; i++) {
            ofChannel[i].addWeights(x == 0 ? row.sum(i) : 0);
            ofChannel[i].addValues(row.weights(i), v, at - x, from, to);
            if (anyMax) {
                ofChannel[i].addMax(row.weights(i), v, at - x, from, to);
            }
        }
    }

    @Override
    void write(double[] numbers) {
        int at = 0;
        for (Sums[][] ofProjection : sums) {
            for (Sums[] ofChannel : ofProjection) {
                for (Sums region : ofChannel) {
                    for (int s = 0; s < spec.statistics().size(); s++) {
                        numbers[at++] = spec.statistics().get(s).of(region);
                    }
                }
            }
        }
    }

    /** Appends what each number means. */
    static void appendIndex(Pooled spec, PlanarGroup group, List<Integer> channels, List<DescriptorEntry> index) {
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
