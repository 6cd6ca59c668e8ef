package io.gconv.audit;

import static java.util.Objects.requireNonNull;

import io.gconv.audit.ProjectedMap.Levels;
import io.gconv.feature.GroupFeatureMap;
import io.gconv.feature.PixelGrid;
import io.gconv.feature.PlanarFeatureMap;
import io.gconv.layer.MapShape;
import io.gconv.pipeline.Pipeline;
import io.gconv.pipeline.PipelineSpec;
import io.gconv.pipeline.Stage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Measures how equivariant a pipeline is, layer by layer.
 *
 * <pre>
 *   ‖Φ(L_g f) − L_g Φ(f)‖₂ / ‖L_g Φ(f)‖₂   for every layer Φ and transformation g of an image f
 * </pre>
 *
 * f is an image, blurred and continued by its mean beyond the inscribed disk, so that L_g f is known everywhere. L_g on
 * the left is a spline at twice the resolution; on the right it interpolates feature maps, at points of the disk less the
 * receptive field. Φ(f) is computed once for all transformations. Immutable and thread safe.
 *
 * <p>A scaling by less than 1 would alias, so for it f is blurred by 1/s times as much, and Φ(f) is computed anew.
 *
 * @see <a href="https://arxiv.org/abs/1911.08251">M. Weiler, G. Cesa, <i>General E(2)-Equivariant Steerable CNNs</i>,
 *     NeurIPS 2019</a>
 */
public final class Audit {

    /** The variant that is the pipeline itself. */
    public static final String PIPELINE = "pipeline";

    /** The layer that is the maximum over H of the last layer. */
    public static final String PROJECTION = "projection";

    /** The layer that is the descriptor. */
    public static final String DESCRIPTOR = "descriptor";

    /** The layer that is the descriptor relative to its spread over a data set; computed by callers that have all of it. */
    public static final String CENTRED = "descriptor-centred";

    /**
     * A signal of at most this fraction of the layer's possible output is treated as rounding and has no relative error.
     * For the image alone: of its largest value.
     */
    public static final double FLAT = 1e-6;

    /** For how many sizes of images the usual number of points is kept: the variants of a pipeline may have several. */
    private static final long SIZES = 4;

    private final Map<String, Pipeline> variants;
    private final Pipeline pipeline;
    private final Map<String, RoundingLevels> rounding = new HashMap<>();
    private final List<Transformation> transformations;
    private final AuditOptions options;
    private final PointCache points;

    /**
     * Creates an audit.
     *
     * @param variants by name, {@link #PIPELINE} first: they see the same images
     * @param transformations what is measured
     * @param options how
     * @throws IllegalArgumentException if a layer has a name that the audit uses, or there is no {@link #PIPELINE}
     */
    public Audit(Map<String, Pipeline> variants, List<Transformation> transformations, AuditOptions options) {
        Pipeline audited = variants.get(PIPELINE);
        if (audited == null) {
            throw new IllegalArgumentException("an audit needs a variant " + PIPELINE);
        }
        Map<String, Pipeline> ofAnySize = new LinkedHashMap<>();
        variants.forEach((name, variant) -> ofAnySize.put(name, variant.ofAnySize()));
        this.variants = Collections.unmodifiableMap(ofAnySize);
        this.pipeline = audited;
        this.variants.forEach((name, variant) -> rounding.put(name, new RoundingLevels(variant)));
        this.transformations = List.copyOf(transformations);
        this.options = options;
        int sets = transformations.size() * (pipeline.stages().size() + 1);
        this.points = new PointCache(SIZES * sets * AuditOptions.DEFAULT.points(), options.points());
        layers(pipeline.spec()); // refuses names
    }

