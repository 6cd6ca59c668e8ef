package io.gconv.feature;

/** What a feature map is outside its pixels. */
public enum Border {
    /** 0 beyond the outermost pixel centres. */
    ZERO,
    /** Mirrored at the outermost pixel centres: …, 2, 1, 0, 1, 2, … */
    MIRROR
}
