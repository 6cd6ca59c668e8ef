package io.gconv.internal.compute;

import java.util.ArrayList;
import java.util.List;

/** What is prepared for the last few image sizes. Thread safe; a size that is there costs no object. */
final class BySize<T> {

    /** The patches of an image have up to twelve sizes, and threads may have different images. */
    private static final int MOST = 32;

    private final Factory<T> factory;
    private volatile List<Entry<T>> entries = List.of();

    private record Entry<T>(int height, int width, T value) {}

    /** Prepares something for an image size. */
    interface Factory<T> {
        T of(int height, int width);
    }

    BySize(Factory<T> factory) {
        this.factory = factory;
    }

    T get(int height, int width) {
        List<Entry<T>> known = entries;
        for (int i = 0; i < known.size(); i++) {
            Entry<T> entry = known.get(i);
            if (entry.height == height && entry.width == width) {
                return entry.value;
            }
        }
        T value = factory.of(height, width);
        List<Entry<T>> next = new ArrayList<>(known.subList(Math.max(0, known.size() + 1 - MOST), known.size()));
        next.add(new Entry<>(height, width, value));
        entries = List.copyOf(next); // of two threads at a time one may win: the other prepares again
        return value;
    }
}
