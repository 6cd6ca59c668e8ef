package io.gconv.layer;

import io.gconv.internal.compute.OutputPart;

/**
 * A part of the output of a layer, of an input that may itself be a part of a larger map. The layer may overwrite the rest of its
 * output with anything. Immutable.
 */
public final class MapPart {

    private final OutputPart part;

    /**
     * Creates a part: the rows {@code fromY … toY − 1} and the columns {@code fromX … toX − 1} of the output.
     *
     * @param plannedHeight rows of the larger map, whose size chooses the algorithms
     * @param plannedWidth columns of the larger map
     * @throws IllegalArgumentException if the part is empty or begins before the output
     */
    public MapPart(int plannedHeight, int plannedWidth, int fromY, int toY, int fromX, int toX) {
        if (fromY < 0 || fromX < 0 || fromY >= toY || fromX >= toX) {
            throw new IllegalArgumentException("a part needs rows and columns of the output, but has rows " + fromY
                    + " … " + (toY - 1) + " and columns " + fromX + " … " + (toX - 1));
        }
        this.part = new OutputPart(plannedHeight, plannedWidth, fromY, toY, fromX, toX);
    }

    /** Refuses an output that the part is not in. */
    void check(int height, int width) {
        if (part.toY() > height || part.toX() > width) {
            throw new IllegalArgumentException("rows up to " + (part.toY() - 1) + " and columns up to "
                    + (part.toX() - 1) + " are wanted of an output of " + width + " × " + height + " pixels");
        }
    }

    OutputPart forEngine() {
        return part;
    }
}
