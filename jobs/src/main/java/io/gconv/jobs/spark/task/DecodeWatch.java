package io.gconv.jobs.spark.task;

import io.gconv.image.DecodedImage;
import io.gconv.image.EncodedImage;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.spark.TaskKilledException;

/**
 * Ends the decoding of images that take too long.
 *
 * <p>Most readers look at the interrupt flag: these run in the thread of the task, which the watch interrupts in time. The
 * others run in a thread of their own, of which the watch lets go when it does not end either: the thread stays, as a
 * daemon, until it ends by itself. When several of these are there, nothing more is decoded in this way until one ends.
 *
 * <p>A thread of its own costs some 40 µs per image, several times what decoding a small one takes; a look at the clock and
 * at the flag costs less than 1 µs.
 */
public final class DecodeWatch {

    /** How long decoding may take by default, in seconds. */
    public static final int DEFAULT_SECONDS = 60;

    /** The most threads that may hang; each may hold as much memory as one image. */
    static final int MOST_HANGING = 4;

    private static final DecodeWatch JVM = new DecodeWatch();
    private static final long LOOK_MILLIS = 100;

    private final ThreadLocal<Watched> own = ThreadLocal.withInitial(this::register);
    private final Queue<Watched> watched = new ConcurrentLinkedQueue<>();
    private final AtomicInteger hanging = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> daemon("gconv-decoder", work));

    /** Starts watching. */
    DecodeWatch() {
        daemon("gconv-decode-watch", this::look).start();
    }

    /** Returns the watch of this JVM. */
    static DecodeWatch ofThisJvm() {
        return JVM;
    }

    private static Thread daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Decodes an image.
     *
     * @param seconds how long it may take, or 0 for as long as it takes
     * @return what became of it; a failure if it took longer
     */
    DecodedImage decoded(EncodedImage image, int seconds) {
        if (seconds == 0) {
            return image.decode();
        }
        Duration limit = Duration.ofSeconds(seconds);
        try {
            return image.noticesInterrupts() ? interrupted(image::decode, limit) : abandoned(image::decode, limit);
        } catch (TimeoutException e) {
            return image.failure("decoding took longer than " + seconds + " s (--decode-timeout-s)");
        } catch (TooManyHang e) {
            return image.failure("not decoded, since the decoding of " + MOST_HANGING
                    + " images hangs in this process after --decode-timeout-s");
        }
    }

    /** Runs {@code work} in this thread, and interrupts it after a time. Without effect on work that does not notice. */
    <T> T interrupted(Supplier<T> work, Duration limit) throws TimeoutException {
        Watched slot = own.get();
        slot.start(System.nanoTime() + limit.toNanos());
        boolean late;
        Supplier<T> outcome;
        try {
            T result = work.get();
            outcome = () -> result;
        } catch (RuntimeException e) {
            outcome = () -> {
                throw e;
            };
        } finally {
            late = slot.stop();
        }
        if (late) { // whatever the interrupt has made of it
            throw new TimeoutException();
        }
        T result = outcome.get();
        if (Thread.currentThread().isInterrupted()) {
            throw new TaskKilledException("stopped while decoding");
        }
        return result;
    }

    /** Runs {@code work} in another thread, and lets go of it after a time. */
    <T> T abandoned(Supplier<T> work, Duration limit) throws TimeoutException, TooManyHang {
        if (hanging.get() >= MOST_HANGING) {
            throw new TooManyHang();
        }
        Abandonable<T> abandonable = new Abandonable<>(work, hanging);
        threads.execute(abandonable);
        try {
            return abandonable.task.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            abandonable.abandon();
            throw e;
        } catch (InterruptedException e) {
            abandonable.abandon();
            Thread.currentThread().interrupt();
            throw new TaskKilledException("stopped while decoding");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error; // above all that memory has run out, which the memory gate acts on
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /** Returns how many threads hang. */
    int hanging() {
        return hanging.get();
    }

    private Watched register() {
        Watched slot = new Watched(Thread.currentThread());
        watched.add(slot);
        return slot;
    }

    private void look() {
        try {
            while (true) {
                Thread.sleep(LOOK_MILLIS);
                watched.removeIf(slot -> !slot.thread.isAlive());
                watched.forEach(Watched::interruptIfLate);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // nobody does
        }
    }

    /** Several threads hang, and another one shall not start. */
    static final class TooManyHang extends Exception {
        private static final long serialVersionUID = 1;
    }

    /** A thread that may be decoding. */
    private static final class Watched {

        private final Thread thread;
        private boolean running;
        private boolean late;
        private long deadline;

        Watched(Thread thread) {
            this.thread = thread;
        }

        synchronized void start(long nanos) {
            deadline = nanos;
            late = false;
            running = true;
        }

        /** Returns whether it was too late; then nothing is left of the interrupt. */
        synchronized boolean stop() {
            running = false;
            if (late) {
                Thread.interrupted();
            }
            return late;
        }

        synchronized void interruptIfLate() {
            if (running && System.nanoTime() - deadline > 0) {
                late = true;
                thread.interrupt(); // again each time, in case that someone has swallowed it
            }
        }
    }

    /** Work that, once it has begun, counts as hanging from when it is let go until it ends. */
    private static final class Abandonable<T> implements Runnable {

        private final FutureTask<T> task;
        private final AtomicInteger hanging;
        private boolean begun;
        private boolean ended;
        private boolean counted;

        Abandonable(Supplier<T> work, AtomicInteger hanging) {
            this.task = new FutureTask<>(() -> {
                begin(); // from here on cancelling does not keep it from running
                return work.get();
            });
            this.hanging = hanging;
        }

        private synchronized void begin() {
            begun = true;
        }

        @Override
        public void run() {
            try {
                task.run();
            } finally {
                end();
            }
        }

        private synchronized void end() {
            ended = true;
            if (counted) {
                hanging.decrementAndGet();
            }
        }

        synchronized void abandon() {
            if (begun && !ended) {
                counted = true;
                hanging.incrementAndGet();
            }
            task.cancel(true);
        }
    }
}
