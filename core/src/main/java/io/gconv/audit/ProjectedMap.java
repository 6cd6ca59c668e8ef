package io.gconv.audit;

import io.gconv.feature.GroupFeatureMap;
import java.util.HashMap;
import java.util.Map;

/** max_h F(x, h) over a range of scale levels, of one map; each range is computed once. Belongs to one thread. */
final class ProjectedMap {

    private static final int ROW = 1024;

    private final GroupFeatureMap map;
    private final Map<Levels, float[]> planes = new HashMap<>();

    /** Scale levels, both ends included. */
    record Levels(int first, int last) {}

    ProjectedMap(GroupFeatureMap map) {
        this.map = map;
    }

    GroupFeatureMap map() {
        return map;
    }

    /** Returns the maxima, channel by channel. */
    float[] over(Levels levels) {
        return planes.computeIfAbsent(levels, this::compute);
    }

    /** Row by row through a short one: C2 of JDK 17 vectorises a loop only if all its arrays share one index. */
    private float[] compute(Levels levels) {
        int perLevel = map.group().elementsPerLevel();
        int pixels = map.height() * map.width();
        float[] out = new float[map.channels() * pixels];
        float[] max = new float[ROW];
        float[] row = new float[ROW];
        for (int c = 0; c < map.channels(); c++) {
            int first = (c * map.elements() + levels.first() * perLevel) * pixels;
            int planes = (levels.last() - levels.first() + 1) * perLevel;
            for (int at = 0; at < pixels; at += ROW) {
                int n = Math.min(ROW, pixels - at);
                System.arraycopy(map.array(), first + at, max, 0, n);
                for (int k = 1; k < planes; k++) {
                    System.arraycopy(map.array(), first + k * pixels + at, row, 0, n);
                    raise(max, row, n);
                }
                System.arraycopy(max, 0, out, c * pixels + at, n);
            }
        }
        return out;
    }

    private static void raise(float[] max, float[] v, int n) {
        for (int i = 0; i < n; i++) {
            max[i] = Math.max(max[i], v[i]);
        }
    }
}
