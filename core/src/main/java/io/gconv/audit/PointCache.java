package io.gconv.audit;

import io.gconv.feature.PixelGrid;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The points of the last sizes of images: they depend on sizes and transformations alone, and their weights cost more than
 * a small image does. Thread safe.
 */
final class PointCache {

    private final int most;
    private final Map<Key, DiskPoints> points;

    private record Key(PixelGrid to, PixelGrid from, int pitch, Transformation g, double radius) {}

    /**
     * Creates a cache.
     *
     * @param capacity how many sets of points are kept
     * @param most about how many points a set has
     */
    PointCache(int capacity, int most) {
        this.most = most;
        this.points = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Key, DiskPoints> eldest) {
                return size() > capacity;
            }
        };
    }

    /** Returns points as {@link DiskPoints#DiskPoints} makes them. */
    DiskPoints of(PixelGrid to, PixelGrid from, int pitch, Transformation g, double radius) {
        Key key = new Key(to, from, pitch, g, radius);
        synchronized (points) {
            DiskPoints present = points.get(key);
            if (present != null) {
                return present;
            }
        }
        DiskPoints made = new DiskPoints(to, from, pitch, g, radius, most);
        synchronized (points) {
            points.put(key, made);
        }
        return made;
    }
}
