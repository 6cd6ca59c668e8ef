package io.gconv.jobs.spark.task;

import io.gconv.image.DecodeOptions;
import io.gconv.image.DecodedImage;
import io.gconv.image.EncodedImage;
import io.gconv.image.ImageDecoder;
import io.gconv.image.ImageRegions;
import io.gconv.image.ImageSize;
import io.gconv.image.OpenedImage;
import io.gconv.jobs.report.OneLine;
import io.gconv.jobs.report.Words;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import javax.imageio.stream.ImageInputStream;
import org.apache.spark.TaskContext;
import org.apache.spark.TaskKilledException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bytes in; out comes a result, or the reason why there is none. Every image goes this way, whether a job reads it from a
 * file or a query passes it to a function, so that both decode alike, wait for memory alike and fail in the same words.
 *
 * <p>Whatever is wrong with an image is a reason. Only what is wrong with the pipeline or the executor is thrown.
 *
 * @param name what the log calls the image
 * @param decoding how it is decoded
 * @param decodeTimeoutSeconds how long decoding it may take, or 0 for as long as it takes
 * @param steps what is made of it
 */
public record ImageAttempt<T>(String name, DecodeOptions decoding, int decodeTimeoutSeconds, Steps<T> steps) {

    private static final Logger LOG = LoggerFactory.getLogger(ImageAttempt.class);

    /** Longer files may hold images that are read by region, so they are not read as a whole to find out. */
    private static final long STREAMED_BYTES = 16L << 20;

    /** Where the bytes come from. */
    public interface Source {
        /**
         * Returns the whole file.
         *
         * @throws IOException with a reason for people
         */
        byte[] read() throws IOException;

        /** Returns how many bytes of heap {@link #read} needs; 0 if the bytes are there already, or nobody knows. */
        default long length() {
            return 0;
        }

        /** Returns a stream of the file, if it need not be read as a whole. */
        default Optional<ImageInputStream> stream() {
            return Optional.empty();
        }
    }

    /** What is made of an image. */
    interface Steps<T> {

        /**
         * Returns about how many bytes of heap {@link #computed} needs besides the image.
         *
         * @param height of the image in pixels
         * @param width of the image in pixels
         * @throws IllegalArgumentException with a sentence for the user if such an image cannot be computed
         */
        double roomBytes(int height, int width);

        /**
         * Returns the result.
         *
         * @throws IllegalArgumentException with a sentence for the user if this image cannot be computed
         */
        T computed(DecodedImage.Success image);

        /**
         * Returns how an image that is not held as a whole is computed, if it is so large that it is not.
         *
         * @throws IllegalArgumentException with a sentence for the user if such an image cannot be computed
         */
        Optional<TiledSteps<T>> tiled(ImageSize size);

        /**
         * Returns what stands for the result of an image that could not be computed.
         *
         * @param image what is known of it, or null if nothing is
         */
        T failed(@Nullable DecodedImage image, String reason);
    }

    /** What is made of an image that is read by region. */
    interface TiledSteps<T> {

        /** Returns about how many bytes of heap {@link #computed} needs, those of the reader included. */
        double roomBytes(ImageRegions regions);

        /**
         * Returns the result.
         *
         * @throws IOException with a reason for people if it cannot be read
         */
        T computed(WatchedRegions image) throws IOException;
    }

    /** Something that is read. */
    private interface Reader<R> {
        R read() throws IOException;
    }

    /** Reads, decodes and computes. */
    T of(Source source) {
        TaskContext context = TaskContext.get();
        if (context != null && context.isInterrupted()) {
            throw new TaskKilledException("stopped");
        }
        try {
            return read(source);
        } catch (IOException e) {
            return steps.failed(null, String.valueOf(e.getMessage()));
        } catch (OutOfMemoryError e) {
            LOG.warn("out of memory: {}", OneLine.of(name));
            return steps.failed(null, "needs more memory than the heap of " + heap() + " has");
        } catch (TaskKilledException e) {
            throw e;
        } catch (RuntimeException e) { // a defect of ours must not end a run over a million images
            LOG.warn("internal error: {}", OneLine.of(name), e);
            return steps.failed(null, "internal error: " + e);
        }
    }

    private T read(Source source) throws IOException {
        Optional<T> streamed = streamed(source);
        if (streamed.isPresent()) {
            return streamed.get();
        }
        byte[] bytes = withRoom(source.length(), source::read);
        Optional<T> tiled = tiled(ImageRegions.size(bytes), () -> ImageRegions.open(bytes, decoding), bytes.length);
        return tiled.isPresent() ? tiled.get() : decoded(bytes);
    }

