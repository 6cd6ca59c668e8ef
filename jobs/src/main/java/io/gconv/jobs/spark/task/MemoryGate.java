package io.gconv.jobs.spark.task;

import io.gconv.image.ImageRegions;
import io.gconv.pipeline.Pipeline;
import io.gconv.pipeline.Tiling;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.apache.spark.TaskKilledException;

/**
 * Keeps the tasks of a JVM from filling its heap together: each image waits until there is room to decode it and for
 * its feature maps.
 * Without it, whether a large image can be computed would depend on what its neighbours happen to be.
 *
 * <pre>
 *   room(image) = the file + the larger of what decoding it takes, and
 *                 the decoded image + what the pipeline works with + 4 copies of kept maps,   in bytes
 *   Σ room(running images) ≤ 80 % of the heap,   unless there is only one
 * </pre>
 *
 * Between images a thread keeps its buffers, softly: those of threads that wait here are not counted, since the JVM takes
 * them back when a running image needs their room.
 */
final class MemoryGate {

    private static final MemoryGate JVM = new MemoryGate(Runtime.getRuntime().maxMemory());

    private static final double USABLE = 0.8;
    private static final int BYTES_PER_PERMIT = 1 << 20;

    /** The map, its row, the serialised row, and Parquet's buffer. */
    private static final int KEPT_COPIES = 4;

    private final int permits;
    private final Semaphore free;

    MemoryGate(long heapBytes) {
        permits = (int) Math.max(1, Math.min(Integer.MAX_VALUE, heapBytes * USABLE / BYTES_PER_PERMIT));
        free = new Semaphore(permits, true); // fair: a large image is not overtaken for ever
    }

    /** Returns the gate of this JVM's heap. */
    static MemoryGate ofThisJvm() {
        return JVM;
    }

    /** Returns the room that computing an image needs besides the image, in bytes. */
    static double roomBytes(Pipeline pipeline, int height, int width, Set<String> keep) {
        return pipeline.workingBytes(height, width) + KEPT_COPIES * pipeline.mapBytes(height, width, keep);
    }

    /** Returns the room that reading and computing an image band by band needs, in bytes. */
    static double roomBytes(Tiling tiling, Set<String> keep, ImageRegions regions) {
        int width = regions.size().width();
        double reading = tiling.bands().stream()
                .mapToDouble(band -> regions.readingBytes(band.top(), 0, band.bottom() - band.top(), width))
                .max()
                .orElse(0);
        return reading + tiling.workingBytes() + KEPT_COPIES * tiling.mapBytes(keep);
    }

    /** Does {@code work} when there are {@code bytes} of room, or alone if it needs more than all. */
    <T> T within(double bytes, Supplier<T> work) {
        int wanted = (int) Math.max(1, Math.min(permits, Math.ceil(bytes / BYTES_PER_PERMIT)));
        try {
            free.acquire(wanted);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TaskKilledException("stopped while waiting for memory");
        }
        try {
            return work.get();
        } finally {
            free.release(wanted);
        }
    }

    /** Does {@code work}; if memory runs out, once more, alone. */
    <T> T withinOrAlone(double bytes, Supplier<T> work) {
        try {
            return within(bytes, work);
        } catch (OutOfMemoryError e) {
            return within(Double.MAX_VALUE, work);
        }
    }
}
