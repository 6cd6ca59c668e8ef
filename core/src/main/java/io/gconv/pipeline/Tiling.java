package io.gconv.pipeline;

import io.gconv.feature.GroupFeatureMap;
import io.gconv.feature.PlanarFeatureMap;
import io.gconv.feature.PlanarSource;
import io.gconv.pipeline.Axis.Span;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * The features of a large image, band by band of its rows, in any order and perhaps in different JVMs.
 *
 * <pre>
 *   means = means(measure(0), measure(1), …)        for pipelines that subtract the mean of an image
 *   d     = descriptor(sums(0), sums(1), …)
 * </pre>
 *
 * A band is read with a halo of the receptive field, as wide as the image, and computed in tiles. Every pixel of every map
 * is the same sequence of operations as without tiles, and sums are put together in an order that depends on the size of
 * the image alone: descriptor and maps are those of {@link Pipeline#apply(PlanarFeatureMap, Set)}, bit for bit.
 *
 * <p>Immutable and thread safe; costs little, so that each JVM has its own. As with a {@link Pipeline}, threads keep their
 * buffers.
 */
public final class Tiling {

    private final Pipeline pipeline;
    private final RunPlan plan;
    private final String label;

    Tiling(Pipeline pipeline, RunPlan plan) {
        this.pipeline = pipeline;
        this.plan = plan;
        this.label = plan.bands().size() + " bands of " + plan.bands().get(0).owned() + " rows of an image of "
                + plan.width() + " × " + plan.height() + " pixels for pipeline "
                + pipeline.spec().name();
    }

    /**
     * Rows of the image.
     *
     * @param from the first one that the band owns
     * @param to after the last one that it owns
     * @param top the first one that is read
     * @param bottom after the last one that is read
     */
    public record Band(int from, int to, int top, int bottom) {}

    /** Returns the bands from top to bottom. They have as many rows as a tile, but not more than about 16 million pixels. */
    public List<Band> bands() {
        return plan.bands().stream()
                .map(span -> new Band(span.from(), span.to(), span.first(), span.end()))
                .toList();
    }

    /** Returns the bands {@code from … to − 1} in the order in which reading them from an image costs least. */
    public List<Integer> bandsInReadingOrder(PlanarSource image, int from, int to) {
        return IntStream.range(from, to)
                .boxed()
                .sorted(Comparator.comparingInt(
                        band -> readingRank(image, plan.bands().get(band))))
                .toList();
    }

    private int readingRank(PlanarSource image, Span span) {
        return image.readingRank(span.first(), 0, span.size(), plan.width());
    }

    /** Returns whether the means of the image have to be measured first; otherwise {@link #zeros} will do. */
    public boolean needsMeans() {
        return pipeline.spec().input().mean() == InputSpec.Mean.REMOVED;
    }

    /** Returns the means for pipelines that do not subtract any. */
    public ImageMeans zeros() {
        return new ImageMeans(Collections.nCopies(plan.channels(), 0.0));
    }

    /**
     * Measures the rows that a band owns.
     *
     * @throws IllegalArgumentException if the image has another size or a value that is not finite
     * @throws IOException if it cannot be read
     */
    public BandSums measure(int band, PlanarSource image) throws IOException {
        checkSize(image);
        Span span = plan.bands().get(band);
        PlanarFeatureMap f = read(image, span.from(), span.to());
        PreparedInput input = newInput();
        input.add(f, span.from(), span);
        return new BandSums(band, "means of " + label, new double[][] {
            input.sums().rows(cell(span.from()), cell(span.to()))
        });
    }

    /**
     * Returns the means of an image.
     *
     * @param bands what {@link #measure(int, PlanarSource)} returned for every band, in any order
     * @throws IllegalArgumentException if a band is missing, or there twice, or of another image or tiling; two pipelines of one
     *     name are not told apart
     */
    public ImageMeans means(Collection<BandSums> bands) {
        PreparedInput input = newInput();
        for (BandSums band : complete(bands, "means of " + label)) {
            input.sums().putRows(cell(plan.bands().get(band.band()).from()), band.part(0));
        }
        double[] means = new double[plan.channels()];
        input.writeMeans(means);
        return new ImageMeans(DoubleStream.of(means).boxed().toList());
    }

    /** Measures a whole image, band by band; reads nothing if no means are needed. */
    public ImageMeans measure(PlanarSource image) throws IOException {
        if (!needsMeans()) {
            return zeros();
        }
        List<BandSums> sums = new ArrayList<>();
        for (int band : bandsInReadingOrder(image, 0, plan.bands().size())) {
            sums.add(measure(band, image));
        }
        return means(sums);
    }

    /**
     * Computes a band.
     *
     * @param band which one, from 0
     * @param image is read once, with the halo of the band
     * @param means of the image
     * @throws IllegalArgumentException if the image has another size or a value that is not finite
     * @throws IOException if it cannot be read
     */
    public BandSums sums(int band, PlanarSource image, ImageMeans means) throws IOException {
        return sums(band, image, means, Map.of());
    }

    /**
     * Like {@link #sums(int, PlanarSource, ImageMeans)}, but also writes the band's part of feature maps of the whole image.
     *
     * @param maps by layer, as {@link #newMaps} made them
     */
    public BandSums sums(int band, PlanarSource image, ImageMeans means, Map<String, GroupFeatureMap> maps)
            throws IOException {
        checkSize(image);
        plan.checkMaps(maps);
        if (means.ofChannels().size() != plan.channels()) {
            throw new IllegalArgumentException("pipeline " + pipeline.spec().name() + " reads " + plan.channels()
                    + " channels, but there are means of " + means.ofChannels().size());
        }
        Span span = plan.bands().get(band);
        PlanarFeatureMap f = read(image, span.first(), span.end());
        PipelineRun run = pipeline.run(plan);
        run.sums().clear();
        run.compute(span, f, span.first(), means.toArray(), maps);
        double[][] parts = run.sums().ofParts().stream()
                .map(part -> part.rows(cell(span.from()), cell(span.to())))
                .toArray(double[][]::new);
        return new BandSums(band, label, parts);
    }

    /**
     * Returns the descriptor of an image.
     *
     * @param bands what {@link #sums(int, PlanarSource, ImageMeans)} returned for every band, in any order
     * @throws IllegalArgumentException if a band is missing, or there twice, or of another image or tiling; or if the
     *     descriptor is not finite
     */
    public float[] descriptor(Collection<BandSums> bands) {
        DescriptorSums sums = new DescriptorSums(plan);
        sums.clear();
        for (BandSums band : complete(bands, label)) {
            for (int i = 0; i < sums.ofParts().size(); i++) {
                sums.ofParts().get(i).putRows(cell(plan.bands().get(band.band()).from()), band.part(i));
            }
        }
        return sums.descriptor();
    }

    /**
     * Computes the features of an image, one band after the other, in the order that costs least.
     *
     * @param keep the layers whose maps are kept
     */
    public Features apply(PlanarSource image, Set<String> keep) throws IOException {
        ImageMeans means = measure(image);
        Map<String, GroupFeatureMap> maps = newMaps(keep);
        List<BandSums> sums = new ArrayList<>();
        for (int band : bandsInReadingOrder(image, 0, plan.bands().size())) {
            sums.add(sums(band, image, means, maps));
        }
        return new Features(descriptor(sums), maps);
    }

    /**
     * Returns maps for the outputs of layers, for the whole image, in the order of the layers.
     *
     * @throws IllegalArgumentException if one is too large for an array
     */
    public Map<String, GroupFeatureMap> newMaps(Set<String> keep) {
        return plan.newMaps(keep);
    }

    /** Returns about how many bytes of heap a thread needs besides kept maps: those of the buffers and of the pixels of a band. */
    public double workingBytes() {
        int rows = plan.bands().stream().mapToInt(Span::size).max().orElse(0);
        return plan.bytes() + (double) Float.BYTES * plan.channels() * rows * plan.width();
    }

    /** Returns the bytes of the values of kept maps. */
    public double mapBytes(Set<String> keep) {
        return pipeline.mapBytes(plan.height(), plan.width(), keep);
    }

    private PreparedInput newInput() {
        PreparedInput input = new PreparedInput(pipeline.spec().input(), plan.cell(), plan.height(), plan.width());
        input.sums().clear();
        return input;
    }

    private PlanarFeatureMap read(PlanarSource image, int top, int bottom) throws IOException {
        PlanarFeatureMap f = image.read(top, 0, bottom - top, plan.width());
        pipeline.lift().check(f, top);
        return f;
    }

    private void checkSize(PlanarSource image) {
        if (image.height() != plan.height() || image.width() != plan.width()) {
            throw new IllegalArgumentException(
                    "the image has " + image.width() + " × " + image.height() + " pixels, but these are " + label);
        }
    }

    /** Returns the row of cells that begins at row y of the image, or the number of all if that is its end. */
    private int cell(int y) {
        return (y + plan.cell() - 1) / plan.cell();
    }

    private List<BandSums> complete(Collection<BandSums> bands, String of) {
        boolean[] there = new boolean[plan.bands().size()];
        for (BandSums band : bands) {
            if (!band.tiling().equals(of)) {
                throw new IllegalArgumentException("the sums are those of " + band.tiling() + ", not of " + of);
            }
            if (there[band.band()]) {
                throw new IllegalArgumentException("band " + band.band() + " is there twice, of the " + of);
            }
            there[band.band()] = true;
        }
        for (int i = 0; i < there.length; i++) {
            if (!there[i]) {
                throw new IllegalArgumentException("band " + i + " is missing, of the " + of);
            }
        }
        return List.copyOf(bands);
    }
}
