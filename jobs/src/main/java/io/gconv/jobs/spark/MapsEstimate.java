package io.gconv.jobs.spark;

import io.gconv.image.DecodeOptions;
import io.gconv.image.ImageRegions;
import io.gconv.image.ImageSize;
import io.gconv.jobs.spark.source.ImageSource;
import io.gconv.jobs.spark.source.InputImage;
import io.gconv.jobs.spark.task.ImageAttempt;
import io.gconv.jobs.spark.task.ImageTask;
import io.gconv.pipeline.Pipeline;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Optional;
import java.util.stream.LongStream;
import javax.imageio.stream.ImageInputStream;
import org.apache.hadoop.conf.Configuration;

/**
 * How large maps will be, judged by a few images.
 *
 * @param largestRowBytes the largest row seen, in bytes before compression
 * @param imageBytes of the rows of an image on average, in bytes before compression
 */
record MapsEstimate(long largestRowBytes, double imageBytes) {

    private static final int SAMPLES = 5;

    /** Files of maps are cut at about this size. */
    private static final long FILE_BYTES = 256L << 20;

    static MapsEstimate of(
            ImageSource source,
            Pipeline pipeline,
            Collection<String> layers,
            DecodeOptions decoding,
            Configuration hadoop) {
        LongSummaryStatistics rows = new LongSummaryStatistics();
        int sampled = 0;
        for (InputImage input : source.few(SAMPLES, hadoop)) {
            rowBytes(input, pipeline, layers, decoding).forEach(rows::accept);
            sampled++;
        }
        double sum = rows.getSum();
        return new MapsEstimate(Math.max(0, rows.getMax()), sampled == 0 ? 0 : sum / sampled);
    }

    /** Looks at the header only: decoding could take more time and memory than a driver has. */
    private static LongStream rowBytes(
            InputImage input, Pipeline pipeline, Collection<String> layers, DecodeOptions decoding) {
        try {
            Optional<ImageSize> size = size(new ImageTask.InputBytes(input));
            if (size.isEmpty() || size.get().pixels() > decoding.maxPixels()) {
                return LongStream.empty();
            }
            int height = size.get().height();
            int width = size.get().width();
            return pipeline.takes(height, width)
                    ? layers.stream().mapToLong(layer -> (long) pipeline.mapBytes(height, width, List.of(layer)))
                    : LongStream.empty();
        } catch (IOException e) {
            return LongStream.empty(); // an unreadable or unsuitable image has no maps; the job will say why
        }
    }

    private static Optional<ImageSize> size(ImageAttempt.Source source) throws IOException {
        Optional<ImageInputStream> stream = source.stream();
        if (stream.isEmpty()) {
            return ImageRegions.size(source.read());
        }
        try (ImageInputStream in = stream.get()) {
            return ImageRegions.size(in);
        }
    }

    /** Returns the size of all rows of so many images, in bytes before compression. */
    double totalBytes(long images) {
        return imageBytes * images;
    }

    /** Returns the number of rows per file that makes files of about 256 MB. */
    long rowsPerFile() {
        return Math.max(1, FILE_BYTES / Math.max(1, largestRowBytes));
    }
}
