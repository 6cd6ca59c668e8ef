package io.gconv.jobs.spark.task;

import io.gconv.image.DecodeOptions;
import io.gconv.image.DecodedImage;
import io.gconv.image.ImageRegions;
import io.gconv.image.ImageSize;
import io.gconv.jobs.config.PipelineConfig;
import io.gconv.jobs.table.MapsTable;
import io.gconv.pipeline.Features;
import io.gconv.pipeline.Pipeline;
import io.gconv.pipeline.PipelineSpec;
import io.gconv.pipeline.Tiling;
import java.io.IOException;
import java.io.Serializable;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What {@code extract}, the SQL functions and the Java API compute from an image. Goes to executors.
 *
 * @param spec the pipeline, built once per JVM
 * @param digest its digest
 * @param keep the layers whose maps are kept; a serialisable set
 * @param tilePx images with a longer side are read and computed in tiles of this size, in pixels
 */
public record Extraction(PipelineSpec spec, String digest, Set<String> keep, int tilePx) implements Serializable {

    /** The side of tiles by default, in pixels. */
    public static final int DEFAULT_TILE_PX = 4096;

    /** What the features of an image become. Goes to executors. */
    public interface Result<T> extends Serializable {

        /** Returns what an image with features becomes. */
        T ok(DecodedImage image, Features features);

        /**
         * Returns what an image without becomes.
         *
         * @param image what is known of it, or null if nothing is
         * @param reason a reason that a person understands
         */
        T error(@Nullable DecodedImage image, String reason);
    }

    /** Returns the extraction of descriptors and of the maps of {@code keep}. */
    public static Extraction of(PipelineSpec spec, Set<String> keep) {
        return new Extraction(spec, PipelineConfig.digest(spec), Set.copyOf(keep), DEFAULT_TILE_PX);
    }

    /**
     * Returns the pipeline of this JVM.
     *
     * @throws IllegalArgumentException if its parts do not fit together
     */
    public Pipeline pipeline() {
        return PipelineCache.pipeline(spec, digest);
    }

    /**
     * Computes an image whose bytes are at hand, with the limits that {@code extract} has by default.
     *
     * @param bytes the whole file; not modified
     * @throws IllegalArgumentException if this JVM has no such engine as it was asked for
     */
    public <T> T apply(byte[] bytes, Result<T> result) {
        Engine.arithmetic();
        pipeline(); // if it cannot be built, that is not the fault of the image
        DecodeOptions decoding =
                spec.input().decodeOptions(DecodeOptions.DEFAULT_MAX_PIXELS, DecodeOptions.Leniency.STRICT);
        return new ImageAttempt<>("an image of a query", decoding, DecodeWatch.DEFAULT_SECONDS, steps(result))
                .of(() -> bytes);
    }

    /** Returns what is made of an image. */
    <T> ImageAttempt.Steps<T> steps(Result<T> result) {
        return new Steps<>(this, result);
    }

    /** Refuses an image whose maps no row can hold, from its size: Spark would end the run when they are written. */
    private void checkMaps(int height, int width) {
        tooLargeMap(height, width).ifPresent(layer -> {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "the map of layer %s would have %,d values, and a row holds at most %,d; use smaller images,"
                            + " or keep no map of this layer",
                    layer,
                    pipeline().outputShape(layer, height, width).values(),
                    MapsTable.MOST_VALUES));
        });
    }

    private Optional<String> tooLargeMap(int height, int width) {
        Pipeline pipeline = pipeline();
        if (!keep.isEmpty()) {
            pipeline.checkSize(height, width);
        }
        return keep.stream()
                .filter(layer -> pipeline.outputShape(layer, height, width).values() > MapsTable.MOST_VALUES)
                .findFirst();
    }

    /**
     * Returns the bands of an image, if it is larger than a tile.
     *
     * @throws IllegalArgumentException with a sentence for the user if such an image cannot be computed
     */
    Optional<Tiling> tiling(ImageSize size) {
        return Math.max(size.height(), size.width()) <= tilePx
                ? Optional.empty()
                : Optional.of(pipeline().tiling(size.height(), size.width(), tilePx));
    }

    private record Steps<T>(Extraction extraction, Result<T> result) implements ImageAttempt.Steps<T> {

        @Override
        public double roomBytes(int height, int width) {
            extraction.checkMaps(height, width);
            return MemoryGate.roomBytes(extraction.pipeline(), height, width, extraction.keep);
        }

        @Override
        public T computed(DecodedImage.Success image) {
            extraction.checkMaps(image.height(), image.width());
            return result.ok(image, extraction.pipeline().apply(image.map(), extraction.keep));
        }

        @Override
        public Optional<ImageAttempt.TiledSteps<T>> tiled(ImageSize size) {
            return extraction.tiling(size).map(tiling -> new Tiles<>(extraction, size, tiling, result));
        }

        @Override
        public T failed(@Nullable DecodedImage image, String reason) {
            return result.error(image, reason);
        }
    }

    /** As with an image that is held as a whole, what is wrong with the file is said before what is wrong with its maps. */
    private record Tiles<T>(Extraction extraction, ImageSize size, Tiling tiling, Result<T> result)
            implements ImageAttempt.TiledSteps<T> {

        @Override
        public double roomBytes(ImageRegions regions) {
            return extraction.tooLargeMap(size.height(), size.width()).isPresent()
                    ? 0 // it is sure to fail
                    : MemoryGate.roomBytes(tiling, extraction.keep, regions);
        }

        @Override
        public T computed(WatchedRegions image) throws IOException {
            extraction.checkMaps(size.height(), size.width());
            Features features = tiling.apply(image, extraction.keep);
            return result.ok(image.known(), features);
        }
    }
}
