package io.gconv.jobs.spark;

import io.gconv.image.DecodeOptions;
import io.gconv.image.DecodedImage;
import io.gconv.image.ImageDecoder;
import io.gconv.pipeline.LayerSummary;
import io.gconv.pipeline.Pipeline;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/**
 * How large the maps of a run will be, judged by a few images.
 *
 * @param sampled the number of images that were looked at
 * @param largestRowBytes the largest row seen, in bytes before compression
 * @param totalBytes of all rows, in bytes before compression
 */
record MapsEstimate(int sampled, long largestRowBytes, double totalBytes) {

    private static final int SAMPLES = 5;

    /** Files of maps are cut at about this size. */
    private static final long FILE_BYTES = 256L << 20;

    static MapsEstimate of(
            ImageSource source,
            Pipeline pipeline,
            Collection<String> layers,
            DecodeOptions decoding,
            Configuration hadoop) {
        long largest = 0;
        double sum = 0;
        int sampled = 0;
        for (InputImage input : source.few(SAMPLES, hadoop)) {
            try {
                DecodedImage image = ImageDecoder.decode(input.read(), decoding);
                boolean readable = image instanceof DecodedImage.Success;
                for (LayerSummary layer :
                        readable ? pipeline.summarise(image.height(), image.width()) : List.<LayerSummary>of()) {
                    if (layers.contains(layer.name())) {
                        long bytes = 4L * layer.channels() * layer.elements() * layer.height() * layer.width();
                        largest = Math.max(largest, bytes);
                        sum += bytes;
                    }
                }
                sampled++;
            } catch (IOException | IllegalArgumentException e) {
                // an unreadable or unsuitable image has no maps; the job will say why
                sampled++;
            }
        }
        return new MapsEstimate(
                sampled,
                largest,
                sampled == 0 ? 0 : sum / sampled * source.facts().images());
    }

    /** Returns the number of rows per file that makes files of about 256 MB. */
    long rowsPerFile() {
        return Math.max(1, FILE_BYTES / Math.max(1, largestRowBytes));
    }
}
