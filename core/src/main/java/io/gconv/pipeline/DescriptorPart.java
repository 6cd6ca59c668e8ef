package io.gconv.pipeline;

import io.gconv.feature.GroupFeatureMap;
import io.gconv.feature.PlanarFeatureMap;
import io.gconv.group.PlanarGroup;
import io.gconv.layer.Projection;
import io.gconv.pipeline.DescriptorSpec.Harmonics;
import io.gconv.pipeline.DescriptorSpec.Margin;
import io.gconv.pipeline.DescriptorSpec.Pooled;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * One part of a descriptor, prepared for the layer it reads.
 *
 * @param spec what is computed
 * @param group H of the layer
 * @param channels the channels that are described
 * @param receptiveFieldRadius in pixels of the image
 * @param pitch distance of the layer's pixels, in pixels of the image
 */
public record DescriptorPart(
        DescriptorSpec spec, PlanarGroup group, List<Integer> channels, double receptiveFieldRadius, double pitch) {

    /** Copies the list. */
    public DescriptorPart {
        channels = List.copyOf(channels);
    }

    private double margin() {
        return spec.region().margin() instanceof Margin.Pixels pixels ? pixels.px() : receptiveFieldRadius;
    }

    /** Returns the smallest image side for which the region has a radius of at least one pixel of the map. */
    int smallestSide() {
        return (int) Math.ceil(2 * (margin() + pitch) + 1);
    }

    /** Returns the numbers of this part; the map is the layer's output for an image of the given size. */
    float[] numbers(GroupFeatureMap output, int imageHeight, int imageWidth) {
        GroupFeatureMap map = output.select(channels);
        double radius = 0.5 * (Math.min(imageHeight, imageWidth) - 1) - margin();
        Regions regions = new Regions(spec.region(), map.height(), map.width(), pitch, radius);
        double[] raw = spec instanceof Harmonics harmonics
                ? new AngularHarmonics(harmonics, map).values(regions)
                : pool((Pooled) spec, map, regions);
        float[] numbers = new float[raw.length];
        for (int i = 0; i < raw.length; i++) {
            numbers[i] = (float) spec.compression().apply(raw[i]);
        }
        return numbers;
    }

    private static double[] pool(Pooled pooled, GroupFeatureMap map, Regions regions) {
        DoubleStream.Builder out = DoubleStream.builder();
        int pixels = map.height() * map.width();
        for (Projection projection : pooled.projections()) {
            PlanarFeatureMap projected = projection.apply(map);
            for (int c = 0; c < projected.channels(); c++) {
                for (int i = 0; i < pooled.region().count(); i++) {
                    for (Statistic statistic : pooled.statistics()) {
                        out.add(statistic.of(projected.array(), c * pixels, regions.weights(i)));
                    }
                }
            }
        }
        return out.build().toArray();
    }

    /** Appends what each number means, in the order of {@link #numbers}. */
    void appendIndex(List<DescriptorEntry> index) {
        if (spec instanceof Pooled pooled) {
            for (Projection projection : pooled.projections()) {
                appendIndex(pooled, projection, index);
            }
        } else if (spec instanceof Harmonics harmonics) {
            AngularHarmonics.appendIndex(harmonics, group, channels, index);
        }
    }

    private void appendIndex(Pooled pooled, Projection projection, List<DescriptorEntry> index) {
        int per = projection.channelsPerChannel(group);
        for (int c = 0; c < channels.size() * per; c++) {
            String label = projection instanceof Projection.Spectrum spectrum
                    ? projection.label() + " k=" + c % per * spectrum.step()
                    : projection.label();
            for (int i = 0; i < pooled.region().count(); i++) {
                for (Statistic statistic : pooled.statistics()) {
                    index.add(new DescriptorEntry(
                            index.size(),
                            pooled.layer(),
                            label,
                            channels.get(c / per),
                            pooled.region().label(i),
                            statistic.label()));
                }
            }
        }
    }
}
