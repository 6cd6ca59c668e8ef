package io.gconv.jobs.spark;

import io.gconv.jobs.audit.Summary;
import io.gconv.jobs.report.Words;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Why cells of the table of errors are empty, in a line for each layer. */
final class EmptyCells {

    /** More transformations than this are counted instead of named. */
    private static final int NAMED = 3;

    private EmptyCells() {}

    /** Returns the lines for the rows of one variant, such as {@code no error at lift: 9 of 9 measurements flat}. */
    static List<String> lines(List<Summary> summaries) {
        List<String> lines = new ArrayList<>();
        if (summaries.isEmpty()) {
            lines.add("no image was measured");
        }
        Map<String, List<Summary>> byLayer = summaries.stream()
                .collect(Collectors.groupingBy(Summary::layer, LinkedHashMap::new, Collectors.toList()));
        byLayer.forEach((layer, rows) -> {
            List<Summary> empty = rows.stream().filter(s -> s.ok() == 0).toList();
            if (!empty.isEmpty()) {
                lines.add("no error at " + layer + ": " + reasons(empty) + where(empty, rows.size()));
            }
        });
        List<Summary> withoutFloor =
                summaries.stream().filter(s -> Double.isNaN(s.floor())).toList();
        if (!withoutFloor.isEmpty()) {
            lines.add("no floor of " + named(withoutFloor)
                    + ": images are constant, or nothing but an edge of 4 px is left of them when transformed");
        }
        return lines;
    }

    private static String reasons(List<Summary> empty) {
        long images = empty.stream().mapToLong(Summary::images).sum();
        long flat = empty.stream().mapToLong(Summary::flat).sum();
        long small = empty.stream().mapToLong(Summary::tooSmall).sum();
        List<String> reasons = new ArrayList<>();
        if (flat > 0) {
            reasons.add(Words.count(flat) + " of " + Words.count(images, "measurement") + " flat");
        }
        if (small > 0) {
            reasons.add(Words.count(small) + " of " + Words.count(images, "measurement") + " too small");
        }
        return String.join(", ", reasons);
    }

    private static String where(List<Summary> empty, int all) {
        return empty.size() == all ? "" : " under " + named(empty);
    }

    private static String named(List<Summary> summaries) {
        List<String> names =
                summaries.stream().map(Summary::transformation).distinct().toList();
        return names.size() > NAMED ? Words.count(names.size(), "transformation") : String.join("; ", names);
    }
}
