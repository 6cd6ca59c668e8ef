package io.gconv.pipeline;

import io.gconv.feature.GroupFeatureMap;
import io.gconv.feature.PlanarFeatureMap;
import io.gconv.layer.GroupCorrelation;
import io.gconv.layer.GroupLayer;
import io.gconv.layer.LayerPlan;
import io.gconv.layer.LiftingCorrelation;
import io.gconv.layer.MapShape;
import io.gconv.layer.Projection;
import io.gconv.layer.Relabelling;
import io.gconv.pipeline.RunPlan.Cutting;
import java.lang.ref.SoftReference;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Image → lift → layers on G → projection → descriptor, ready to run.
 *
 * <pre>
 *   f  ↦  F₀ = σ(k ⋆̃ f)  ↦  F₁ = σ(K₁ ⋆ F₀)  ↦ …,     d(f) = pooled projections of the F_i
 *   F_i(L_g f) = L_g F_i(f),                           d(L_g f) = d(f) for g that keep the disk
 * </pre>
 *
 * Immutable and thread safe. Building one samples and transforms all kernels, so it is done once per JVM.
 *
 * <p>Every thread keeps the buffers for the size of its last image, so that the next one of that size allocates nothing
 * but its features; an image of another size replaces them. They are softly reachable: the JVM takes them back before it
 * runs out of memory, and buffers of unused pipelines are released too.
 */
public final class Pipeline {

    private final PipelineSpec spec;
    private final LiftingCorrelation lift;
    private final List<Stage> stages;
    private final List<DescriptorPart> parts;
    private final @Nullable GroupCorrelation maximum;
    private final ThreadLocal<@Nullable SoftReference<PipelineRun>> runs = new ThreadLocal<>();

    Pipeline(PipelineSpec spec, LiftingCorrelation lift, List<Stage> stages, List<DescriptorPart> parts) {
        this.spec = spec;
        this.lift = lift;
        this.stages = List.copyOf(stages);
        this.parts = List.copyOf(parts);
        this.maximum = maximum();
    }

    /** Returns the last layer followed by the maximum over H, if no part of the descriptor reads more of it; otherwise null. */
    private @Nullable GroupCorrelation maximum() {
        Stage last = stages.get(stages.size() - 1);
        List<DescriptorSpec> readers = parts.stream()
                .map(DescriptorPart::spec)
                .filter(part -> part.layer().equals(last.spec().name()))
                .toList();
        boolean readsMaximum = !readers.isEmpty()
                && readers.stream()
                        .allMatch(part -> part instanceof DescriptorSpec.Pooled pooled
                                && pooled.projections().equals(List.of(new Projection.Max())));
        if (readsMaximum
                && !last.layers().isEmpty()
                && last.layers().get(last.layers().size() - 1) instanceof GroupCorrelation correlation) {
            return correlation.maximum().orElse(null);
        }
        return null;
    }

    /**
     * Returns what computes the last layer for a descriptor that reads nothing but its maximum over H, in one pass over memory; null
     * if there is none.
     */
    @Nullable GroupCorrelation lastMaximum() {
        return maximum;
    }

    /**
     * Builds a pipeline.
     *
     * @throws IllegalArgumentException with a sentence that names the layer, if the parts do not fit together
     */
    public static Pipeline of(PipelineSpec spec) {
        return new PipelineBuilder(spec, List.of()).build();
    }

    /**
     * Builds a pipeline that is broken on purpose: the elements of H are renamed after the lift.
     *
     * @throws IllegalArgumentException as {@link #of}
     */
    public static Pipeline relabelled(PipelineSpec spec, Relabelling relabelling) {
        return new PipelineBuilder(spec, List.of(relabelling)).build();
    }

    /**
     * Returns this pipeline without its declared size, for transformed images: a quarter turn exchanges the sides. The layers are
     * the same ones.
     */
    public Pipeline ofAnySize() {
        if (spec.input().sizePx().isEmpty()) {
            return this;
        }
        PipelineSpec any = new PipelineSpec(
                spec.name(),
                spec.description(),
                spec.input().ofAnySize(),
                spec.group(),
                spec.lift(),
                spec.layers(),
                spec.descriptor());
        return new Pipeline(any, lift, stages, parts);
    }

    /** Returns the pipeline as data. */
    public PipelineSpec spec() {
        return spec;
    }

    /** Returns the correlation from R² to G. */
    public LiftingCorrelation lift() {
        return lift;
    }

    /** Returns the named layers: first what follows the lift, then the layers on G. */
    public List<Stage> stages() {
        return stages;
    }

    /** Returns the parts of the descriptor. */
    public List<DescriptorPart> parts() {
        return parts;
    }

