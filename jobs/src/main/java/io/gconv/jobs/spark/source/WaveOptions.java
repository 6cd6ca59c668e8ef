package io.gconv.jobs.spark.source;

import io.gconv.jobs.output.Publication;
import java.util.Set;

/**
 * How a run is cut into waves, and what becomes of rows that are there already.
 *
 * @param partitions the number of partitions of a wave, or 0 for a good one
 * @param images the number of images of a wave, or 0 for a good one
 * @param stale which rows are not kept; a plain run keeps all
 * @param publication how rows become visible
 */
public record WaveOptions(int partitions, int images, Set<Stale> stale, Publication publication) {

    /** Rows that are perhaps not what a run would compute today. */
    public enum Stale {
        /** Those of changed images, which are computed anew, and those of files that are gone, which are removed. */
        CHANGED,
        /** Errors, which may have passed: their images are computed anew. */
        ERRORS
    }
}
