package io.gconv.jobs.spark.task;

import io.gconv.image.DecodedImage;
import io.gconv.image.ImageSize;
import io.gconv.jobs.input.InputFile;
import io.gconv.pipeline.ImageMeans;
import java.io.Serializable;

/**
 * An image that several tasks compute.
 *
 * @param file where it is
 * @param size its size
 * @param bands how many bands it has
 * @param means what is subtracted from it
 */
public record LargeImage(InputFile file, ImageSize size, int bands, ImageMeans means) implements Serializable {

    LargeImage with(ImageMeans measured) {
        return new LargeImage(file, size, bands, measured);
    }

    /** Returns what is known of it without its pixels, and what is wrong with its file, if anything is. */
    DecodedImage known(String problem) {
        return ImageAttempt.known(size, problem);
    }
}
