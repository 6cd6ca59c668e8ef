package io.gconv.pipeline;

import io.gconv.layer.LiftingCorrelation;
import io.gconv.layer.MapShape;
import io.gconv.layer.SpatialPooling;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The image sides that pass through all layers with their symmetry: a correlation changes a side by an even number, a
 * pooling layer asks for a parity and halves, so which sides work depends on the side modulo 2^(number of poolings).
 */
final class SymmetricSizes {

    private static final int FEW = 4;

    private final LiftingCorrelation lift;
    private final List<Stage> stages;

    SymmetricSizes(LiftingCorrelation lift, List<Stage> stages) {
        this.lift = lift;
        this.stages = stages;
    }

    private long poolings() {
        return stages.stream()
                .flatMap(stage -> stage.layers().stream())
                .filter(SpatialPooling.class::isInstance)
                .count();
    }

    /** Returns whether every layer takes its input, with no pixels left over. */
    boolean takes(int side) {
        try {
            MapShape shape = lift.outputShape(side, side);
            for (Stage stage : stages) {
                shape = stage.outputShape(shape);
            }
            return true;
        } catch (IllegalArgumentException refused) {
            return false;
        }
    }

    /** Returns the first four sides from {@code side} on that work; fewer if there are not so many. */
    List<Integer> from(int side) {
        return IntStream.range(side, side + reach())
                .filter(this::takes)
                .limit(FEW)
                .boxed()
                .toList();
    }

    /** Returns within how many pixels there are some: those of a period, and what the layers need at least. */
    private int reach() {
        double needed = 2 * stages.get(stages.size() - 1).receptiveFieldRadius();
        return 2 * (1 << Math.min(poolings(), 12)) + (int) needed + 1024;
    }

    /** Returns four of the nearest sides from {@code smallest} on that work; fewer if there are not so many. */
    List<Integer> near(int side, int smallest) {
        return IntStream.rangeClosed(1, reach())
                .flatMap(distance -> IntStream.of(side - distance, side + distance))
                .filter(candidate -> candidate >= smallest && takes(candidate))
                .limit(FEW)
                .sorted()
                .boxed()
                .toList();
    }
}
