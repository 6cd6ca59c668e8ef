package io.gconv.jobs.input;

import java.util.ArrayList;
import java.util.HashMap;
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
    private final Map<String, SortedMap<String, Long>> skipped = new HashMap<>(); // by folder: one may be listed twice
    private final Map<String, Long> hidden = new HashMap<>();

    void take(InputFile file, Map<String, ? extends @Nullable Object> columns) {
        found.add(new Found(file, columns));
    }

    void skip(String folder, String extension) {
        skipped.computeIfAbsent(folder, f -> new TreeMap<>())
                .merge(extension.isEmpty() ? "no extension" : extension, 1L, Long::sum);
    }

    void skipHidden(String folder) {
        hidden.merge(folder, 1L, Long::sum);
    }

    void add(Listed other) {
        found.addAll(other.found);
        skipped.putAll(other.skipped);
        hidden.putAll(other.hidden);
    }

    List<Found> found() {
        return found;
    }

    SortedMap<String, Long> skipped() {
        SortedMap<String, Long> sums = new TreeMap<>();
        skipped.values().forEach(counts -> counts.forEach((key, count) -> sums.merge(key, count, Long::sum)));
        return sums;
    }

    long hidden() {
        return hidden.values().stream().mapToLong(Long::longValue).sum();
    }
}
