package io.gconv.jobs.spark.task;

import io.gconv.feature.PlanarFeatureMap;
import io.gconv.feature.PlanarSource;
import io.gconv.image.DecodedImage;
import io.gconv.image.ImageRegions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/**
 * An image that is read by region, each within a time.
 *
 * @param regions the image
 * @param seconds how long reading a region may take, or 0 for as long as it takes
 */
record WatchedRegions(ImageRegions regions, int seconds) implements PlanarSource {

    /** Returns what is known of the image, and what turned out to be wrong with its file so far. */
    DecodedImage known() {
        return ImageAttempt.known(regions.size(), regions.warning());
    }

    @Override
    public int height() {
        return regions.size().height();
    }

    @Override
    public int width() {
        return regions.size().width();
    }

    @Override
    public PlanarFeatureMap read(int top, int left, int height, int width) throws IOException {
        if (seconds == 0) {
            return regions.read(top, left, height, width);
        }
        try {
            return DecodeWatch.ofThisJvm()
                    .interrupted(() -> unchecked(top, left, height, width), Duration.ofSeconds(seconds));
        } catch (TimeoutException e) {
            throw new IOException(
                    "decoding rows " + top + " to " + (top + height - 1) + " took longer than " + seconds
                            + " s (--decode-timeout-s)",
                    e);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    @Override
    public int readingRank(int top, int left, int height, int width) {
        return regions.firstStoredRow(top, left, height, width);
    }

    private PlanarFeatureMap unchecked(int top, int left, int height, int width) {
        try {
            return regions.read(top, left, height, width);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
