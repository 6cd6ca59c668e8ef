package io.gconv.jobs.spark.source;

/** The images of a run, of which one wave after the other is taken. */
public interface WaveQueue {

    /** Returns whether all are taken. */
    boolean isEmpty();

    /**
     * Takes images until one of the limits is reached, at least one.
     *
     * @param images at most so many
     * @param cost at most about so much, in the sense of {@link Partitions}
     */
    Taken take(long images, long cost);

    /**
     * Images of one wave.
     *
     * @param source the images
     * @param cost what they cost, in the sense of {@link Partitions}
     */
    record Taken(ImageSource source, long cost) {}
}
