package io.gconv.internal.compute;

import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/**
 * What a correlation is expected to take, in nanoseconds of one thread: multiply-adds, floats moved and bytes of kernels
 * read, each at a rate that was measured. Only the ratios matter; {@code describe} prints them.
 */
final class CostModel {

    private static final double TILE_POSITIONS = 128; // rows with as fast products as interleaved tiles

    private static final double COMPLEX = 2; // times as long because complex products are put together

    private static final double PARTIAL_PANEL =
            1.3; // times as long for panels of interleaved kernels that are not full

    private final CorrelationProblem problem;
    private final Rates rates;

    /**
     * How fast an arithmetic is; {@code gconv-bench plans} compares what follows from it with measurements.
     *
     * @param multiplyAdds per nanosecond, in long rows
     * @param half positions per row at half of that rate
     * @param moves floats per nanosecond
     * @param transposes floats per nanosecond
     * @param kernelBytes per nanosecond
     * @param winogradTransform nanoseconds per plane, tile and multiplication
     * @param fourierTransform the same
     */
    record Rates(
            double multiplyAdds,
            double half,
            double moves,
            double transposes,
            double kernelBytes,
            double winogradTransform,
            double fourierTransform) {

        static final Rates SCALAR = new Rates(35, 40, 3, 1, 15, 0.18, 0.34);
        static final Rates BITS_256 = new Rates(38, 16, 5, 2, 6, 0.4, 0.75);
        static final Rates BITS_512 = new Rates(105, 8, 9, 4, 15, 0.18, 0.34);
    }

    CostModel(CorrelationProblem problem, RowArithmetic arithmetic) {
        this.problem = problem;
        this.rates = arithmetic.rates();
    }

    /** Products with rows of n positions. */
    private double products(double multiplyAdds, double n) {
        return multiplyAdds / rates.multiplyAdds * (1 + rates.half / n);
    }

    private double moves(double floats) {
        return floats / rates.moves;
    }

    private double transposes(double floats) {
        return floats / rates.transposes;
    }

    /**
     * What some outputs cost.
     *
     * @param kernelBytes of prepared kernels
     * @param time for an image; everything that does not depend on its size is known
     */
    record Cost(double kernelBytes, Time time) {}

    /** What outputs of an image of {@code height × width} pixels take. */
    @FunctionalInterface
    interface Time {
        double nanoseconds(int height, int width);
    }

    /** All taps that are not 0, and the copies of inputs and outputs. */
    Cost direct(int[] outputs) {
        double taps = 0;
        for (int q : outputs) {
            for (int p = 0; p < problem.inPlanes(); p++) {
                taps += problem.taps(q, p);
            }
        }
        double all = taps;
        double planes = problem.inPlanes() + 2.0 * outputs.length;
        return new Cost(Float.BYTES * taps, (height, width) -> {
            double pixels = (double) height * width;
            return products(all * pixels, pixels) + moves(planes * pixels);
        });
    }

    /** Six multiplications per orbit of taps and first output; an orbit has as many taps as its fullest plane. */
    Cost quarterTurns(int[] outputs) {
        double products = 0;
        double orbits = 0;
        double firsts = 0;
        for (int q : outputs) {
            if (problem.turnsOfOutput(q) == 0) {
                TreeMap<Integer, Double> tapsByPlane = new TreeMap<>();
                for (int p : problem.inputs(q)) {
                    double share = problem.inputTurn()[p] == p ? 0.25 : 1;
                    tapsByPlane.merge(firstOfOrbit(p), share * problem.taps(q, p), Math::max);
                }
                double own = tapsByPlane.values().stream()
                        .mapToDouble(Double::doubleValue)
                        .sum();
                products += 6 * own;
                orbits = Math.max(orbits, own);
                firsts++;
            }
        }
        double all = products;
        double planes = problem.inPlanes() + 8 * orbits + 8 * firsts;
        return new Cost(Float.BYTES * products, (height, width) -> {
            double pixels = (double) height * width;
            return products(all * pixels, pixels) + moves(planes * pixels);
        });
    }

