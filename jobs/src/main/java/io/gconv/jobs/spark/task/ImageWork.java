package io.gconv.jobs.spark.task;

import io.gconv.image.DecodedImage;
import io.gconv.image.ImageSize;
import io.gconv.jobs.input.InputFile;
import java.io.Serializable;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a job does with one image. Goes to executors. */
public interface ImageWork extends Serializable {

    /** Returns about how many bytes of heap {@link #rows} needs besides the image of that size, in pixels. */
    double roomBytes(int height, int width);

    /**
     * Computes the rows of an image.
     *
     * @throws IllegalArgumentException with a sentence for the user if this image cannot be computed
     */
    ImageRows rows(InputFile file, DecodedImage.Success image);

    /**
     * Returns the rows of an image that could not be computed.
     *
     * @param image what is known of it, or null if nothing is
     */
    ImageRows failed(InputFile file, @Nullable DecodedImage image, String reason);

    /** Returns how an image is computed that is so large that it is not held as a whole; empty if it is held so. */
    Optional<ImageAttempt.TiledSteps<ImageRows>> tiled(InputFile file, ImageSize size);

    /** Returns how an image is computed band by band, if several tasks may do so. */
    Optional<BandWork> bands();
}
