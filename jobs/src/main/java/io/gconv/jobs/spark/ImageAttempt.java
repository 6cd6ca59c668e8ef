package io.gconv.jobs.spark;

import io.gconv.image.DecodeOptions;
import io.gconv.image.DecodedImage;
import io.gconv.image.ImageDecoder;
import io.gconv.jobs.report.Words;
import java.io.IOException;
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
 * @param steps what is made of it
 */
record ImageAttempt<T>(String name, DecodeOptions decoding, Steps<T> steps) {

    private static final Logger LOG = LoggerFactory.getLogger(ImageAttempt.class);

    /** Where the bytes come from. */
    interface Source {
        /**
         * Returns the whole file.
         *
         * @throws IOException with a reason for people
         */
        byte[] read() throws IOException;
    }

    /** What is made of an image. */
    interface Steps<T> {

        /** Returns about how many bytes of heap {@link #computed} needs. */
        double roomBytes(DecodedImage.Success image);

        /**
         * Returns the result.
         *
         * @throws IllegalArgumentException with a sentence for the user if this image cannot be computed
         */
        T computed(DecodedImage.Success image);

        /**
         * Returns what stands for the result of an image that could not be computed.
         *
         * @param image what is known of it, or null if nothing is
         */
        T failed(@Nullable DecodedImage image, String reason);
    }

    /** Reads, decodes and computes. */
    T of(Source source) {
        TaskContext context = TaskContext.get();
        if (context != null && context.isInterrupted()) {
            throw new TaskKilledException("stopped");
        }
        try {
            return decoded(source.read());
        } catch (IOException e) {
            return steps.failed(null, String.valueOf(e.getMessage()));
        } catch (OutOfMemoryError e) {
            LOG.warn("out of memory: {}", name);
            return steps.failed(null, "needs more memory than the heap of " + heap() + " has");
        } catch (TaskKilledException e) {
            throw e;
        } catch (RuntimeException e) { // a defect of ours must not end a run over a million images
            LOG.warn("internal error: {}", name, e);
            return steps.failed(null, "internal error: " + e);
        }
    }

    private T decoded(byte[] bytes) {
        DecodedImage image = ImageDecoder.decode(bytes, decoding);
        return image instanceof DecodedImage.Success success
                ? computed(success)
                : steps.failed(image, ((DecodedImage.Failure) image).reason());
    }

    private T computed(DecodedImage.Success image) {
        double room = 0;
        try {
            room = steps.roomBytes(image);
            return MemoryGate.ofThisJvm().withinOrAlone(room, () -> steps.computed(image));
        } catch (IllegalArgumentException e) { // too small, or a size whose symmetry would break
            return steps.failed(image, String.valueOf(e.getMessage()));
        } catch (OutOfMemoryError e) {
            LOG.warn("out of memory: {}", name);
            return steps.failed(image, "needs about " + Words.bytes(room) + " of memory, and the heap has " + heap());
        }
    }

    private static String heap() {
        return Words.bytes((double) Runtime.getRuntime().maxMemory());
    }
}
