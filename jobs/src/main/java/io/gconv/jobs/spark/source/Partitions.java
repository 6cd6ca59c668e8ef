package io.gconv.jobs.spark.source;

import io.gconv.jobs.input.InputFile;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.SparkContext;

/**
 * Cuts a list of files into partitions of similar cost.
 *
 * <pre>
 *   cost(file) = max(length, 64 KiB)
 *   partitions = consecutive runs of files, so that the largest cost of a run is as small as possible
 * </pre>
 *
 * Runs are consecutive in path order, so that each written file covers a range of paths and readers can skip by it. The
 * result depends on the files alone; rows do not depend on it.
 */
public final class Partitions {

    /** What opening and decoding the smallest file costs, in bytes of a large one. */
    private static final long FLOOR_BYTES = 64L << 10;

    /** About 2,000 small images: some ten seconds of work, and an output file of a few megabytes. */
    private static final long TARGET_BYTES = 128L << 20;

    private static final int TASKS_PER_CORE = 3;

    /** As Spark has it while no executor has come. */
    private static final int LEAST_CORES = 2;

    private static final int MOST = 20_000;

    private Partitions() {}

    /** Returns the number of partitions for a cluster that runs {@code cores} tasks at a time. */
    static int defaultCount(List<InputFile> files, int cores) {
        return defaultCount(
                files.size(), files.stream().mapToLong(Partitions::cost).sum(), cores);
    }

    /** Returns the number of partitions for so many images with so many bytes altogether. */
    static int defaultCount(long images, long bytes, int cores) {
        long byCost = bytes / TARGET_BYTES + 1;
        long wanted = Math.max(byCost, tasks(cores));
        return (int) Math.max(1, Math.min(Math.min(wanted, images), MOST));
    }

    /** Returns how many tasks run at a time. Spark's default parallelism may be a number of the user's for shuffles. */
    public static int cores(SparkContext context) {
        int slots =
                context.maxNumConcurrentTasks(context.resourceProfileManager().defaultResourceProfile());
        return slots > 0 ? slots : LEAST_CORES;
    }

    /** Returns how many tasks keep so many cores busy until the end. */
    public static long tasks(int cores) {
        return (long) TASKS_PER_CORE * cores;
    }

    /** Returns the cost of images whose lengths are not known one by one. */
    static long cost(long images, long bytes) {
        return Math.max(bytes, images * FLOOR_BYTES);
    }

    /** Returns at most {@code count} non-empty runs of {@code files}. */
    static List<List<InputFile>> cut(List<InputFile> files, int count) {
        if (count < 1) {
            throw new IllegalArgumentException("number of partitions must be at least 1, but was " + count);
        }
        long low = files.stream().mapToLong(Partitions::cost).max().orElse(0);
        long high = files.stream().mapToLong(Partitions::cost).sum();
        while (low < high) { // the smallest capacity for which count runs are enough
            long middle = low + (high - low) / 2;
            if (runs(files, middle).size() <= count) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        // copies: sub-lists are not serialisable
        return runs(files, low).stream().<List<InputFile>>map(ArrayList::new).toList();
    }

    private static List<List<InputFile>> runs(List<InputFile> files, long capacity) {
        List<List<InputFile>> runs = new ArrayList<>();
        int from = 0;
        long filled = 0;
        for (int i = 0; i < files.size(); i++) {
            long cost = cost(files.get(i));
            if (filled + cost > capacity && i > from) {
                runs.add(files.subList(from, i));
                from = i;
                filled = 0;
            }
            filled += cost;
        }
        if (from < files.size()) {
            runs.add(files.subList(from, files.size()));
        }
        return runs;
    }

    /** Returns the cost of a file. */
    static long cost(InputFile file) {
        return Math.max(file.length(), FLOOR_BYTES);
    }
}
