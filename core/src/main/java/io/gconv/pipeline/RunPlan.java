package io.gconv.pipeline;

import io.gconv.feature.GroupFeatureMap;
import io.gconv.layer.GroupCorrelation;
import io.gconv.layer.GroupLayer;
import io.gconv.layer.MapShape;
import io.gconv.pipeline.Axis.Span;
import io.gconv.pipeline.RegionSums.Window;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;

/**
 * What a pipeline does with images of one size: shapes, patches and memory.
 *
 * <p>An image is cut into bands of rows, which may be computed in different JVMs; a band into columns, and these into
 * strips. Cuts between bands and between columns are boundaries of {@link Cells}, so that nobody can tell from the sums.
 *
 * <p>Two buffers hold the maps of a patch: each layer reads one and writes the other.
 */
final class RunPlan {

    /** Narrower patches must spare so much; wide ones are computed a little faster. */
    private static final double WORTHWHILE = 0.98;

    private final Pipeline pipeline;
    private final int height;
    private final int width;
    private final Cutting cutting;
    private final List<MapShape> shapes = new ArrayList<>(); // of the stages' outputs for the whole image
    private final List<MapShape> inputs = new ArrayList<>(); // of the layers on G for the whole image
    private final Axis rows;
    private final List<Span> bands;
    private final List<Span> columns;
    private final int stripRows;
    private final long workspaceBytes;

    /**
     * How images are cut.
     *
     * @param cell side of a cell in pixels
     * @param tile side of a tile in pixels, that is the most rows of a band and the most columns of a patch; 0 if both are
     *     the image's
     * @param stripValues values of the largest pair of neighbouring maps in a patch
     * @param smallestStrip rows of a patch below which the halo would cost more than the patch
     */
    record Cutting(int cell, int tile, long stripValues, int smallestStrip) {

        /** One band, in patches of 64 MB. */
        static final Cutting STRIPS = new Cutting(256, 0, 1L << 24, 32);

        /** The most pixels of a band, which are at hand at once, as wide as the image: 64 MB for a channel. */
        private static final long BAND_PIXELS = 1L << 24;

        /** Returns tiles of at most so many pixels, but of a cell at least. */
        Cutting tiles(int tilePx) {
            return new Cutting(cell, Math.max(1, tilePx / cell) * cell, stripValues, smallestStrip);
        }

        /** Returns the rows of a band of an image of such a width: fewer than a tile's if it had too many pixels. */
        int bandRows(int width) {
            return (int) Math.min(tile, Math.max(1, BAND_PIXELS / width / cell) * cell);
        }
    }

    RunPlan(Pipeline pipeline, int height, int width) {
        this(pipeline, height, width, Cutting.STRIPS);
    }

    RunPlan(Pipeline pipeline, int height, int width, Cutting cutting) {
        this.pipeline = pipeline;
        this.height = height;
        this.width = width;
        this.cutting = cutting;
        MapShape shape = pipeline.lift().outputShape(height, width);
        double largest = shape.values();
        for (Stage stage : pipeline.stages()) {
            for (GroupLayer layer : stage.layers()) {
                inputs.add(shape);
                double in = shape.values();
                shape = layer.outputShape(shape);
                largest = Math.max(largest, in + shape.values());
            }
            shapes.add(shape);
        }
        this.rows = axis(height);
        this.bands =
                cutting.tile == 0 ? List.of(rows.span(0, height)) : cut(rows, cells(cutting.bandRows(width), rows));
        Axis across = axis(width);
        List<Span> best = cutting.tile == 0 ? List.of(across.span(0, width)) : cut(across, cells(cutting.tile, across));
        double perPixel = largest / height / width;
        for (int cells = cells(most(best, Span::owned), across); cells >= cells(1, across); cells--) {
            List<Span> columns = cut(across, cells);
            boolean better = fits(best, perPixel)
                    ? computed(columns, perPixel) < WORTHWHILE * computed(best, perPixel)
                    : most(columns, Span::size) < most(best, Span::size);
            best = better ? columns : best;
        }
        this.columns = best;
        this.stripRows = stripRows(best, perPixel);
        this.workspaceBytes = engineBytes();
    }

    /** Returns how many cells a span of about so many pixels has: not less than every layer needs. */
    private int cells(int px, Axis axis) {
        return (Math.max(px, axis.least()) + cutting.cell - 1) / cutting.cell;
    }

    private List<Span> cut(Axis axis, int cells) {
        return axis.cut(0, axis.length(), cells * cutting.cell, axis.least());
    }

    /** Returns how many rows a strip may have, so that the maps of a patch are not too large. */
    private int stripRows(List<Span> columns, double perPixel) {
        double most = rowsThatFit(columns, perPixel);
        return rows.up(Math.max(rows.least(), (int) Math.min(height, Math.max(cutting.smallestStrip, most))));
    }

    private double rowsThatFit(List<Span> columns, double perPixel) {
        return cutting.stripValues / (perPixel * most(columns, Span::size));
    }

    /** Returns whether the smallest strips of such columns, or the whole image, are as small as patches should be. */
    private boolean fits(List<Span> columns, double perPixel) {
        return rowsThatFit(columns, perPixel) >= Math.min(height, Math.max(cutting.smallestStrip, rows.least()));
    }

    /** Returns how many pixels all patches have with their halos. */
    private double computed(List<Span> columns, double perPixel) {
        int strip = stripRows(columns, perPixel);
        double down = bands.stream()
                .flatMap(band -> rows.cut(band.from(), band.to(), strip, strip).stream())
                .mapToInt(Span::size)
                .sum();
        return down * columns.stream().mapToInt(Span::size).sum();
    }

