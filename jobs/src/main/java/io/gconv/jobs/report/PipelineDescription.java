package io.gconv.jobs.report;

import io.gconv.feature.PlanarFeatureMap;
import io.gconv.image.DecodeOptions;
import io.gconv.layer.EngineOptions;
import io.gconv.pipeline.DescriptorEntry;
import io.gconv.pipeline.DescriptorPart;
import io.gconv.pipeline.LayerSpec;
import io.gconv.pipeline.LayerSummary;
import io.gconv.pipeline.Pipeline;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What a pipeline computes and what it costs, for an image size.
 *
 * @param pipeline the pipeline
 * @param digest its digest
 * @param width of the image, in pixels
 * @param height of the image, in pixels
 * @param layers shapes, costs, and how they are computed
 * @param index the meaning of each number of the descriptor
 */
public record PipelineDescription(
        Pipeline pipeline,
        String digest,
        int width,
        int height,
        List<LayerSummary> layers,
        List<DescriptorEntry> index) {

    private static final int DEFAULT_SIDE = 64;

    /** Within so many sides there is one that all poolings take, if there is any. */
    private static final int REACH = 1024;

    private static final int MOST_PIXELS = 256 * 256;
    private static final long SEED = 1;
    private static final float WHITE = 255;
    private static final double ROUNDING = 1e-5;
    private static final int MOST_NAMED = 12;

    /**
     * Describes a pipeline for an image size.
     *
     * @throws IllegalArgumentException if the pipeline does not take images of this size
     */
    public static PipelineDescription of(Pipeline pipeline, String digest, int width, int height) {
        return new PipelineDescription(
                pipeline, digest, width, height, pipeline.summarise(height, width), pipeline.descriptorIndex());
    }

    /** Describes a pipeline for the size it declares, else for the first square from 64 × 64 on that it takes. */
    public static PipelineDescription ofDefaultSize(Pipeline pipeline, String digest) {
        List<Integer> declared = pipeline.spec().input().sizePx();
        if (!declared.isEmpty()) {
            return of(pipeline, digest, declared.get(0), declared.get(1));
        }
        int first = Math.max(DEFAULT_SIDE, pipeline.smallestSide());
        for (int side = first; ; side++) {
            try {
                return of(pipeline, digest, side, side);
            } catch (IllegalArgumentException e) {
                if (side == first + REACH) {
                    throw e;
                }
            }
        }
    }

    /**
     * Returns the indices of numbers that are rounding for an image of noise: before compression at most 10⁻⁵ of the largest number
     * of their layer, as odd frequencies of kernels are that half a turn only multiplies by ±1. Of large images nothing is computed.
     */
    private List<Integer> vanishing() {
        PipelineDescription usual = ofDefaultSize(pipeline, digest);
        if ((long) usual.width * usual.height > MOST_PIXELS) {
            return List.of();
        }
        int channels = pipeline.spec().input().channels().count();
        float[] noise = new float[channels * usual.height * usual.width];
        float white = pipeline.spec().input().range() == DecodeOptions.Range.RAW ? WHITE : 1;
        Random random = new Random(SEED);
        for (int i = 0; i < noise.length; i++) {
            noise[i] = white * random.nextFloat();
        }
        double[] sizes =
                sizes(pipeline.apply(PlanarFeatureMap.wrap(channels, usual.height, usual.width, noise), Map.of()));
        Map<String, Double> largest = new HashMap<>();
        index.forEach(entry -> largest.merge(entry.layer(), sizes[entry.index()], Math::max));
        return index.stream()
                .filter(entry -> sizes[entry.index()] <= ROUNDING * largest.getOrDefault(entry.layer(), 0.0))
                .map(DescriptorEntry::index)
                .toList();
    }

    /** Returns how large the numbers of a descriptor were before they were compressed. */
    private double[] sizes(float[] descriptor) {
        double[] sizes = new double[descriptor.length];
        int at = 0;
        for (DescriptorPart part : pipeline.parts()) {
            for (long i = 0; i < part.size(); i++) {
                sizes[at] = Math.abs(part.spec().compression().undo(descriptor[at]));
                at++;
            }
        }
        return sizes;
    }

    /** Returns the algorithm of every correlation, by the name of its layer. */
    public Map<String, String> algorithms() {
        Map<String, String> algorithms = new LinkedHashMap<>();
        correlations()
                .forEach(layer -> algorithms.put(layer.name(), layer.plan().algorithm()));
        return algorithms;
    }

    /** Returns whether every correlation is asked to commute with quarter turns to the last bit. */
    public boolean isExact() {
        return Stream.concat(Stream.of(pipeline.spec().lift()), pipeline.spec().layers().stream())
                .filter(LayerSpec.Correlation.class::isInstance)
                .map(layer -> ((LayerSpec.Correlation) layer).engine().exactness())
                .allMatch(EngineOptions.Exactness.EXACT::equals);
    }

    private List<LayerSummary> correlations() {
        return layers.stream()
                .filter(layer -> !layer.plan().algorithm().isEmpty())
                .toList();
    }

    /** Returns the description as lines of text. */
    public List<String> text() {
        List<String> lines = new ArrayList<>();
        String words = pipeline.spec().description();
        lines.add("pipeline    " + pipeline.spec().name() + (words.isEmpty() ? "" : ": " + words));
        lines.add("digest      " + digest);
        lines.add("group       " + pipeline.spec().group().label() + ", "
                + Words.count(pipeline.spec().group().order(), "element"));
        lines.add("input       " + width + " × " + height + " pixels, "
                + pipeline.spec().input().channels().name().toLowerCase(Locale.ROOT) + ", "
                + pipeline.spec().input().range().name().toLowerCase(Locale.ROOT) + " range; at least "
                + pipeline.smallestSide() + " × " + pipeline.smallestSide() + sides());
        lines.add("descriptor  " + Words.count(index.size(), "number"));
        lines.add("cost        "
                + Words.count(
                        layers.stream().mapToLong(LayerSummary::multiplications).sum())
                + " multiply-adds per image as direct correlations, "
                + Words.count(
                        layers.stream().mapToLong(LayerSummary::parameters).sum(), "parameter"));
        lines.add("engine      " + EngineOptions.arithmetic() + (isExact() ? ", exact" : ""));
        lines.add("memory      " + Words.bytes(kernelBytes()) + " of kernels for all threads, "
                + Words.bytes(pipeline.workingBytes(height, width)) + " of buffers for each");
        lines.add("");
        lines.addAll(layerTable().lines());
        lines.add("");
        lines.addAll(planLines());
        lines.add("");
        lines.addAll(DescriptorRanges.lines(index));
        List<Integer> vanishing = vanishing();
        if (!vanishing.isEmpty()) {
            lines.add("      note: " + named(vanishing));
        }
        return lines;
    }

    private static String named(List<Integer> indices) {
        return Words.count(indices.size(), "number") + (indices.size() == 1 ? " is" : " are")
                + " 0 or rounding for an image of noise: "
                + indices.stream().limit(MOST_NAMED).map(String::valueOf).collect(Collectors.joining(", "))
                + (indices.size() > MOST_NAMED ? ", …" : "");
    }

    /** Returns which sides pooling layers take, in words; nothing if all, or if the pipeline declares its size. */
    private String sides() {
        List<Integer> sides = pipeline.smallestSides();
        boolean consecutive = sides.equals(
                IntStream.range(0, sides.size()).mapToObj(i -> sides.get(0) + i).toList());
        return consecutive || !pipeline.spec().input().sizePx().isEmpty()
                ? ""
                : ", sides " + sides.stream().map(String::valueOf).collect(Collectors.joining(", ")) + " …";
    }

    private TextTable layerTable() {
        TextTable table =
                new TextTable("layer", "kind", "group", "C × |H| × Y × X", "radius px", "parameters", "multiply-adds");
        for (LayerSummary layer : layers) {
            table.add(
                    layer.name(),
                    layer.kind(),
                    layer.group(),
                    layer.channels() + " × " + layer.elements() + " × " + layer.height() + " × " + layer.width(),
                    String.format(Locale.ROOT, "%.1f", layer.receptiveFieldRadiusPx()),
                    Words.count(layer.parameters()),
                    Words.count(layer.multiplications()));
        }
        return table;
    }

    private double kernelBytes() {
        return layers.stream().mapToDouble(layer -> layer.plan().kernelBytes()).sum();
    }

    /** Returns a table of how the correlations are computed, with the reasons below every row. */
    private List<String> planLines() {
        TextTable table = new TextTable("layer", "algorithm", "kernels", "workspace");
        for (LayerSummary layer : correlations()) {
            table.add(
                    layer.name(),
                    layer.plan().algorithm(),
                    Words.bytes((double) layer.plan().kernelBytes()),
                    Words.bytes((double) layer.plan().workspaceBytes()));
        }
        List<String> rows = table.lines();
        List<String> lines = new ArrayList<>(List.of(rows.get(0)));
        int row = 1;
        for (LayerSummary layer : correlations()) {
            lines.add(rows.get(row++));
            layer.plan().reasons().forEach(reason -> lines.add("      " + reason));
            layer.notes().forEach(note -> lines.add("      note: " + note));
        }
        return lines;
    }

    /** Returns the description for machines. */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", pipeline.spec().name());
        map.put("description", pipeline.spec().description());
        map.put("digest", digest);
        map.put("group", pipeline.spec().group().label());
        map.put("elements", pipeline.spec().group().order());
        map.put("width", width);
        map.put("height", height);
        map.put("smallest_side", pipeline.smallestSide());
        map.put("sides", pipeline.smallestSides());
        map.put("arithmetic", EngineOptions.arithmetic());
        map.put("exact", isExact());
        map.put("layers", layersToMaps());
        map.put("descriptor", indexToMaps());
        map.put("vanishing", vanishing());
        return map;
    }

    /** Returns shape, cost and plan of each layer for machines. */
    public List<Map<String, Object>> layersToMaps() {
        List<Map<String, Object>> maps = new ArrayList<>();
        for (LayerSummary layer : layers) {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("layer", layer.name());
            map.put("kind", layer.kind());
            map.put("group", layer.group());
            map.put("channels", layer.channels());
            map.put("elements", layer.elements());
            map.put("height", layer.height());
            map.put("width", layer.width());
            map.put("receptive_field_radius_px", layer.receptiveFieldRadiusPx());
            map.put("parameters", layer.parameters());
            map.put("multiply_adds", layer.multiplications());
            map.put("algorithm", layer.plan().algorithm());
            map.put("reasons", layer.plan().reasons());
            map.put("kernel_bytes", layer.plan().kernelBytes());
            map.put("workspace_bytes", layer.plan().workspaceBytes());
            map.put("notes", layer.notes());
            maps.add(map);
        }
        return maps;
    }

    /** Returns the meaning of each number of the descriptor for machines. */
    public List<Map<String, Object>> indexToMaps() {
        List<Map<String, Object>> maps = new ArrayList<>();
        for (DescriptorEntry entry : index) {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("index", entry.index());
            map.put("layer", entry.layer());
            map.put("projection", entry.projection());
            map.put("channel", entry.channel());
            map.put("region", entry.region());
            map.put("statistic", entry.statistic());
            maps.add(map);
        }
        return maps;
    }
}