    /**
     * Returns the names of what is measured: the layers in order, the projection, the descriptor.
     *
     * @throws IllegalArgumentException if a layer has a name that the audit uses
     */
    public static List<String> layers(PipelineSpec spec) {
        List<String> names = new ArrayList<>(List.of(spec.lift().name()));
        spec.layers().forEach(layer -> names.add(layer.name()));
        for (String name : List.of(PROJECTION, DESCRIPTOR, CENTRED)) {
            if (names.contains(name)) {
                throw new IllegalArgumentException("pipeline " + spec.name() + " has a layer " + name
                        + ", which in an audit is the name of something else; rename the layer");
            }
        }
        names.addAll(List.of(PROJECTION, DESCRIPTOR));
        return names;
    }

    /** Returns how a transformation relates to the group of the audited pipeline. */
    public Membership membership(Transformation g) {
        return g.membership(pipeline.spec().group(), pipeline.pitch());
    }

    /** Returns the names of the variants, the pipeline first. */
    public Set<String> variants() {
        return variants.keySet();
    }

    /**
     * Measures one image. Other variants than the pipeline itself may not take its size, and are left out then: kernels at h = e
     * are smaller than those of coarser scales, so without padding their maps are larger, and may have another parity.
     *
     * @param image as decoded
     * @param names the variants to measure, of those this audit has
     * @throws IllegalArgumentException with a sentence for the user if the image is too small for this pipeline; or if there
     *     is no such variant
     */
    public AuditedImage apply(PlanarFeatureMap image, Set<String> names) {
        for (String name : names) {
            if (!variants.containsKey(name)) {
                throw new IllegalArgumentException("there is no variant " + name + ", only " + variants.keySet());
            }
        }
        List<Measurement> measurements = new ArrayList<>();
        Map<String, float[]> descriptors = new HashMap<>();
        Set<Double> blurs = new LinkedHashSet<>(List.of(options.blurPx()));
        transformations.forEach(g -> blurs.add(blur(g)));
        for (double blur : blurs) {
            List<Transformation> some =
                    transformations.stream().filter(g -> blur(g) == blur).toList();
            AuditImage f = prepared(image, blur);
            for (String name : names) {
                if (takes(name, f.map().height(), f.map().width())) {
                    float[] descriptor = measure(name, f, some, measurements);
                    descriptors.putIfAbsent(name, descriptor); // that of the usual blur, which comes first
                }
            }
        }
        return new AuditedImage(measurements, descriptors);
    }

    private boolean takes(String name, int height, int width) {
        return requireNonNull(variants.get(name)).takes(height, width);
    }

    private double blur(Transformation g) {
        return options.blurPx() / Math.min(1, g.scale());
    }

    private AuditImage prepared(PlanarFeatureMap image, double blur) {
        int height = pipeline.fittingSide(image.height(), options.cropPx());
        int width = pipeline.fittingSide(image.width(), options.cropPx());
        pipeline.checkSize(height, width); // what is computed takes any size: L_g f may have another one
        return AuditImage.of(image, height, width, blur);
    }

    /** Measures one variant and returns the descriptor of f. */
    private float[] measure(String name, AuditImage f, List<Transformation> some, List<Measurement> out) {
        Pipeline variant = requireNonNull(variants.get(name));
        Set<String> all = Set.copyOf(variant.layerNames());
        Map<String, GroupFeatureMap> image =
                variant.newMaps(f.map().height(), f.map().width(), all);
        float[] descriptor = variant.apply(f.map(), image);
        List<Stage> stages = variant.stages();
        List<ProjectedMap> projected = stages.stream()
                .map(stage -> new ProjectedMap(map(image, stage)))
                .toList();
        List<Double> levels = requireNonNull(rounding.get(name)).of(f.map().largest(), projected);
        Map<String, GroupFeatureMap> maps = Map.of();
        for (Transformation g : some) {
            PlanarFeatureMap input = f.transformed(g);
            if (!fits(maps, input, variant)) {
                maps = variant.newMaps(input.height(), input.width(), all);
            }
            float[] transformed = variant.apply(input, maps);
            MeasurementRecorder recorder = new MeasurementRecorder(name, g, membership(g), f.floor(g, points), out);
            for (int i = 0; i < stages.size(); i++) {
                Stage stage = stages.get(i);
                LayerComparison comparison =
                        new LayerComparison(stage, g, projected.get(i), map(maps, stage), f.radius(), points);
                recorder.layer(stage, comparison, levels.get(i));
                if (i == stages.size() - 1) {
                    recorder.projection(comparison, map(image, stage), levels.get(i));
                }
            }
            recorder.descriptor(descriptor, transformed);
        }
        return descriptor;
    }

