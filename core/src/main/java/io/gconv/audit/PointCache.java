package io.gconv.audit;

import io.gconv.feature.PixelGrid;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The points of the last sizes of images: they depend on sizes and transformations alone, and their weights cost more than
 * a small image does. Thread safe.
 */
final class PointCache {

    private final long capacity;
    private final int most;
    private final Map<Key, DiskPoints> points = new LinkedHashMap<>(16, 0.75f, true); // the least recently used first
    private long held; // points of all sets

    private record Key(PixelGrid to, PixelGrid from, int pitch, Transformation g, double radius) {}

    /**
     * Creates a cache.
     *
     * @param capacity about how many points are kept in all
     * @param most about how many points a set has
     */
    PointCache(long capacity, int most) {
        this.capacity = capacity;
        this.most = most;
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
            DiskPoints before = points.put(key, made);
            held += made.count() - (before == null ? 0 : before.count());
            Iterator<DiskPoints> eldest = points.values().iterator();
            while (held > capacity && points.size() > 1) {
                held -= eldest.next().count();
                eldest.remove();
            }
        }
        return made;
    }
}
