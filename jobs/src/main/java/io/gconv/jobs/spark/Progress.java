package io.gconv.jobs.spark;

import io.gconv.jobs.report.Words;
import java.io.PrintWriter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** The progress line: rewritten in place on a terminal, otherwise a new line from time to time. */
final class Progress {

    private static final String ERASE_LINE = "\r\u001b[K";

    /** Seconds that a rate is an average over: the first images take much longer than the others. */
    private static final double WINDOW = 60;

    /** Seconds after the first image before the end is estimated. */
    private static final double SHORTEST = 5;

    private record Sample(double seconds, long images) {}

    private final ProgressStyle style;
    private final PrintWriter err;
    private final long total;
    private final LongSupplier images;
    private final LongSupplier errors;
    private final long start = System.nanoTime();
    private final Deque<Sample> samples = new ArrayDeque<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "gconv-progress");
        thread.setDaemon(true);
        return thread;
    });

    Progress(ProgressStyle style, PrintWriter err, long total, LongSupplier images, LongSupplier errors) {
        this.style = style;
        this.err = err;
        this.total = total;
        this.images = images;
        this.errors = errors;
    }

    /** Starts to tell how many of {@code total} images are done, until stopped. */
    static Progress start(ProgressStyle style, PrintWriter err, long total, LongSupplier images, LongSupplier errors) {
        Progress progress = new Progress(style, err, total, images, errors);
        if (style != ProgressStyle.NONE) {
            var unused = progress.timer.scheduleAtFixedRate(
                    progress::print, style.periodSeconds(), style.periodSeconds(), TimeUnit.SECONDS);
        }
        return progress;
    }

    private synchronized void print() {
        String line = line(images.getAsLong(), errors.getAsLong(), (System.nanoTime() - start) / 1e9);
        if (style == ProgressStyle.TERMINAL) {
            err.print(ERASE_LINE + line);
        } else {
            err.println(line);
        }
        err.flush();
    }

    /** Returns the line after so many seconds. */
    String line(long counted, long failed, double seconds) {
        long done = Math.min(counted, total); // a task that ran twice was counted twice
        String line = "gconv: " + Words.count(done) + " of " + Words.count(total) + " images";
        if (done == 0) {
            return line + ", " + Words.duration(seconds);
        }
        samples.add(new Sample(seconds, done));
        while (samples.size() > 2 && samples.peek().seconds < seconds - WINDOW) {
            samples.remove();
        }
        Sample first = samples.element();
        double perSecond = (done - first.images) / (seconds - first.seconds);
        return line + " (" + 100 * done / total + " %)"
                + (failed == 0 ? "" : ", " + Words.count(failed) + (failed == 1 ? " error" : " errors"))
                + (perSecond > 0 && seconds - first.seconds >= SHORTEST
                        ? ", " + Words.rate(perSecond) + " images/s, about "
                                + Words.duration((total - done) / perSecond) + " left"
                        : ", " + Words.duration(seconds));
    }

    /** Stops telling, and erases the line on a terminal. */
    void stop() {
        timer.shutdownNow();
        synchronized (this) {
            if (style == ProgressStyle.TERMINAL) {
                err.print(ERASE_LINE);
                err.flush();
            }
        }
    }
}
