package io.gconv.image;

import java.io.Serializable;

/**
 * How an image file becomes a feature map.
 *
 * @param channels the channels of the feature map
 * @param range the unit of its values
 * @param background gray level behind transparent pixels, from 0 (black) to 1 (white), the same for all channels
 * @param maxPixels the largest width × height that is decoded; larger images fail by their header
 * @param leniency what happens to an image that can be decoded, but is damaged
 */
public record DecodeOptions(Channels channels, Range range, float background, long maxPixels, Leniency leniency)
        implements Serializable {

    /** The channels of the feature map. */
    public enum Channels {
        /**
         * One channel. Of a colour image it is the luma of Rec. 601 of the stored, gamma-encoded values,
         *
         * <pre>
         *   0.299 R + 0.587 G + 0.114 B
         * </pre>
         *
         * which is exactly R where R = G = B.
         */
        GRAY(1),
        /** Red, green and blue; of a gray image three equal ones. */
        RGB(3);

        private final int count;

        Channels(int count) {
            this.count = count;
        }

        /** Returns the number of channels. */
        public int count() {
            return count;
        }
    }

    /** The unit of the values. */
    public enum Range {
        /** Stored values divided by the largest possible one, 2^bits − 1: from 0 to 1. */
        UNIT,
        /**
         * Values as stored: 0 … 255 for 8 bits, 0 … 65535 for 16 bits. A palette is expanded to 8 bits, and so are packed
         * colours of less than 8 bits.
         */
        RAW
    }

    /** What happens to an image that can be decoded, but is damaged: cut off, or with a wrong check sum. */
    public enum Leniency {
        /** It fails. */
        STRICT,
        /** It succeeds with a warning, if pixels could be decoded. */
        LENIENT
    }

    /** The default of {@link #maxPixels}: 64 million. */
    public static final long DEFAULT_MAX_PIXELS = 64_000_000;

    /** No image has more pixels: readers count them in 31 bits. */
    public static final long MOST_PIXELS = Integer.MAX_VALUE;

    /** Checks the values. */
    public DecodeOptions {
        if (!(background >= 0 && background <= 1)) {
            throw new IllegalArgumentException("background must be from 0 to 1, but was " + background);
        }
        if (maxPixels < 1) {
            throw new IllegalArgumentException("max pixels must be at least 1, but was " + maxPixels);
        }
    }

    /** Returns gray in [0, 1], black behind transparent pixels, at most 64 million pixels, strict. */
    public static DecodeOptions defaults() {
        return new DecodeOptions(Channels.GRAY, Range.UNIT, 0, DEFAULT_MAX_PIXELS, Leniency.STRICT);
    }
}