    /** Returns the distance of the pixels of the last map, in pixels of the image; that of others divides it. */
    public int pitch() {
        return stages.get(stages.size() - 1).pitch();
    }

    /** Returns the names of the layers, the lift first. */
    public List<String> layerNames() {
        return stages.stream().map(stage -> stage.spec().name()).toList();
    }

    /**
     * Computes the features of one image.
     *
     * @param f feature map of shape [C_in, Y, X]; not modified
     * @param keep the layers whose maps are kept
     * @throws IllegalArgumentException with a sentence for the user if the image is too small for this pipeline, of a
     *     size whose symmetry a pooling layer would break, or has a value that is not finite
     */
    public Features apply(PlanarFeatureMap f, Set<String> keep) {
        return run(f.height(), f.width()).compute(f, keep);
    }

    /**
     * Computes the features of one image into maps that are there already.
     *
     * @param f feature map of shape [C_in, Y, X]; not modified
     * @param maps by layer, as {@link #newMaps} made them for this size of image; overwritten
     * @return the descriptor
     * @throws IllegalArgumentException as {@link #apply(PlanarFeatureMap, Set)}
     */
    public float[] apply(PlanarFeatureMap f, Map<String, GroupFeatureMap> maps) {
        PipelineRun run = run(f.height(), f.width());
        run.plan().checkMaps(maps);
        return run.compute(f, maps);
    }

    /**
     * Returns maps for the outputs of layers, for images of one size, in the order of the layers.
     *
     * @throws IllegalArgumentException if this pipeline does not take images of that size
     */
    public Map<String, GroupFeatureMap> newMaps(int height, int width, Set<String> keep) {
        return run(height, width).plan().newMaps(keep);
    }

    /**
     * Returns how a large image is computed in tiles.
     *
     * @param height of the image
     * @param width of the image
     * @param tilePx the side of a tile: it is rounded down to a multiple of 256, but is at least that and the receptive
     *     field
     * @throws IllegalArgumentException if this pipeline does not take images of that size, or tilePx is not positive
     */
    public Tiling tiling(int height, int width, int tilePx) {
        if (tilePx < 1) {
            throw new IllegalArgumentException("tile-px must be at least 1, but was " + tilePx);
        }
        return tiling(height, width, Cutting.STRIPS.tiles(tilePx));
    }

    /** Like {@link #tiling(int, int, int)}, but with cells and strips that tests choose. */
    Tiling tiling(int height, int width, Cutting cutting) {
        checkSize(height, width);
        return new Tiling(this, new RunPlan(this, height, width, cutting));
    }

    private PipelineRun run(int height, int width) {
        PipelineRun run = lastRun(height, width, Cutting.STRIPS);
        if (run == null) {
            checkSize(height, width);
            run = newRun(new RunPlan(this, height, width));
        }
        return run;
    }

    /** Returns this thread's buffers for a plan. */
    PipelineRun run(RunPlan plan) {
        PipelineRun run = lastRun(plan.height(), plan.width(), plan.cutting());
        return run == null ? newRun(plan) : run;
    }

    private PipelineRun newRun(RunPlan plan) {
        runs.remove(); // the old buffers go before the new ones come
        PipelineRun run = new PipelineRun(plan);
        runs.set(new SoftReference<>(run));
        return run;
    }

    /** Returns this thread's run, if it is there and for this size. */
    private @Nullable PipelineRun lastRun(int height, int width, Cutting cutting) {
        SoftReference<PipelineRun> reference = runs.get();
        PipelineRun run = reference == null ? null : reference.get();
        return run != null
                        && run.plan().height() == height
                        && run.plan().width() == width
                        && run.plan().cutting().equals(cutting)
                ? run
                : null;
    }

    /**
     * Returns about how many bytes of heap {@link #apply} needs besides its input and kept maps: those of the buffers, which the
     * thread keeps.
     */
    public double workingBytes(int height, int width) {
        PipelineRun run = lastRun(height, width, Cutting.STRIPS);
        return (run == null ? new RunPlan(this, height, width) : run.plan()).bytes();
    }

    /** Returns the bytes of the values of kept maps. */
    public double mapBytes(int height, int width, Collection<String> keep) {
        return keep.stream()
                .mapToDouble(layer ->
                        (double) Float.BYTES * outputShape(layer, height, width).values())
                .sum();
    }

