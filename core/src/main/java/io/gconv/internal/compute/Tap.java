package io.gconv.internal.compute;

import java.util.Comparator;

/**
 * A term of a correlation: input plane p at offset (u, v).
 *
 * @param plane p
 * @param u rows down
 * @param v columns to the right
 */
record Tap(int plane, int u, int v) implements Comparable<Tap> {

    private static final Comparator<Tap> ORDER =
            Comparator.comparingInt(Tap::plane).thenComparingInt(Tap::u).thenComparingInt(Tap::v);

    @Override
    public int compareTo(Tap other) {
        return ORDER.compare(this, other);
    }
}
