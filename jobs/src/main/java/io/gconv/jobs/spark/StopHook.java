package io.gconv.jobs.spark;

import io.gconv.jobs.error.Failure;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.CountDownLatch;
import org.apache.hadoop.util.ShutdownHookManager;
import org.apache.spark.sql.SparkSession;
import org.slf4j.LoggerFactory;

/**
 * Stops cleanly on Ctrl-C and kill: cancels what runs and removes what is half written. The JVM then ends with 128 plus
 * the number of the signal.
 */
final class StopHook implements AutoCloseable {

    /** Before Spark's own hook (50) and before file systems are closed (10). */
    private static final int PRIORITY = 60;

    private final SparkSession spark;
    private final PrintWriter err;
    private final Cleanup cleanup;
    private final Runnable hook = this::stop;
    private volatile boolean stopping;

    /** Removes what is half written. */
    interface Cleanup {
        void run() throws IOException;
    }

    private StopHook(SparkSession spark, PrintWriter err, Cleanup cleanup) {
        this.spark = spark;
        this.err = err;
        this.cleanup = cleanup;
    }

    static StopHook register(SparkSession spark, PrintWriter err, Cleanup cleanup) {
        StopHook hook = new StopHook(spark, err, cleanup);
        ShutdownHookManager.get().addShutdownHook(hook.hook, PRIORITY);
        return hook;
    }

    private void stop() {
        stopping = true;
        err.println();
        err.println(
                "gconv: stopping; published rows are kept, partial work is discarded; rerun the same command to resume");
        err.flush();
        spark.sparkContext().setLogLevel("OFF"); // cancelled tasks are no news
        spark.stop();
        try {
            cleanup.run();
        } catch (IOException e) {
            err.println("gconv: could not remove the staged rows: " + Failure.line(e));
            err.flush();
        }
    }

    /** Returns at once, or never if the JVM is going down: then what failed, failed because of that. */
    void waitIfStopping() {
        if (stopping) {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        if (!stopping) {
            boolean removed = ShutdownHookManager.get().removeShutdownHook(hook);
            if (!removed) {
                LoggerFactory.getLogger(StopHook.class).debug("shutdown began while the hook was removed");
            }
        }
    }
}