    /**
     * Returns the shape of the map of a layer.
     *
     * @throws IllegalArgumentException if there is no such layer, or its map would have no pixel or break a symmetry
     */
    public MapShape outputShape(String layer, int height, int width) {
        MapShape shape = lift.outputShape(height, width);
        for (Stage stage : stages) {
            shape = stage.outputShape(shape);
            if (stage.spec().name().equals(layer)) {
                return shape;
            }
        }
        throw new IllegalArgumentException("there is no layer " + layer + ", only " + String.join(", ", layerNames()));
    }

    /** Returns what each number of the descriptor means. */
    public List<DescriptorEntry> descriptorIndex() {
        List<DescriptorEntry> index = new ArrayList<>();
        parts.forEach(part -> part.appendIndex(index));
        return index;
    }

    /**
     * Returns shape and cost of every layer for an image size.
     *
     * @throws IllegalArgumentException as {@link #apply}
     */
    public List<LayerSummary> summarise(int height, int width) {
        checkSize(height, width);
        List<LayerSummary> summaries = new ArrayList<>();
        MapShape shape = lift.outputShape(height, width);
        LayerSummary.Cost cost = LayerSummary.Cost.of(lift.kernels(), lift.plan(height, width), shape);
        String kind = LayerSummary.LIFT;
        for (Stage stage : stages) {
            for (GroupLayer layer : stage.layers()) {
                MapShape in = shape;
                shape = layer.outputShape(shape);
                if (layer instanceof GroupCorrelation correlation) {
                    LayerPlan plan = (maximum != null && stage == stages.get(stages.size() - 1) ? maximum : correlation)
                            .plan(in.height(), in.width());
                    cost = LayerSummary.Cost.of(correlation.kernels(), plan, shape);
                    kind = "group-correlation";
                }
            }
            summaries.add(LayerSummary.of(stage, kind, shape, cost));
            cost = LayerSummary.Cost.NONE;
            kind = "pooling";
        }
        return summaries;
    }

    /**
     * Returns the side of the central part of an image that this pipeline takes: the largest one of which all pooling layers keep
     * the symmetry, or the whole if a size is declared. If there is none, {@link #checkSize} refuses what is returned.
     *
     * @param side of the image
     * @param most the largest that is wanted
     */
    public int fittingSide(int side, int most) {
        if (!spec.input().sizePx().isEmpty()) {
            return side;
        }
        SymmetricSizes sizes = new SymmetricSizes(lift, stages);
        int largest = Math.min(side, most);
        for (int s = largest; s >= smallestSide(); s--) {
            if (sizes.takes(s)) {
                return s;
            }
        }
        return largest;
    }

    /** Returns the smallest side of an image of which all regions of the descriptor have a pixel. */
    public int smallestSide() {
        return parts.stream().mapToInt(DescriptorPart::smallestSide).max().orElse(1);
    }

    /**
     * Returns the four smallest sides of images that this pipeline takes if it declares no size: consecutive ones, unless
     * pooling layers ask for more.
     */
    public List<Integer> smallestSides() {
        return new SymmetricSizes(lift, stages).from(smallestSide());
    }

    /** Returns whether this pipeline takes images of a size. */
    public boolean takes(int height, int width) {
        try {
            checkSize(height, width);
            return true;
        } catch (IllegalArgumentException refused) {
            return false;
        }
    }

    /**
     * Refuses sizes that this pipeline cannot take.
     *
     * @throws IllegalArgumentException with a sentence that names sizes that it can
     */
    public void checkSize(int height, int width) {
        List<Integer> declared = spec.input().sizePx();
        if (!declared.isEmpty() && (declared.get(0) != width || declared.get(1) != height)) {
            throw new IllegalArgumentException("the image has " + width + " × " + height + " pixels, but pipeline "
                    + spec.name() + " declares " + declared.get(0) + " × " + declared.get(1));
        }
        checkLarge(Math.min(height, width), smallestSide(), height, width);
        SymmetricSizes sizes = new SymmetricSizes(lift, stages);
        if (sizes.takes(height) && sizes.takes(width)) {
            return;
        }
        int refused = sizes.takes(height) ? width : height;
        List<Integer> near = sizes.near(refused, smallestSide());
        checkLarge(
                refused, near.isEmpty() ? 0 : near.get(0), height, width); // a layer that nothing reads may need more
        throw new IllegalArgumentException("pooling would break the symmetry of an image of " + width + " × " + height
                + " pixels: sides that work with pipeline " + spec.name() + " are " + near
                + (near.size() > 1 ? ", every " + (near.get(1) - near.get(0)) + " pixels" : ""));
    }

    private void checkLarge(int side, int needed, int height, int width) {
        if (side < needed) {
            throw new IllegalArgumentException("the image of " + width + " × " + height + " pixels is too small for"
                    + " pipeline " + spec.name() + ", which needs at least " + needed + " × " + needed);
        }
    }
}