    /** Waits until there is room; reading a long file may otherwise take just what its neighbours need. */
    private static <R> R withRoom(double bytes, Reader<R> reader) throws IOException {
        try {
            return MemoryGate.ofThisJvm().withinOrAlone(bytes, () -> {
                try {
                    return reader.read();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Returns the result of a long file that is computed in tiles, which is not read as a whole. */
    private Optional<T> streamed(Source source) throws IOException {
        Optional<ImageInputStream> stream = source.stream();
        if (stream.isEmpty()) {
            return Optional.empty();
        }
        try (ImageInputStream in = stream.get()) {
            return in.length() > STREAMED_BYTES
                    ? tiled(ImageRegions.size(in), () -> ImageRegions.open(in, decoding), 0)
                    : Optional.empty();
        }
    }

    /**
     * Returns the result of an image that is computed in tiles, if it is so large and can be read by region.
     *
     * @param held how many bytes of the file are in memory
     */
    private Optional<T> tiled(Optional<ImageSize> size, Reader<OpenedImage> opener, long held) throws IOException {
        Optional<TiledSteps<T>> tiled;
        try {
            tiled = size.flatMap(steps::tiled);
        } catch (IllegalArgumentException e) { // too small on one side
            return Optional.of(steps.failed(known(size.orElseThrow(), ""), String.valueOf(e.getMessage())));
        }
        if (tiled.isEmpty()) {
            return Optional.empty();
        }
        OpenedImage opened = withRoom(0, opener);
        if (opened instanceof OpenedImage.Unreadable bad) {
            return Optional.of(steps.failed(bad.failure(), bad.failure().reason()));
        }
        if (opened instanceof OpenedImage.ByRegion image) {
            try (ImageRegions regions = image.regions()) {
                return Optional.of(computed(regions, tiled.get(), held));
            }
        }
        return Optional.empty(); // it fits as a whole
    }

    private T computed(ImageRegions regions, TiledSteps<T> tiled, long held) {
        WatchedRegions image = new WatchedRegions(regions, decodeTimeoutSeconds);
        return MemoryGate.ofThisJvm().withinOrAlone(held + tiled.roomBytes(regions), () -> {
            try {
                return tiled.computed(image);
            } catch (IOException | IllegalArgumentException e) {
                return steps.failed(image.known(), String.valueOf(e.getMessage()));
            }
        });
    }

    /** Returns what is known of an image without its pixels, and what is wrong with its file, if anything is. */
    static DecodedImage known(ImageSize size, String problem) {
        return new DecodedImage.Failure(problem, size.width(), size.height(), size.channels());
    }

    /** Waits until there is room for decoding and computing, so that neither depends on what other tasks do. */
    private T decoded(byte[] bytes) {
        EncodedImage image = ImageDecoder.open(bytes, decoding);
        double room = bytes.length + roomBytes(image);
        try {
            return MemoryGate.ofThisJvm().withinOrAlone(room, () -> computed(image));
        } catch (OutOfMemoryError e) {
            LOG.warn("out of memory: {}", OneLine.of(name));
            String reason = "needs about " + Words.bytes(room) + " of memory, and the heap has " + heap();
            return steps.failed(image.failure(reason), reason);
        }
    }

    private double roomBytes(EncodedImage image) {
        if (image.mapBytes() == 0) {
            return 0; // it is sure to fail
        }
        try {
            double computing = image.mapBytes() + steps.roomBytes(image.height(), image.width());
            return Math.max(image.decodingBytes(), computing);
        } catch (IllegalArgumentException e) { // which is said when it is sure that it can be decoded
            return image.decodingBytes();
        }
    }

    private T computed(EncodedImage encoded) {
        DecodedImage image = DecodeWatch.ofThisJvm().decoded(encoded, decodeTimeoutSeconds);
        if (!(image instanceof DecodedImage.Success success)) {
            return steps.failed(image, ((DecodedImage.Failure) image).reason());
        }
        try {
            return steps.computed(success);
        } catch (IllegalArgumentException e) { // too small, or a size whose symmetry would break
            return steps.failed(image, String.valueOf(e.getMessage()));
        }
    }

    private static String heap() {
        return Words.bytes((double) Runtime.getRuntime().maxMemory());
    }
}
