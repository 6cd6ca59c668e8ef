package io.gconv.jobs.output;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What all rows of an output folder have in common; kept in {@code _gconv/output.json} from before the first row on.
 *
 * @param command extract or audit
 * @param pipeline the name of the pipeline
 * @param digest its digest
 * @param configuration its canonical configuration; empty in folders of versions that did not keep it
 * @param flags the options that rows depend on, with their values; the value of an option that has none is empty
 * @param columns the columns that are carried through, with their types unless they are strings; a table has
 *     one schema
 */
public record OutputSettings(
        String command,
        String pipeline,
        String digest,
        Map<String, Object> configuration,
        SortedMap<String, String> flags,
        List<String> columns) {

    /** The flag that bounds images. */
    public static final String MAX_PIXELS = "--max-pixels";

    /** The flag by which damaged images are used. */
    public static final String LENIENT = "--lenient";

    /** The flag that says on how many images controls run. */
    public static final String CONTROL_IMAGES = "--control-images";

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
                differences.add(typed(name, value));
            }
        }
        return differences;
    }

    private static String typed(String name, String value) {
        if (name.equals(CONTROL_IMAGES) && value.equals("0")) {
            return "--no-controls";
        }
        return value.isEmpty() ? name : name + " " + value;
    }

    /** Returns columns in words, with the type of a string where {@code other} has another type under its name. */
    static String columnsBeside(List<String> columns, List<String> other) {
        return columns.stream()
                .map(column -> other.stream().anyMatch(o -> o.startsWith(column + " ")) ? column + " string" : column)
                .collect(Collectors.joining(", "));
    }

    /** Returns whether {@code other} differs only in that more images can be used; rows of others stay what they are. */
    boolean isLoosenedBy(OutputSettings other) {
        SortedMap<String, String> mine = new TreeMap<>(flags);
        SortedMap<String, String> others = new TreeMap<>(other.flags);
        if (!mine.containsKey(LENIENT)) {
            others.remove(LENIENT);
        }
        String before = mine.remove(MAX_PIXELS);
        String after = others.remove(MAX_PIXELS);
        return mine.equals(others)
                && before != null
                && after != null
                && Long.parseLong(before) <= Long.parseLong(after);
    }

    /** Returns this with the flags of {@code other}. */
    OutputSettings withFlags(OutputSettings other) {
        return new OutputSettings(command, pipeline, digest, configuration, other.flags, columns);
    }

    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("command", command);
        map.put("pipeline", pipeline);
        map.put("pipeline_digest", digest);
        map.put("configuration", configuration);
        map.put("flags", flags);
        map.put("columns", columns);
        return map;
    }

    static OutputSettings of(Map<String, Object> map) {
        if (map.get("flags") instanceof Map<?, ?> flags && map.get("columns") instanceof List<?> columns) {
            SortedMap<String, String> sorted = new TreeMap<>();
            Map<String, Object> configuration = new TreeMap<>();
            if (map.get("configuration") instanceof Map<?, ?> kept) {
                kept.forEach((key, value) -> configuration.put(String.valueOf(key), value));
            }
            flags.forEach((name, value) -> sorted.put(String.valueOf(name), String.valueOf(value)));
            return new OutputSettings(
                    String.valueOf(map.get("command")),
                    String.valueOf(map.get("pipeline")),
                    String.valueOf(map.get("pipeline_digest")),
                    configuration,
                    sorted,
                    columns.stream().map(String::valueOf).toList());
        }
        throw new IllegalArgumentException("it lacks flags or columns");
    }
}
