package io.gconv.audit;

import java.io.Serializable;

/**
 * How an audit measures.
 *
 * @param blurPx σ of the Gaussian that images are blurred with first, in pixels; unfiltered images would hide the
 *     kernels behind the noise of resampling
 * @param cropPx of larger images the central part of at most this many pixels a side is audited
 * @param points the most points at which a layer is compared, about; at most 2²⁰
 */
public record AuditOptions(double blurPx, int cropPx, int points) implements Serializable {

    /** Blurred by 1 px, at most 256 × 256 pixels, about 4,096 points. */
    public static final AuditOptions DEFAULT = new AuditOptions(1, 256, 4096);

    private static final double MAX_BLUR = 20;
    private static final int MAX_CROP = 4096;
    private static final int MAX_POINTS = 1 << 20;

    /** Checks the bounds. */
    public AuditOptions {
        if (!(blurPx >= 0 && blurPx <= MAX_BLUR)) {
            throw new IllegalArgumentException("the blur must be from 0 to " + MAX_BLUR + " px, but was " + blurPx);
        }
        if (cropPx < 1 || cropPx > MAX_CROP) {
            throw new IllegalArgumentException("the crop must be from 1 to " + MAX_CROP + " px, but was " + cropPx);
        }
        if (points < 1 || points > MAX_POINTS) {
            throw new IllegalArgumentException(
                    "the number of points must be from 1 to " + MAX_POINTS + ", but was " + points);
        }
    }
}
