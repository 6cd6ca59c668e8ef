package io.gconv.pipeline;

import io.gconv.feature.GroupFeatureMap;
import io.gconv.layer.GroupCorrelation;
import io.gconv.layer.GroupLayer;
import io.gconv.layer.MapShape;
import io.gconv.pipeline.Strips.Strip;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a pipeline does with images of one size: shapes, strips and memory.
 *
 * <p>Two buffers hold the maps of a strip: each layer reads one and writes the other, and an activation works in place.
 */
final class RunPlan {

    /** Values of the largest pair of neighbouring maps in one strip: 64 MB. */
    private static final long STRIP_VALUES = 1L << 24;

    /** Below this many rows the halo would cost more than the strip. */
    private static final int SMALLEST_STRIP = 32;

    private final Pipeline pipeline;
    private final int height;
    private final int width;
    private final List<MapShape> shapes = new ArrayList<>(); // of the stages' outputs for the whole image
    private final List<MapShape> inputs = new ArrayList<>(); // of the layers on G for the whole image
    private final List<Strip> strips;
    private final long workspaceBytes;

    RunPlan(Pipeline pipeline, int height, int width) {
        this(pipeline, height, width, STRIP_VALUES, SMALLEST_STRIP);
    }

    /** As the other one, with a size of the strips that tests choose. */
    RunPlan(Pipeline pipeline, int height, int width, long stripValues, int smallestStrip) {
        this.pipeline = pipeline;
        this.height = height;
        this.width = width;
        MapShape shape = pipeline.lift().outputShape(height, width);
        double largest = shape.values();
        for (Stage stage : pipeline.stages()) {
            for (GroupLayer layer : stage.layers()) {
                inputs.add(shape);
                double in = layer.worksInPlace() ? 0 : shape.values();
                shape = layer.outputShape(shape);
                largest = Math.max(largest, in + shape.values());
            }
            shapes.add(shape);
        }
        int rows = (int) Math.min(height, Math.max(smallestStrip, stripValues / (largest / height)));
        this.strips = strips(rows).list();
        this.workspaceBytes = engineBytes();
    }

    /**
     * Returns the strips of about so many rows.
     *
     * <p>What a strip owns must have the floats of the whole image. Every layer spoils the rows within its radius of the
     * ends of a strip, and those that are computed together with them; at the lower end the last ones are not as many as
     * belong together. So the halo has whole such groups, and strips begin where groups of all layers do.
     */
    private Strips strips(int rows) {
        int grain = pipeline.lift().grain(height, width);
        double halo = roundUp(pipeline.lift().kernels().radius(), grain);
        int together = grain;
        int pitch = 1;
        int layer = 0;
        for (Stage stage : pipeline.stages()) {
            for (GroupLayer next : stage.layers()) {
                grain = next.grain(inputs.get(layer++));
                halo += pitch * roundUp(next.radius(), grain);
                pitch *= next.stride();
                together = leastCommonMultiple(together, pitch * grain);
            }
        }
        return new Strips(height, rows, (int) Math.ceil(halo) + (together == pitch ? 0 : together), together);
    }

    private static double roundUp(double radius, int grain) {
        return grain == 1 ? radius : Math.ceil(radius / grain) * grain;
    }

    private static int leastCommonMultiple(int a, int b) {
        return a / BigInteger.valueOf(a).gcd(BigInteger.valueOf(b)).intValue() * b;
    }

    Pipeline pipeline() {
        return pipeline;
    }

    int height() {
        return height;
    }

    int width() {
        return width;
    }

    /** Returns the shape of the output of stage i for the whole image. */
    MapShape shape(int i) {
        return shapes.get(i);
    }

    /** Returns the rows of the input of layer i on G, for the whole image. */
    int inHeight(int i) {
        return inputs.get(i).height();
    }

    /** Returns the columns of the input of layer i on G, for the whole image. */
    int inWidth(int i) {
        return inputs.get(i).width();
    }

    List<Strip> strips() {
        return strips;
    }

    /** Returns whether images go into the lift as they are, without a copy. */
    boolean readsImages() {
        return pipeline.spec().input().mean() == InputSpec.Mean.KEPT && strips.size() == 1;
    }

    /** Returns how many values the copy of a strip has. */
    long inputValues() {
        int rows = strips.stream().mapToInt(Strip::rows).max().orElse(0);
        return readsImages() ? 0 : (long) channels() * rows * width;
    }

    /** Returns C_in. */
    int channels() {
        return pipeline.spec().input().channels().count();
    }

    /** Returns how many values the buffers have. */
    long[] bufferValues() {
        long[] values = new long[2];
        for (Strip strip : strips) {
            MapShape shape = pipeline.lift().outputShape(strip.rows(), width);
            int buffer = 0;
            values[0] = Math.max(values[0], shape.values());
            for (Stage stage : pipeline.stages()) {
                for (GroupLayer layer : stage.layers()) {
                    shape = layer.outputShape(shape);
                    buffer = layer.worksInPlace() ? buffer : 1 - buffer;
                    values[buffer] = Math.max(values[buffer], shape.values());
                }
            }
        }
        return values;
    }

    /** Returns the stage whose output a part of the descriptor reads. */
    int stage(DescriptorPart part) {
        return pipeline.layerNames().indexOf(part.spec().layer());
    }

    /** Returns maps for the outputs of stages, in their order. */
    Map<String, GroupFeatureMap> newMaps(Set<String> keep) {
        Map<String, GroupFeatureMap> maps = new LinkedHashMap<>();
        List<String> names = pipeline.layerNames();
        for (int i = 0; i < names.size(); i++) {
            if (keep.contains(names.get(i))) {
                maps.put(names.get(i), shapes.get(i).newMap());
            }
        }
        return maps;
    }

    /** Refuses maps that are not those of {@link #newMaps}. */
    void checkMaps(Map<String, GroupFeatureMap> maps) {
        maps.forEach((name, map) -> {
            int i = pipeline.layerNames().indexOf(name);
            if (i < 0 || !MapShape.of(map).equals(shapes.get(i))) {
                throw new IllegalArgumentException(
                        map + " is no output of a layer " + name + " for an image of " + width + " × " + height);
            }
        });
    }

    /** Returns the bytes of the buffers of the engine, which all layers share. */
    private long engineBytes() {
        long most = pipeline.lift().plan(height, width).workspaceBytes();
        int layer = 0;
        for (Stage stage : pipeline.stages()) {
            for (GroupLayer next : stage.layers()) {
                MapShape in = inputs.get(layer++);
                if (next instanceof GroupCorrelation correlation) {
                    most = Math.max(
                            most, correlation.plan(in.height(), in.width()).workspaceBytes());
                }
            }
        }
        return most;
    }

    /** Returns about how many bytes a thread needs, the kept maps of one image included. */
    double bytes(Set<String> keep) {
        long[] buffers = bufferValues();
        double bytes = Float.BYTES * ((double) buffers[0] + buffers[1] + inputValues());
        bytes += Regions.bytes(DescriptorSpec.RegionSpec.disk(), height, width) + workspaceBytes;
        for (DescriptorPart part : pipeline.parts()) {
            MapShape shape = shapes.get(stage(part));
            bytes += part.bytes(shape.height(), shape.width());
        }
        for (int i = 0; i < shapes.size(); i++) {
            boolean kept = keep.contains(pipeline.stages().get(i).spec().name());
            bytes += kept ? (double) Float.BYTES * shapes.get(i).values() : 0;
        }
        return bytes;
    }
}
