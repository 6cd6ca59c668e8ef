package io.gconv.pipeline;

import io.gconv.feature.FeatureMap;
import io.gconv.feature.GroupFeatureMap;
import io.gconv.feature.PlanarFeatureMap;
import io.gconv.layer.GroupLayer;
import io.gconv.layer.MapShape;
import io.gconv.pipeline.Strips.Strip;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One image on its way through a pipeline, strip by strip. */
final class PipelineRun {

    /** Values of the largest pair of neighbouring maps in one strip: 64 MB. */
    private static final long STRIP_VALUES = 1L << 24;

    /** Pixels of one strip: what the weights of rings and the phases of harmonics are computed for at once. */
    private static final long STRIP_PIXELS = 1L << 17;

    /** Below this many rows the halo would cost more than the strip. */
    private static final int SMALLEST_STRIP = 32;

    private final Pipeline pipeline;
    private final int height;
    private final int width;
    private final List<MapShape> shapes = new ArrayList<>(); // of the stages' outputs for the whole image
    private final Set<String> keep;
    private final Strips strips;
    private final double valuesPerRow;

    PipelineRun(Pipeline pipeline, int height, int width, Set<String> keep) {
        this(pipeline, height, width, keep, STRIP_VALUES, SMALLEST_STRIP);
    }

    /** As the other one, with a size of the strips that tests choose. */
    PipelineRun(Pipeline pipeline, int height, int width, Set<String> keep, long stripValues, int smallestStrip) {
        this.pipeline = pipeline;
        this.height = height;
        this.width = width;
        this.keep = keep;
        MapShape shape = pipeline.lift().outputShape(height, width);
        double largest = shape.values();
        for (Stage stage : pipeline.stages()) {
            for (GroupLayer layer : stage.layers()) {
                double in = shape.values();
                shape = layer.outputShape(shape);
                largest = Math.max(largest, in + shape.values());
            }
            shapes.add(shape);
        }
        this.valuesPerRow = largest / height;
        Stage last = pipeline.stages().get(pipeline.stages().size() - 1);
        double most = Math.min(stripValues / valuesPerRow, (double) STRIP_PIXELS / width);
        int rows = (int) Math.min(height, Math.max(smallestStrip, most));
        this.strips = new Strips(height, rows, (int) Math.ceil(last.receptiveFieldRadius()), last.pitch());
    }

    double bytes() {
        double rows =
                strips.list().stream().mapToInt(s -> s.bottom() - s.top()).max().orElse(0);
        double bytes = Float.BYTES * (valuesPerRow * rows + 2.0 * height * width); // the image less its mean
        for (int i = 0; i < shapes.size(); i++) {
            boolean kept = keep.contains(pipeline.stages().get(i).spec().name());
            bytes += kept ? (double) Float.BYTES * shapes.get(i).values() : 0;
        }
        return bytes;
    }

    Features compute(PlanarFeatureMap f) {
        Map<String, float[]> kept = new LinkedHashMap<>();
        for (int i = 0; i < shapes.size(); i++) {
            String name = pipeline.stages().get(i).spec().name();
            MapShape shape = shapes.get(i);
            if (keep.contains(name)) {
                kept.put(
                        name,
                        new float
                                [FeatureMap.checkedSize(
                                        shape.channels(), shape.group().order(), shape.height(), shape.width())]);
            }
        }
        List<RegionSums> sums = pipeline.parts().stream().map(this::sums).toList();
        for (Strip strip : strips.list()) {
            GroupFeatureMap map = pipeline.lift().apply(strip.cut(f));
            for (int i = 0; i < shapes.size(); i++) {
                map = pipeline.stages().get(i).apply(map);
                collect(strip, i, map, sums, kept);
            }
        }
        return new Features(descriptor(sums), maps(kept));
    }

    private RegionSums sums(DescriptorPart part) {
        int i = pipeline.layerNames().indexOf(part.spec().layer());
        return part.sums(height, width, shapes.get(i).height(), shapes.get(i).width());
    }

    /** Takes from the output of stage i the rows that the strip owns. */
    private void collect(Strip strip, int i, GroupFeatureMap map, List<RegionSums> sums, Map<String, float[]> kept) {
        Stage stage = pipeline.stages().get(i);
        int mapHeight = shapes.get(i).height();
        int from = Math.min(mapHeight, strip.from() == 0 ? 0 : stage.rowAt(strip.from()));
        int to = Math.min(mapHeight, strip.to() == height ? mapHeight : stage.rowAt(strip.to()));
        if (from == to) {
            return;
        }
        int top = strip.top() / stage.pitch();
        for (int part = 0; part < sums.size(); part++) {
            if (pipeline.parts().get(part).spec().layer().equals(stage.spec().name())) {
                sums.get(part).add(map, top, from, to - from);
            }
        }
        float[] whole = kept.get(stage.spec().name());
        if (whole != null) {
            int size = (to - from) * map.width();
            for (int plane = 0; plane < map.planes(); plane++) {
                int in = (plane * map.height() + from - top) * map.width();
                System.arraycopy(map.array(), in, whole, (plane * mapHeight + from) * map.width(), size);
            }
        }
    }

    private float[] descriptor(List<RegionSums> sums) {
        float[][] numbers = new float[sums.size()][];
        int length = 0;
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = pipeline.parts().get(i).numbers(sums.get(i));
            for (float number : numbers[i]) {
                if (!Float.isFinite(number)) {
                    throw new IllegalArgumentException("the descriptor of layer "
                            + pipeline.parts().get(i).spec().layer() + " is not finite for this image");
                }
            }
            length += numbers[i].length;
        }
        float[] descriptor = new float[length];
        int at = 0;
        for (float[] part : numbers) {
            System.arraycopy(part, 0, descriptor, at, part.length);
            at += part.length;
        }
        return descriptor;
    }

    private Map<String, GroupFeatureMap> maps(Map<String, float[]> kept) {
        Map<String, GroupFeatureMap> maps = new LinkedHashMap<>();
        for (int i = 0; i < shapes.size(); i++) {
            String name = pipeline.stages().get(i).spec().name();
            MapShape shape = shapes.get(i);
            float[] values = kept.get(name);
            if (values != null) {
                maps.put(
                        name,
                        GroupFeatureMap.wrap(shape.group(), shape.channels(), shape.height(), shape.width(), values));
            }
        }
        return Collections.unmodifiableMap(maps);
    }
}
