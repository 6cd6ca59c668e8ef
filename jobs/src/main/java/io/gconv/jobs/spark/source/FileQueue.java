package io.gconv.jobs.spark.source;

import io.gconv.jobs.input.InputFile;
import java.util.List;

/** Files, taken in the order of their paths. */
final class FileQueue implements WaveQueue {

    private final FileSource source;
    private final List<InputFile> files;
    private int next;

    FileQueue(FileSource source) {
        this.source = source;
        this.files = source.listing().files();
    }

    @Override
    public boolean isEmpty() {
        return next == files.size();
    }

    @Override
    public Taken take(long images, long cost) {
        int from = next;
        long taken = 0;
        do {
            taken += Partitions.cost(files.get(next++));
        } while (next < files.size() && next - from < images && taken + Partitions.cost(files.get(next)) <= cost);
        return new Taken(source.with(files.subList(from, next)), taken);
    }
}
