package io.gconv.pipeline;

import java.io.Serializable;
import java.util.List;

/**
 * What is subtracted from the channels of an image before anything else: their means over the inscribed disk, or zeros.
 *
 * @param ofChannels one number per channel
 */
public record ImageMeans(List<Double> ofChannels) implements Serializable {

    /** Copies the list. */
    public ImageMeans {
        ofChannels = List.copyOf(ofChannels);
    }

    double[] toArray() {
        return ofChannels.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