    private static int most(List<Span> spans, ToIntFunction<Span> size) {
        return spans.stream().mapToInt(size).max().orElse(0);
    }

    /**
     * Returns how to cut rows or columns.
     *
     * <p>What a span owns must have the floats of the whole image. Every layer spoils the rows within its radius of the
     * ends of a span, and those that are computed together with them; at the lower end the last ones are not as many as
     * belong together. So the halo has whole such groups, and spans begin where groups of all layers do.
     */
    private Axis axis(int length) {
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
                together = Axis.leastCommonMultiple(together, pitch * grain);
            }
        }
        return new Axis(length, (int) Math.ceil(halo) + (together == pitch ? 0 : together), together);
    }

    private static double roundUp(double radius, int grain) {
        return grain == 1 ? radius : Math.ceil(radius / grain) * grain;
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

    /** Returns the side of a cell. */
    int cell() {
        return cutting.cell;
    }

    Cutting cutting() {
        return cutting;
    }

    /** Returns the cells of the output of stage i. */
    Cells cells(int i) {
        Stage stage = pipeline.stages().get(i);
        MapShape shape = shapes.get(i);
        return new Cells(cutting.cell, height, width, stage.offset(), stage.pitch(), shape.height(), shape.width());
    }

    /** Returns what is owned of the rows by each band. */
    List<Span> bands() {
        return bands;
    }

    /** Returns what is owned of the columns by patches. */
    List<Span> columns() {
        return columns;
    }

    /** Returns the strips of a band from top to bottom; none is smaller than the receptive field. */
    List<Span> strips(Span band) {
        return rows.cut(band.from(), band.to(), stripRows, stripRows);
    }

    /** Returns what a patch owns of the output of stage i. */
    Window window(int i, Span rows, Span columns) {
        Stage stage = pipeline.stages().get(i);
        MapShape shape = shapes.get(i);
        return new Window(
                rows.first() / stage.pitch(),
                columns.first() / stage.pitch(),
                at(stage, rows.from(), height, shape.height()),
                at(stage, rows.to(), height, shape.height()),
                at(stage, columns.from(), width, shape.width()),
                at(stage, columns.to(), width, shape.width()));
    }

    /** Returns the shape of the input of layer i on G, for the whole image. */
    MapShape input(int i) {
        return inputs.get(i);
    }

    private static int at(Stage stage, int y, int imageLength, int length) {
        return y == imageLength ? length : y == 0 ? 0 : stage.at(y, length);
    }

    private int mostRows() {
        return bands.stream()
                .flatMap(band -> strips(band).stream())
                .mapToInt(Span::size)
                .max()
                .orElse(0);
    }

    private int mostColumns() {
        return most(columns, Span::size);
    }

    /** Returns whether images go into the lift as they are, without a copy. */
    boolean readsImages() {
        return pipeline.spec().input().mean() == InputSpec.Mean.KEPT
                && bands.size() == 1
                && columns.size() == 1
                && strips(bands.get(0)).size() == 1;
    }

    /** Returns how many values the copy of a patch has. */
    long inputValues() {
        return readsImages() ? 0 : (long) channels() * mostRows() * mostColumns();
    }

    /** Returns C_in. */
    int channels() {
        return pipeline.spec().input().channels().count();
    }

    /** Returns how many values the buffers have. */
    long[] bufferValues() {
        MapShape shape = pipeline.lift().outputShape(mostRows(), mostColumns());
        long[] values = {shape.values(), 0};
        int buffer = 0;
        for (Stage stage : pipeline.stages()) {
            for (GroupLayer layer : stage.layers()) {
                shape = layer.outputShape(shape);
                buffer = 1 - buffer;
                values[buffer] = Math.max(values[buffer], shape.values());
            }
        }
        return values;
    }

    /** Returns the stage whose output a part of the descriptor reads. */
    int stage(DescriptorPart part) {
        return pipeline.layerNames().indexOf(part.spec().layer());
    }

    /**
     * Returns maps for the outputs of stages, in their order.
     *
     * @throws IllegalArgumentException if there is no layer of a name
     */
    Map<String, GroupFeatureMap> newMaps(Set<String> keep) {
        Map<String, GroupFeatureMap> maps = new LinkedHashMap<>();
        List<String> names = pipeline.layerNames();
        for (String name : keep) {
            if (!names.contains(name)) {
                throw new IllegalArgumentException("there is no layer " + name + ", only " + String.join(", ", names));
            }
        }
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
        int patchRows = mostRows();
        int patchColumns = mostColumns();
        MapShape shape = pipeline.lift().outputShape(patchRows, patchColumns);
        long most = pipeline.lift().workspaceBytes(patchRows, patchColumns, height, width);
        int at = 0;
        for (Stage stage : pipeline.stages()) {
            for (GroupLayer layer : stage.layers()) {
                MapShape whole = inputs.get(at++);
                if (layer instanceof GroupCorrelation correlation) {
                    most = Math.max(
                            most,
                            correlation.workspaceBytes(shape.height(), shape.width(), whole.height(), whole.width()));
                }
                shape = layer.outputShape(shape);
            }
        }
        return most;
    }

    /** Returns about how many bytes a thread needs, kept maps aside. */
    double bytes() {
        long[] buffers = bufferValues();
        double bytes = Float.BYTES * ((double) buffers[0] + buffers[1] + inputValues());
        bytes += Regions.bytes(DescriptorSpec.RegionSpec.disk(), height, width, width) + workspaceBytes;
        for (DescriptorPart part : pipeline.parts()) {
            bytes += part.bytes(cells(stage(part)), mostColumns());
        }
        return bytes;
    }
}
