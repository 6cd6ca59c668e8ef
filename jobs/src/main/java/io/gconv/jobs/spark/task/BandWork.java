package io.gconv.jobs.spark.task;

import io.gconv.image.DecodedImage;
import io.gconv.image.ImageSize;
import io.gconv.jobs.input.InputFile;
import io.gconv.pipeline.Tiling;
import java.io.Serializable;
import java.util.Optional;

/** What a job does with an image band by band, in several tasks. Goes to executors. */
public interface BandWork extends Serializable {

    /** Returns how many bytes a file has at least that is worth a look whether its image has several bands. */
    long leastBytes();

    /**
     * Returns the bands of an image, if it is so large that it is not held as a whole.
     *
     * @throws IllegalArgumentException with a sentence for the user if such an image cannot be computed
     */
    Optional<Tiling> tiling(ImageSize size);

    /** Returns the rows of an image with this descriptor. */
    ImageRows rows(InputFile file, DecodedImage image, float[] descriptor);
}
