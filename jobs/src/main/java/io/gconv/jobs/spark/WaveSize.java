package io.gconv.jobs.spark;

import io.gconv.jobs.spark.source.WaveQueue;

/**
 * How large the next wave is, so that a crash costs at most about a minute, or a tenth of what a run has done.
 *
 * <pre>
 *   aim   = elapsed / 10,   at least 1 minute, at most 30 minutes
 *   cost  = aim · cost per second of the last wave,   at most 8 times the cost of the last wave
 * </pre>
 *
 * The first wave is small: it shows soon whether all is well, and how fast.
 */
final class WaveSize {

    /** About a hundred small images for every core. */
    private static final long FIRST_COST_PER_CORE = 8L << 20;

    private static final double SHORTEST_SECONDS = 60;
    private static final double LONGEST_SECONDS = 1800;
    private static final double SHARE = 0.1;
    private static final double GROWTH = 8;

    private final long images;
    private double cost;
    private double elapsed;

    /**
     * Starts.
     *
     * @param images the number of images of a wave, or 0 to choose
     * @param cores how many tasks run at a time
     */
    WaveSize(int images, int cores) {
        this.images = images > 0 ? images : Long.MAX_VALUE;
        this.cost = images > 0 ? Long.MAX_VALUE : (double) FIRST_COST_PER_CORE * cores;
    }

    /** Takes the next wave. */
    WaveQueue.Taken next(WaveQueue queue) {
        return queue.take(images, (long) cost);
    }

    /** Learns how long a wave took. */
    void took(long waveCost, double seconds) {
        elapsed += seconds;
        if (images == Long.MAX_VALUE) {
            double aim = Math.max(SHORTEST_SECONDS, Math.min(LONGEST_SECONDS, SHARE * elapsed));
            cost = Math.max(1, Math.min(GROWTH * waveCost, aim * waveCost / Math.max(seconds, 1e-3)));
        }
    }
}
