package io.gconv.pipeline;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows or columns of an image, cut into spans that are computed one after the other, so that memory does not grow with
 * the size of an image.
 *
 * <p>A span owns {@code from … to − 1} and is computed on these with a halo of the receptive field; where the image ends,
 * so does the halo, and padding is what it is for the whole image. Every output pixel therefore is the same sequence of
 * operations as without spans. What is cut out begins and ends at multiples of the grain, counted from the two ends of
 * the image, so that pooling meets the parity it would meet without them.
 *
 * @param length rows or columns of the image
 * @param halo receptive field radius
 * @param grain distance of the pixels of the last layer, or more if some of them are computed together
 */
record Axis(int length, int halo, int grain) {

    /** What a span owns, and what is cut out to compute it: {@code first … end − 1}. */
    record Span(int from, int to, int first, int end) {

        /** Returns how many rows or columns are cut out. */
        int size() {
            return end - first;
        }

        /** Returns how many rows or columns are owned. */
        int owned() {
            return to - from;
        }
    }

    /** Returns the least that a span must own for every layer to have something to compute. */
    int least() {
        return up(halo + 2 * grain);
    }

    /** Returns the span that owns {@code from … to − 1}. */
    Span span(int from, int to) {
        int first = Math.max(0, from - halo) / grain * grain;
        int after = to + halo >= length ? 0 : (length - to - halo) / grain * grain;
        return new Span(from, to, first, length - after);
    }

    /**
     * Returns spans of the given step for {@code from … to − 1}; the last one is smaller, but not smaller than
     * {@code rest}: then it is one with the one before.
     */
    List<Span> cut(int from, int to, int step, int rest) {
        List<Span> spans = new ArrayList<>();
        int next = from;
        while (to - next >= (long) step + rest) {
            spans.add(span(next, next + step));
            next += step;
        }
        spans.add(span(next, to));
        return spans;
    }

    /** Returns the least common multiple of two grains. */
    static int leastCommonMultiple(int a, int b) {
        return a / BigInteger.valueOf(a).gcd(BigInteger.valueOf(b)).intValue() * b;
    }

    /** Returns n, rounded up to a multiple of the grain. */
    int up(int n) {
        return (n + grain - 1) / grain * grain;
    }
}
