package io.gconv.internal.compute;

import java.util.Arrays;

/** Where rows start, in floats. Equally spaced rows are detected, since they are multiplied faster. */
final class Offsets {

    final int[] at;

    /** The distance from each row to the next, or 0 if it is not the same everywhere. */
    final int step;

    private Offsets(int[] at) {
        this.at = at;
        int first = at.length > 1 ? at[1] - at[0] : 1;
        boolean equal = true;
        for (int i = 1; i < at.length; i++) {
            equal &= at[i] - at[i - 1] == first;
        }
        this.step = equal ? first : 0;
    }

    static Offsets of(int... at) {
        return new Offsets(at.clone());
    }

    /** Returns 0, step, 2·step, … */
    static Offsets multiples(int count, int step) {
        int[] at = new int[count];
        Arrays.setAll(at, i -> i * step);
        return new Offsets(at);
    }
}
