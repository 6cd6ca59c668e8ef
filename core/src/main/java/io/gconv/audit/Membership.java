package io.gconv.audit;

/** How a transformation relates to the sampled group R² ⋊ H of a pipeline. */
public enum Membership {
    /** A symmetry of the pixel grid that H has, or a shift by whole pixels of all layers: nothing is interpolated. */
    EXACT,
    /** An element of H; images are interpolated. */
    ON_GRID,
    /**
     * Between elements of H: images are interpolated, and values along the axis of H; or a shift that is not by whole pixels of
     * all layers.
     */
    OFF_GRID,
    /** Of a kind that H does not have: nothing is promised. */
    OUTSIDE;

    /** Returns the name in tables, such as {@code on-grid}. */
    public String label() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
