package io.gconv.jobs.spark;

/** Where progress goes. */
public enum ProgressStyle {
    /** A terminal: one line, rewritten. */
    TERMINAL(1),
    /** A file or a pipe: a new line now and then. */
    LINES(10),
    /** Nowhere. */
    NONE(3600);

    private final long periodSeconds;

    ProgressStyle(long periodSeconds) {
        this.periodSeconds = periodSeconds;
    }

    long periodSeconds() {
        return periodSeconds;
    }
}
