package io.gconv.pipeline;

import java.io.Serializable;

/**
 * The sums over one band of an image: what {@link Tiling} puts together with those of the other bands, perhaps from other
 * JVMs. Immutable.
 */
public final class BandSums implements Serializable {

    private static final long serialVersionUID = 1;

    private final int band;
    private final String tiling;
    private final double[][] parts; // vectors of rows of cells, one after the other

    BandSums(int band, String tiling, double[][] parts) {
        this.band = band;
        this.tiling = tiling;
        this.parts = parts;
    }

    /** Returns which band. */
    public int band() {
        return band;
    }

    /** Returns what the sums are of: they are put together with those that say the same. */
    String tiling() {
        return tiling;
    }

    /** Not a copy. */
    double[] part(int i) {
        return parts[i];
    }
}