    private int firstOfOrbit(int p) {
        int first = p;
        for (int plane = problem.inputTurn()[p]; plane != p; plane = problem.inputTurn()[plane]) {
            first = Math.min(first, plane);
        }
        return first;
    }

    private static double inputs(List<OutputGroup> groups) {
        return groups.stream()
                .flatMapToInt(group -> Arrays.stream(group.inputs()))
                .distinct()
                .count();
    }

    private static double outputs(List<OutputGroup> groups) {
        return groups.stream().mapToInt(group -> group.outputs().length).sum();
    }

    /** The products per tile, the transforms, and the kernels, which are read once per block of tiles. */
    Cost tiled(TileAlgorithm algorithm, List<OutputGroup> groups) {
        double in = inputs(groups);
        double out = outputs(groups);
        double pairs = groups.stream()
                .mapToDouble(group -> (double) PackedMatrix.paddedRows(group.outputs().length) * group.inputs().length)
                .sum();
        int most = TiledCorrelation.mostPositions(algorithm, (int) Math.max(in, out));
        double points = algorithm.tile();
        double tapsAndOutputs = in * algorithm.tile() + out * algorithm.outputs();
        double turned = (double) algorithm.multiplications()
                / (problem.isClosed() ? algorithm.orbitProducts() : algorithm.multiplications());
        double kernels = Float.BYTES * pairs * algorithm.multiplications() / turned;
        double complex = algorithm.multiplications() > points * points ? COMPLEX : 1;
        return new Cost(kernels, (height, width) -> {
            TileLayout.Blocks layout = TileLayout.Blocks.of(algorithm, height, width, most);
            double blocks = layout.count();
            double positions = blocks * layout.positions();
            double columns = (double) RowArithmetic.roundUp(width + algorithm.kernelSize())
                    * Math.ceil((double) height / algorithm.outputs());
            double transforms = points * (columns + points * positions) * tapsAndOutputs;
            return complex
                    * (products(pairs * algorithm.multiplications() * positions, turned * layout.positions())
                            + products(transforms, TileTransform.POSITIONS / 2.0)
                            + transposes(points * positions * tapsAndOutputs)
                            + moves((in + out) * (4 * points * points * positions + 2.0 * height * width))
                            + kernels * blocks / rates.kernelBytes);
        });
    }

    /** The same for {@link InterleavedCorrelation}, whose transforms are a fixed time per tile and plane. */
    Cost interleaved(TileAlgorithm algorithm, List<OutputGroup> groups) {
        double in = RowArithmetic.roundUp((int) inputs(groups));
        int quarters = InterleavedKernels.quarters(problem, groups);
        double out = 0;
        double pairs = 0;
        for (OutputGroup group : groups) {
            int lanes = RowArithmetic.roundUp(InterleavedKernels.firsts(problem, group, quarters).length);
            int rest = lanes % VectorProducts.PANEL;
            out += quarters * lanes;
            pairs += quarters * (lanes - rest + PARTIAL_PANEL * rest) * group.inputs().length;
        }
        double kernels =
                Float.BYTES * pairs * (quarters == 4 ? algorithm.orbitProducts() : algorithm.multiplications());
        double inAndOut = in + out;
        double products = pairs * algorithm.multiplications();
        int most = InterleavedCorrelation.mostTiles(algorithm, (int) Math.max(in, out));
        double once = algorithm instanceof FourierTiles ? rates.fourierTransform : rates.winogradTransform;
        double transform = algorithm.isExact() ? 2 * once : once;
        return new Cost(kernels, (height, width) -> {
            double tiles =
                    Math.ceil((double) height / algorithm.outputs()) * Math.ceil((double) width / algorithm.outputs());
            double rows = Math.ceil(tiles / 4) * 4;
            double blocks = Math.ceil(tiles / most);
            return products(products * rows, TILE_POSITIONS)
                    + transform * algorithm.multiplications() * inAndOut * tiles
                    + transposes(inAndOut * height * width)
                    + kernels * blocks / rates.kernelBytes;
        });
    }
}
