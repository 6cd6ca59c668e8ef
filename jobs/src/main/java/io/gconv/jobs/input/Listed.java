package io.gconv.jobs.input;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What one task of a listing found, in the order in which it came. */
final class Listed {

    /**
     * A file with the columns that it has of its own.
     *
     * @param columns by name; shared by the files of a folder
     */
    record Found(InputFile file, Map<String, ? extends @Nullable Object> columns) {}

    private final List<Found> found = new ArrayList<>();
    private final SortedMap<String, Long> skipped = new TreeMap<>();
    private long hidden;

    void take(InputFile file, Map<String, ? extends @Nullable Object> columns) {
        found.add(new Found(file, columns));
    }

    void skip(String extension) {
        skipped.merge(extension.isEmpty() ? "no extension" : extension, 1L, Long::sum);
    }

    void skipHidden() {
        hidden++;
    }

    void add(Listed other) {
        found.addAll(other.found);
        other.skipped.forEach((extension, count) -> skipped.merge(extension, count, Long::sum));
        hidden += other.hidden;
    }

    List<Found> found() {
        return found;
    }

    SortedMap<String, Long> skipped() {
        return skipped;
    }

    long hidden() {
        return hidden;
    }
}
