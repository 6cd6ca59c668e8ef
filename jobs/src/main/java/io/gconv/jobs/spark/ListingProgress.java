package io.gconv.jobs.spark;

import io.gconv.jobs.report.Words;
import java.io.PrintWriter;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/** Tells how many files were listed or looked for, now and then, if it takes longer than a few seconds. */
public final class ListingProgress implements LongConsumer {

    private static final long PERIOD_NANOS = TimeUnit.SECONDS.toNanos(4);

    private final PrintWriter err;
    private final String done;
    private final AtomicLong files = new AtomicLong();
    private final AtomicLong next = new AtomicLong(System.nanoTime() + PERIOD_NANOS);

    private ListingProgress(PrintWriter err, String done) {
        this.err = err;
        this.done = done;
    }

    /**
     * Starts to tell, unless the style is to tell nothing.
     *
     * @param done what is done with the files, such as {@code listed}
     */
    public static LongConsumer start(ProgressStyle style, PrintWriter err, String done) {
        return style == ProgressStyle.NONE ? more -> {} : new ListingProgress(err, done);
    }

    @Override
    public void accept(long more) {
        long listed = files.addAndGet(more);
        long due = next.get();
        long now = System.nanoTime();
        if (now - due >= 0 && next.compareAndSet(due, now + PERIOD_NANOS)) {
            err.println("gconv: " + Words.count(listed, "file") + " " + done);
            err.flush();
        }
    }
}
