package io.gconv.internal.compute;

import java.util.ArrayList;
import java.util.List;

/** What is prepared for the last few image sizes, and parts of them. Thread safe; one that is there costs no object. */
final class BySize<T> {

    /** The patches of an image are of up to sixteen kinds, and threads may have different images. */
    private static final int MOST = 48;

    private final Factory<T> factory;
    private volatile List<Entry<T>> entries = List.of();

    private record Entry<T>(int height, int width, OutputPart part, T value) {}

    /** Prepares something for a part of the output of an image of this size. */
    interface Factory<T> {
        T of(int height, int width, OutputPart part);
    }

    BySize(Factory<T> factory) {
        this.factory = factory;
    }

    T get(int height, int width, OutputPart part) {
        List<Entry<T>> known = entries;
        for (int i = 0; i < known.size(); i++) {
            Entry<T> entry = known.get(i);
            if (entry.height == height && entry.width == width && entry.part.wantsTheSame(part)) {
                return entry.value;
            }
        }
        T value = factory.of(height, width, part);
        List<Entry<T>> next = new ArrayList<>(known.subList(Math.max(0, known.size() + 1 - MOST), known.size()));
        next.add(new Entry<>(height, width, part, value));
        entries = List.copyOf(next); // of two threads at a time one may win: the other prepares again
        return value;
    }
}
