package io.gconv.internal.compute;

import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/**
 * What a correlation is expected to take, in nanoseconds of one thread: multiply-adds, floats moved and kernel bytes read,
 * each at the rate that was measured for the arithmetic. Only the ratios matter. {@code bench plan} compares it with
 * measurements.
 */
final class CostModel {

    private static final double VECTOR_MULTIPLY_ADDS = 95; // per nanosecond, in long matrix products
    private static final double SCALAR_MULTIPLY_ADDS = 26;
    private static final double VECTOR_TRANSFORMS = 60; // in the short ones of the transforms
    private static final double SCALAR_TRANSFORMS = 14;
    private static final double VECTOR_MOVES = 4; // floats per nanosecond
    private static final double SCALAR_MOVES = 1.2;
    private static final double KERNEL_BYTES = 16; // per nanosecond

    private final CorrelationProblem problem;
    private final boolean vector;

    CostModel(CorrelationProblem problem, RowArithmetic arithmetic) {
        this.problem = problem;
        this.vector = arithmetic.isVector();
    }

    private double nanoseconds(double multiplyAdds, double transforms, double moves) {
        return vector
                ? multiplyAdds / VECTOR_MULTIPLY_ADDS + transforms / VECTOR_TRANSFORMS + moves / VECTOR_MOVES
                : multiplyAdds / SCALAR_MULTIPLY_ADDS + transforms / SCALAR_TRANSFORMS + moves / SCALAR_MOVES;
    }

    /** All taps that are not 0, and the copies of inputs and outputs. */
    double direct(int[] outputs, int height, int width) {
        double taps = 0;
        for (int q : outputs) {
            for (int p = 0; p < problem.inPlanes(); p++) {
                taps += problem.taps(q, p);
            }
        }
        double pixels = (double) height * width;
        return nanoseconds(taps * pixels, 0, (problem.inPlanes() + 2.0 * outputs.length) * pixels);
    }

    /** Six multiplications per orbit of taps and first output; an orbit has as many taps as its fullest plane. */
    double quarterTurns(int[] outputs, int height, int width) {
        double products = 0;
        double orbits = 0;
        double firsts = 0;
        for (int q : outputs) {
            if (problem.turnsOfOutput(q) > 0) {
                continue;
            }
            TreeMap<Integer, Double> tapsByPlane = new TreeMap<>();
            for (int p : problem.inputs(q)) {
                boolean fixed = problem.inputTurn()[p] == p;
                int first = firstOfOrbit(p);
                tapsByPlane.merge(first, problem.taps(q, p) / (fixed ? 4.0 : 1.0), Math::max);
            }
            double own = tapsByPlane.values().stream()
                    .mapToDouble(Double::doubleValue)
                    .sum();
            products += 6 * own;
            orbits = Math.max(orbits, own);
            firsts++;
        }
        double pixels = (double) height * width;
        return nanoseconds(products * pixels, 0, (problem.inPlanes() + 8 * orbits + 16 * firsts) * pixels);
    }

    private int firstOfOrbit(int p) {
        int first = p;
        for (int plane = problem.inputTurn()[p]; plane != p; plane = problem.inputTurn()[plane]) {
            first = Math.min(first, plane);
        }
        return first;
    }

    /** The products per tile, the transforms, and the kernels, which are read once per block of tiles. */
    double tiled(TileAlgorithm algorithm, List<OutputGroup> groups, int height, int width) {
        double pairs = groups.stream()
                .mapToDouble(group -> (double) PackedMatrix.paddedRows(group.outputs().length) * group.inputs().length)
                .sum();
        double in = groups.stream()
                .flatMapToInt(g -> Arrays.stream(g.inputs()))
                .distinct()
                .count();
        double out = groups.stream().mapToInt(g -> g.outputs().length).sum();
        TileLayout layout = new TileLayout(
                algorithm, height, width, TiledCorrelation.mostPositions(algorithm, (int) Math.max(in, out)));
        double blocks = layout.blocks.size();
        double positions = blocks * layout.positions;
        double points = algorithm.points();
        double products = algorithm.multiplications();
        double columns = (double) RowArithmetic.roundUp(width + algorithm.kernelSize())
                * Math.ceil((double) height / algorithm.outputs());
        double transforms = in * points * algorithm.tile() * (columns + points * positions)
                + out * points * algorithm.outputs() * (columns + points * positions);
        double moves = (in * algorithm.tile() + out * algorithm.outputs()) * points * positions
                + (in + out) * (3 * points * points * positions + (double) height * width);
        double orbit = problem.isClosed() ? (double) algorithm.orbitProducts() : products;
        return nanoseconds(pairs * products * positions, transforms, moves)
                + Float.BYTES * pairs * orbit * blocks / KERNEL_BYTES;
    }
}
