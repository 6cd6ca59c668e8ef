package io.gconv.pipeline;

import io.gconv.feature.GroupFeatureMap;
import io.gconv.group.PlanarGroup;
import io.gconv.layer.Fibres;
import io.gconv.pipeline.DescriptorSpec.Harmonics;
import io.gconv.pipeline.DescriptorSpec.Margin;
import io.gconv.pipeline.DescriptorSpec.Pooled;
import java.util.List;

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

    /** Returns the smallest image side for which the disk has a radius of a pixel of the map, and every ring a pixel. */
    int smallestSide() {
        return (int) Math.ceil(2 * (margin() + spec.region().count() * pitch) + 1);
    }

    /** Returns empty sums for an image of the given size and the cells of the layer's output. */
    RegionSums<GroupFeatureMap> sums(int imageHeight, int imageWidth, Cells cells) {
        double radius = 0.5 * (Math.min(imageHeight, imageWidth) - 1) - margin();
        Regions regions = new Regions(spec.region(), cells, pitch, radius);
        return spec instanceof Harmonics harmonics
                ? new HarmonicSums(harmonics, regions, cells, group, channels)
                : new PooledSums((Pooled) spec, regions, cells, group, channels);
    }

    /** Returns about how many bytes the sums take, for an output that is computed so many columns at a time. */
    double bytes(Cells cells, int columns) {
        double planes = spec instanceof Harmonics harmonics
                ? 2.0 * channels.size() * harmonics.frequencies().size() * group.order() / group.rotations()
                : ((Pooled) spec)
                        .projections().stream()
                                .mapToDouble(projection -> projection.channelsPerChannel(group))
                                .sum();
        double ofAllChannels = spec instanceof Harmonics harmonics
                ? planes * (2 * harmonics.maxOrder() + 1)
                : 3 * planes * channels.size();
        return Regions.bytes(spec.region(), cells.height(), cells.width(), columns)
                + Fibres.bytes(group)
                + planes * Fibres.PIXELS * Float.BYTES
                + ofAllChannels * spec.region().count() * (cells.down() + cells.across()) * Double.BYTES;
    }

    /** Returns how many numbers this part has. */
    public long size() {
        long perRegion = spec instanceof Harmonics harmonics
                ? HarmonicSums.size(harmonics, group)
                : PooledSums.size((Pooled) spec, group);
        return perRegion * channels.size() * spec.region().count();
    }

    /** Appends what each number means, in the order of {@link RegionSums#write}. */
    void appendIndex(List<DescriptorEntry> index) {
        if (spec instanceof Harmonics harmonics) {
            HarmonicSums.appendIndex(harmonics, group, channels, index);
        } else {
            PooledSums.appendIndex((Pooled) spec, group, channels, index);
        }
    }
}
