package io.gconv.pipeline;

import java.util.ArrayList;
import java.util.List;

/**
 * Horizontal strips of an image, computed one after the other so that memory grows with the width of an image and not
 * with its height.
 *
 * <p>A strip owns the rows {@code from … to − 1} and is computed on these with a halo of the receptive field; where the
 * image ends, so does the halo, and padding is what it is for the whole image. Every output pixel therefore is the same
 * sequence of operations as without strips. Boundaries are multiples of the pitch, counted from both ends of the image,
 * so that pooling meets the parity it would meet without them.
 *
 * @param height rows of the image
 * @param rows rows that a strip should own
 * @param halo receptive field radius in rows
 * @param pitch distance of the pixels of the last layer, in rows
 */
record Strips(int height, int rows, int halo, int pitch) {

    /** One strip: what it owns and what is cut out to compute it. */
    record Strip(int from, int to, int top, int bottom) {

        /** Returns how many rows are cut out. */
        int rows() {
            return bottom - top;
        }
    }

    /** Returns the strips from top to bottom; none is smaller than the receptive field, so that the last takes the rest. */
    List<Strip> list() {
        List<Strip> strips = new ArrayList<>();
        int step = up(Math.max(rows, halo + 2 * pitch));
        int count = Math.max(1, height / step);
        for (int i = 0; i < count; i++) {
            int to = i == count - 1 ? height : (i + 1) * step;
            int top = Math.max(0, i * step - up(halo));
            int below = to + halo >= height ? 0 : (height - to - halo) / pitch * pitch;
            strips.add(new Strip(i * step, to, top, height - below));
        }
        return strips;
    }

    /** Returns n, rounded up to a multiple of the pitch. */
    private int up(int n) {
        return (n + pitch - 1) / pitch * pitch;
    }
}
