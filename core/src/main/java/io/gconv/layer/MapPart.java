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
     */
    public MapPart(int plannedHeight, int plannedWidth, int fromY, int toY, int fromX, int toX) {
        this.part = new OutputPart(plannedHeight, plannedWidth, fromY, toY, fromX, toX);
    }

    OutputPart forEngine() {
        return part;
    }
}
