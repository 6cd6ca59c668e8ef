package io.gconv.jobs.spark;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A published wave of a run.
 *
 * @param id its name
 * @param images the number of images
 * @param partitions the number of partitions
 * @param seconds how long it took
 */
public record Wave(String id, long images, int partitions, double seconds) {

    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("wave", id);
        map.put("images", images);
        map.put("partitions", partitions);
        map.put("seconds", seconds);
        return map;
    }
}
