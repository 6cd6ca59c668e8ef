package io.gconv.pipeline;

import io.gconv.feature.GroupFeatureMap;
import io.gconv.group.PlanarGroup;
import io.gconv.layer.Fibres;
import io.gconv.layer.Projection;
import io.gconv.pipeline.DescriptorSpec.Pooled;
import io.gconv.pipeline.Regions.Row;
import java.util.Arrays;
import java.util.List;

/**
 * Weighted statistics of projections, in the order [projection][channel][region][statistic].
 *
 * <p>The sums are Σ w v and Σ w v² in the order [projection][channel][region], the maxima are in the same order.
 */
final class PooledSums extends RegionSums<GroupFeatureMap> {

    private final Pooled spec;
    private final List<Integer> channels;
    private final Fibres fibres;
    private final float[][][] projected; // per projection [its channel][pixel], of one block
    private final int entries;
    private final int maxima; // 0 if nobody asks for them
    private final double[][] open; // per open cell: the sums, then the maxima

    PooledSums(Pooled spec, Regions regions, Cells cells, PlanarGroup group, List<Integer> channels) {
        this(spec, regions, cells, group, channels, entries(spec, regions, group, channels));
    }

    private PooledSums(
            Pooled spec, Regions regions, Cells cells, PlanarGroup group, List<Integer> channels, int entries) {
        super(regions, cells, 2 * entries, maxima(spec, entries));
        this.spec = spec;
        this.channels = channels;
        this.fibres = new Fibres(group);
        this.entries = entries;
        this.maxima = maxima(spec, entries);
        this.open = new double[cells.across()][2 * entries + maxima];
        this.projected = spec.projections().stream()
                .map(projection -> new float[projection.channelsPerChannel(group)][Fibres.PIXELS])
                .toArray(float[][][]::new);
    }

    private static int entries(Pooled spec, Regions regions, PlanarGroup group, List<Integer> channels) {
        int perChannel = spec.projections().stream()
                .mapToInt(projection -> projection.channelsPerChannel(group))
                .sum();
        return perChannel * channels.size() * regions.count();
    }

    private static int maxima(Pooled spec, int entries) {
        return spec.statistics().contains(Statistic.MAX) ? entries : 0;
    }

    @Override
    void addBlock(GroupFeatureMap map, int at, int y, int count, int x, int columns) {
        for (int c = 0; c < channels.size(); c++) {
            fibres.load(map, channels.get(c), at, count, columns);
            int ofProjection = 0;
            for (int p = 0; p < projected.length; p++) {
                spec.projections().get(p).project(fibres, projected[p]);
                int entry = ofProjection + c * projected[p].length * regions.count();
                for (int k = 0; k < projected[p].length; k++) {
                    for (int row = 0; row < count; row++) {
                        addRow(entry, projected[p][k], y + row, x, columns, row * columns);
                    }
                    entry += regions.count();
                }
                ofProjection += channels.size() * projected[p].length * regions.count();
            }
        }
    }

    /** Adds the columns {@code x … x + columns − 1} of row y, whose values are {@code v[at …]}. */
    private void addRow(int entry, float[] v, int y, int x, int columns, int at) {
        Row row = regions.row(y);
        int to = Math.min(x + columns, row.end()) - row.origin();
        int from = Math.max(x, row.first()) - row.origin();
        int shift = at + row.origin() - x;
        for (int cell = cells.columnOf(x); from < to; cell++) {
            int end = Math.min(to, cells.endOfColumn(cell) - row.origin());
            double[] sums = open[cell];
            for (int i = 0; i < regions.count() && from < end; i++) {
                Statistic.add(row.weights(i), v, shift, from, end, sums, 2 * (entry + i));
                if (maxima > 0) {
                    Statistic.raise(row.weights(i), v, shift, from, end, sums, 2 * entries + entry + i);
                }
            }
            from = Math.max(from, end);
        }
    }

    @Override
    void close(int cell, double[] row, int at) {
        for (int i = 0; i < 2 * entries; i++) {
            row[at + i] += open[cell][i];
        }
        for (int i = 2 * entries; i < 2 * entries + maxima; i++) {
            row[at + i] = Math.max(row[at + i], open[cell][i]);
        }
    }

    @Override
    void clear(int cell) {
        Arrays.fill(open[cell], 0, 2 * entries, 0);
        Arrays.fill(open[cell], 2 * entries, 2 * entries + maxima, Double.NEGATIVE_INFINITY);
    }

    @Override
    void write(double[] vector, double[] numbers) {
        int at = 0;
        int first = regions.count();
        for (int entry = 0; entry < entries; entry++) {
            double max = maxima > 0 ? vector[first + 2 * entries + entry] : Double.NEGATIVE_INFINITY;
            for (int s = 0; s < spec.statistics().size(); s++) {
                double weights = vector[entry % first];
                double values = vector[first + 2 * entry];
                numbers[at++] = spec.statistics().get(s).of(weights, values, vector[first + 2 * entry + 1], max);
            }
        }
    }

    /** Returns how many numbers a channel and region have. */
    static long size(Pooled spec, PlanarGroup group) {
        return spec.statistics().size()
                * spec.projections().stream()
                        .mapToLong(projection -> projection.channelsPerChannel(group))
                        .sum();
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
