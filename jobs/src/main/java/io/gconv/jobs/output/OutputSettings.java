package io.gconv.jobs.output;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What all rows of an output folder have in common; kept in {@code _gconv/output.json} from before the first row on.
 *
 * @param command extract or audit
 * @param pipeline the name of the pipeline
 * @param digest its digest
 * @param flags the options that rows depend on, with their values; the value of an option that has none is empty
 * @param columns the columns that are carried through, with their types unless they are strings; a table has
 *     one schema
 */
public record OutputSettings(
        String command, String pipeline, String digest, SortedMap<String, String> flags, List<String> columns) {

    /** Returns how these flags differ from those of {@code other}, in the words of the command line. */
    List<String> differences(OutputSettings other) {
        List<String> differences = new ArrayList<>();
        TreeSet<String> names = new TreeSet<>(flags.keySet());
        names.addAll(other.flags.keySet());
        for (String name : names) {
            String value = flags.get(name);
            if (value == null) {
                differences.add("no " + name);
            } else if (!value.equals(other.flags.get(name))) {
                differences.add(value.isEmpty() ? name : name + " " + value);
            }
        }
        return differences;
    }

    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("command", command);
        map.put("pipeline", pipeline);
        map.put("pipeline_digest", digest);
        map.put("flags", flags);
        map.put("columns", columns);
        return map;
    }

    static OutputSettings of(Map<String, Object> map) {
        if (map.get("flags") instanceof Map<?, ?> flags && map.get("columns") instanceof List<?> columns) {
            SortedMap<String, String> sorted = new TreeMap<>();
            flags.forEach((name, value) -> sorted.put(String.valueOf(name), String.valueOf(value)));
            return new OutputSettings(
                    String.valueOf(map.get("command")),
                    String.valueOf(map.get("pipeline")),
                    String.valueOf(map.get("pipeline_digest")),
                    sorted,
                    columns.stream().map(String::valueOf).toList());
        }
        throw new IllegalArgumentException("it lacks flags or columns");
    }
}
