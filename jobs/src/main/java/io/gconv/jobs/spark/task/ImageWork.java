package io.gconv.jobs.spark.task;

import io.gconv.jobs.input.InputFile;
import java.io.Serializable;
import java.util.Optional;

/** What a job does with images. Goes to executors. */
public interface ImageWork extends Serializable {

    /** Returns what is made of the image of a file. */
    ImageAttempt.Steps<ImageRows> steps(InputFile file);

    /** Returns how an image is computed band by band, if several tasks may do so. */
    Optional<BandWork> bands();
}
