package io.gconv.internal.compute;

/**
 * Which outputs of a correlation are wanted, of an image that may be a part of a larger one. Rows and columns beyond the
 * output do not count; outputs that are not wanted may be overwritten with anything.
 *
 * @param plannedHeight rows of the larger image, whose size chooses the algorithms
 * @param plannedWidth columns of the larger image
 * @param fromY the first row of the output
 * @param toY after the last one
 * @param fromX the first column
 * @param toX after the last one
 */
public record OutputPart(int plannedHeight, int plannedWidth, int fromY, int toY, int fromX, int toX) {

    /** Returns the whole output of a whole image. */
    static OutputPart all(int height, int width) {
        return new OutputPart(height, width, 0, height, 0, width);
    }

    /** Returns whether the same outputs are wanted, of whatever larger image. */
    boolean wantsTheSame(OutputPart other) {
        return fromY == other.fromY && toY == other.toY && fromX == other.fromX && toX == other.toX;
    }
}
