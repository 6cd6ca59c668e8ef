package io.gconv.jobs.output;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What all rows of an output folder have in common; kept in {@code _gconv/output.json} from before the first row on.
 *
 * @param pipeline the name of the pipeline
 * @param digest its digest
 * @param maps the layers whose maps are kept, in the order of the pipeline
 * @param maxPixels the largest image that is decoded
 * @param lenient whether damaged images are used
 * @param columns the columns that are carried from folder names; a table has one schema
 */
public record OutputSettings(
        String pipeline, String digest, List<String> maps, long maxPixels, boolean lenient, List<String> columns) {

    /** Returns how {@code other} differs apart from pipeline and columns, in the words of the command line; empty if it does not. */
    List<String> differences(OutputSettings other) {
        List<String> differences = new ArrayList<>();
        if (!maps.equals(other.maps)) {
            differences.add(maps.isEmpty() ? "no --maps" : "--maps " + String.join(",", maps));
        }
        if (maxPixels != other.maxPixels) {
            differences.add("--max-pixels " + maxPixels);
        }
        if (lenient != other.lenient) {
            differences.add(lenient ? "--lenient" : "no --lenient");
        }
        return differences;
    }

    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("command", "extract");
        map.put("pipeline", pipeline);
        map.put("pipeline_digest", digest);
        map.put("maps", maps);
        map.put("max_pixels", maxPixels);
        map.put("lenient", lenient);
        map.put("columns", columns);
        return map;
    }

    static OutputSettings of(Map<String, Object> map) {
        if (map.get("maps") instanceof List<?> maps
                && map.get("max_pixels") instanceof Number maxPixels
                && map.get("lenient") instanceof Boolean lenient
                && map.get("columns") instanceof List<?> columns) {
            return new OutputSettings(
                    String.valueOf(map.get("pipeline")),
                    String.valueOf(map.get("pipeline_digest")),
                    maps.stream().map(String::valueOf).toList(),
                    maxPixels.longValue(),
                    lenient,
                    columns.stream().map(String::valueOf).toList());
        }
        throw new IllegalArgumentException("it lacks maps, max_pixels, lenient or columns");
    }
}
