package io.gconv.pipeline;

import io.gconv.image.DecodeOptions;
import java.io.Serializable;
import java.util.List;

/**
 * How images become feature maps.
 *
 * @param channels gray or RGB
 * @param range values in [0, 1], or as stored
 * @param background the gray level behind transparent pixels, in [0, 1]
 * @param mean whether each channel's mean over the inscribed disk is subtracted first: a rotation keeps the disk, so this
 *     commutes with it, and zero padding then continues the image at its mean instead of at black
 * @param sizePx [width, height] if all images have one size, which then is checked against the layers when the pipeline
 *     is loaded; empty if any size is taken
 */
public record InputSpec(
        DecodeOptions.Channels channels, DecodeOptions.Range range, double background, Mean mean, List<Integer> sizePx)
        implements Serializable {

    /** The mean of the image. */
    public enum Mean {
        /** As it is. */
        KEPT,
        /** Subtracted, as measured over the inscribed disk. */
        REMOVED
    }

    /** Checks the background and the size. */
    public InputSpec {
        sizePx = List.copyOf(sizePx);
        if (!(sizePx.isEmpty() || (sizePx.size() == 2 && sizePx.get(0) > 0 && sizePx.get(1) > 0))) {
            throw new IllegalArgumentException("size-px must be [width, height], but was " + sizePx);
        }
        if (!sizePx.isEmpty() && (long) sizePx.get(0) * sizePx.get(1) > DecodeOptions.MOST_PIXELS) {
            throw new IllegalArgumentException(
                    "size-px must have at most " + DecodeOptions.MOST_PIXELS + " pixels, but was " + sizePx);
        }
        DecodeOptions unused = new DecodeOptions( // checks the background
                channels, range, (float) background, DecodeOptions.DEFAULT_MAX_PIXELS, DecodeOptions.Leniency.STRICT);
    }

    /** Returns gray in [0, 1] on black. */
    public static InputSpec gray() {
        return new InputSpec(DecodeOptions.Channels.GRAY, DecodeOptions.Range.UNIT, 0, Mean.KEPT, List.of());
    }

    /** Returns the same without a size. */
    InputSpec ofAnySize() {
        return new InputSpec(channels, range, background, mean, List.of());
    }

    /** Returns the options for the decoder, given the limits of a run. */
    public DecodeOptions decodeOptions(long maxPixels, DecodeOptions.Leniency leniency) {
        return new DecodeOptions(channels, range, (float) background, maxPixels, leniency);
    }
}
