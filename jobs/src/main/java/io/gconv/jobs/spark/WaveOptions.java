package io.gconv.jobs.spark;

import io.gconv.jobs.output.Publication;

/**
 * How a run is cut into waves, and what becomes of rows that are there already.
 *
 * @param partitions the number of partitions of a wave, or 0 for a good one
 * @param images the number of images of a wave, or 0 for a good one
 * @param stale what becomes of rows whose images have changed
 * @param publication how rows become visible
 */
public record WaveOptions(int partitions, int images, Stale stale, Publication publication) {

    /** What becomes of rows that are not what a run would compute today. */
    public enum Stale {
        /** They stay, and are counted. */
        KEEP,
        /** Those of changed images are computed anew, those of files that are gone are removed. */
        REFRESH
    }
}