    /**
     * Computes a feature map of the pipeline and its twin where they differ most.
     *
     * @param image as decoded
     * @param layer a layer, or {@link #PROJECTION}
     * @param g a transformation
     * @throws IllegalArgumentException if there is no such layer, or the image is too small
     */
    public AuditExample example(PlanarFeatureMap image, String layer, Transformation g) {
        boolean isProjection = layer.equals(PROJECTION);
        int index = isProjection
                ? pipeline.stages().size() - 1
                : pipeline.layerNames().indexOf(layer);
        if (index < 0) {
            throw new IllegalArgumentException("there is no feature map of a layer " + layer);
        }
        AuditImage f = prepared(image, blur(g));
        List<Measurement> measurements = new ArrayList<>();
        measure(PIPELINE, f, List.of(g), measurements);
        Measurement m = measurements.stream()
                .filter(x -> x.layer().equals(layer))
                .findFirst()
                .orElseThrow();
        String name = pipeline.layerNames().get(index);
        PlanarFeatureMap moved = f.transformed(g);
        Pipeline ofAnySize = requireNonNull(variants.get(PIPELINE));
        GroupFeatureMap here = ofAnySize.apply(f.map(), Set.of(name)).map(name);
        GroupFeatureMap there = ofAnySize.apply(moved, Set.of(name)).map(name);
        Stage stage = pipeline.stages().get(index);
        FibreAction action = new FibreAction(here.group(), g);
        int level = Math.max(0, m.place().element()) / here.group().elementsPerLevel();
        Levels seen = isProjection ? AuditExample.levels(here.group(), action) : new Levels(level, level);
        double radius = new Radii(stage, g, f.radius(), PixelGrid.of(here))
                .of(
                        seen.last(),
                        action.levelsOfTransformed().isPresent() ? action.highestLevelRead(seen) : seen.last());
        return AuditExample.of(m, f.map(), moved, here, there, stage.pitch(), radius / stage.pitch());
    }

    private static boolean fits(Map<String, GroupFeatureMap> maps, PlanarFeatureMap input, Pipeline variant) {
        GroupFeatureMap first = maps.get(variant.layerNames().get(0));
        MapShape shape = variant.lift().outputShape(input.height(), input.width());
        return first != null && first.height() == shape.height() && first.width() == shape.width();
    }

    private static GroupFeatureMap map(Map<String, GroupFeatureMap> maps, Stage stage) {
        return requireNonNull(maps.get(stage.spec().name()));
    }

    /** Returns about how many bytes of heap an image of a size needs, besides itself and the points that all images share. */
    public double workingBytes(int height, int width) {
        int h = pipeline.fittingSide(height, options.cropPx());
        int w = pipeline.fittingSide(width, options.cropPx());
        double most = 0;
        for (Pipeline variant : variants.values()) {
            if (variant.takes(h, w)) {
                double maps = variant.mapBytes(h, w, variant.layerNames()); // of f, and of L_g f
                most = Math.max(most, variant.workingBytes(h, w) + 2 * maps);
            }
        }
        double images = 64 + (double) Float.BYTES * transformations.size(); // f and all L_g f, per pixel
        double perPoint = DiskPoints.BYTES
                + (double) Float.BYTES * pipeline.spec().group().order(); // and Φ(f) there
        return most
                + images * pipeline.spec().input().channels().count() * h * w
                + perPoint * Math.min(options.points(), (double) h * w);
    }
}
