package io.gconv.internal.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every algorithm against a literal loop over the definition, on sizes around tiles, vectors and blocks. */
class CorrelatorTest {

    private static final int[][] SIZES = {{1, 1}, {7, 13}, {31, 33}, {64, 64}, {65, 127}};

    /** Rounding of Winograd's transforms, and of float sums. */
    private static double tolerance(String algorithm) {
        return algorithm.startsWith("winograd") ? 1e-5 : 2e-6;
    }

    private static EngineChoice choice(String algorithm) {
        return EngineChoice.of(algorithm, false);
    }

    /** The arithmetics of this JVM: with the module the scalar one, too, so that a run without it would tell nothing more. */
    private static List<RowArithmetic> arithmetics() {
        RowArithmetic chosen = Arithmetic.chosen();
        return chosen.isVector() ? List.of(chosen, new ScalarRows()) : List.of(chosen);
    }

    private static Stream<Arguments> algorithms() {
        List<Arguments> arguments = new ArrayList<>();
        for (int radius : new int[] {0, 1, 2, 3, 6}) {
            for (String algorithm : List.of("auto", "direct", "c4-dft", "winograd", "fft")) {
                if (!algorithm.equals("winograd") || radius == 1 || radius == 2) {
                    arguments.add(Arguments.of(algorithm, radius));
                }
            }
        }
        return arguments.stream();
    }

    private static float[] noise(Random random, int n, double mean) {
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = (float) (mean + random.nextGaussian());
        }
        return values;
    }

    private static float[] correlate(
            Correlator correlator, CorrelationProblem problem, float[] in, int height, int width) {
        int outHeight = height - 2 * problem.crop();
        int outWidth = width - 2 * problem.crop();
        float[] out = new float[problem.outPlanes() * outHeight * outWidth];
        Arrays.fill(out, Float.NaN);
        correlator.correlate(in, height, width, out);
        return out;
    }

    private static void assertAgrees(CorrelationProblem problem, String algorithm, double mean, int height, int width) {
        float[] in = noise(new Random(height), problem.inPlanes() * height * width, mean);
        double[] expected = TestProblems.definition(problem, in, height, width);
        Map<String, float[]> results = new HashMap<>();
        for (RowArithmetic arithmetic : arithmetics()) {
            Correlator correlator = Correlator.of(problem, choice(algorithm), arithmetic);
            float[] actual = correlate(correlator, problem, in, height, width);
            assertThat(TestProblems.relativeError(actual, expected))
                    .as("%s %s %d × %d", arithmetic.label(), correlator.algorithm(height, width), height, width)
                    .isLessThan(tolerance(correlator.algorithm(height, width)));
            // scalar and vector twins are the same to the last bit, if the same algorithm was chosen
            String chosen = correlator.algorithm(height, width);
            float[] twin = results.putIfAbsent(chosen, actual);
            if (twin != null
                    && !chosen.matches(".*(winograd|fft).*")) { // which have another order of additions with vectors
                assertThat(actual).isEqualTo(twin);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("algorithms")
    void kernelsOnAGroup(String algorithm, int radius) {
        Random random = new Random(radius);
        for (int[] size : SIZES) {
            for (int crop : new int[] {0, radius}) {
                if (Math.min(size[0], size[1]) > 2 * crop) {
                    CorrelationProblem problem = TestProblems.closed(radius, 3, crop, random::nextGaussian);
                    assertThat(problem.isClosed()).isTrue();
                    assertAgrees(problem, algorithm, 0, size[0], size[1]);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("algorithms")
    void liftingKernels(String algorithm, int radius) {
        Random random = new Random(radius);
        for (int[] size : SIZES) {
            assertAgrees(TestProblems.closedLift(radius, 2, random::nextGaussian), algorithm, 0, size[0], size[1]);
        }
    }

    /** With enough outputs, one matrix serves a tile in all turns; with few, that would take longer. */
    @ParameterizedTest
    @MethodSource("algorithms")
    void manyOutputs(String algorithm, int radius) {
        Random random = new Random(radius);
        CorrelationProblem many = TestProblems.closed(8, radius, 8, 0, random::nextGaussian);
        CorrelationProblem few = TestProblems.closed(3, radius, 8, 0, random::nextGaussian);
        assertThat(InterleavedKernels.quarters(many, OutputGroup.of(many))).isEqualTo(4);
        assertThat(InterleavedKernels.quarters(few, OutputGroup.of(few))).isEqualTo(1);
        assertAgrees(many, algorithm, 0, 31, 33);
        assertAgrees(TestProblems.withAnotherWeight(many), algorithm.equals("c4-dft") ? "auto" : algorithm, 0, 31, 33);
    }

    /** The channel after another one, whose kernels are all 0. */
    @ParameterizedTest
    @ValueSource(strings = {"auto", "direct", "c4-dft", "winograd", "fft"})
    void kernelsOfZeros(String algorithm) {
        Random random = new Random(2);
        int[] drawn = {0};
        CorrelationProblem problem =
                TestProblems.closedLift(2, 1, () -> drawn[0]++ < 2 * 25 ? random.nextGaussian() : 0);
        assertThat(problem.reach(TestProblems.ORDER)).isZero();
        assertAgrees(problem, algorithm, 0, 31, 33);
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "direct", "fft"})
    void kernelsWithoutStructure(String algorithm) {
        Random random = new Random(4);
        for (int[] size : SIZES) {
            for (int radius : new int[] {0, 2, 4}) {
                assertAgrees(TestProblems.any(3, 7, radius, 0, random), algorithm, 0, size[0], size[1]);
            }
        }
        assertAgrees(TestProblems.any(1, 1, 3, 3, random), algorithm, 0, 9, 64);
    }

    /** Weights over six orders of magnitude. */
    @ParameterizedTest
    @MethodSource("algorithms")
    void kernelsOfAWideDynamicRange(String algorithm, int radius) {
        Random random = new Random(radius);
        CorrelationProblem problem = TestProblems.closed(
                radius, 8, 0, () -> random.nextGaussian() * Math.pow(10, 6 * random.nextDouble() - 3));
        assertAgrees(problem, algorithm, 0, 31, 33);
    }

    @ParameterizedTest
    @MethodSource("algorithms")
    void inputsFarFromZero(String algorithm, int radius) {
        Random random = new Random(radius);
        assertAgrees(TestProblems.closed(radius, 8, 0, random::nextGaussian), algorithm, 100, 31, 33);
    }

    /** Images of many tiles, in a single row and in many. */
    @ParameterizedTest
    @ValueSource(strings = {"direct", "c4-dft", "winograd", "fft"})
    void manyTilesDoNotShow(String algorithm) {
        Random random = new Random(8);
        assertAgrees(TestProblems.closed(1, 1, 0, random::nextGaussian), algorithm, 0, 2, 2500);
        assertAgrees(TestProblems.closedLift(1, 1, random::nextGaussian), algorithm, 0, 300, 310);
    }

    /** Blocks of sixteen tiles instead of hundreds, beside and below each other. */
    @Test
    void smallBlocksDoNotShow() {
        CorrelationProblem problem = TestProblems.closed(2, 3, 0, new Random(8)::nextGaussian);
        int height = 70;
        int width = 310;
        float[] in = noise(new Random(9), problem.inPlanes() * height * width, 0);
        double[] expected = TestProblems.definition(problem, in, height, width);
        List<TileAlgorithm> algorithms = new ArrayList<>(WinogradTiles.of(5));
        algorithms.addAll(FourierTiles.of(5));
        for (TileAlgorithm algorithm : algorithms) {
            List<TileLayout.Block> blocks =
                    new TileLayout(algorithm, height, width, OutputPart.all(height, width), 16).blocks;
            assertThat(blocks).anyMatch(block -> block.x() > 0).anyMatch(block -> block.y() > 0);
            float[] actual = new float[problem.outPlanes() * height * width];
            new TiledCorrelation(problem, OutputGroup.of(problem), algorithm, new ScalarRows(), 1)
                    .correlate(in, height, width, actual, OutputPart.all(height, width));
            assertThat(TestProblems.relativeError(actual, expected))
                    .as(algorithm.label())
                    .isLessThan(tolerance(algorithm.label()));
        }
    }

    /** A part of the output has the floats of the whole one, and the rest is not computed. */
    @ParameterizedTest
    @ValueSource(strings = {"direct", "c4-dft", "winograd", "fft"})
    void partsOfTheOutput(String algorithm) {
        Random random = new Random(6);
        for (int crop : new int[] {0, 2}) {
            assertPartsAgree(TestProblems.closed(2, 3, crop, random::nextGaussian), algorithm);
            if (!algorithm.equals("c4-dft")) {
                assertPartsAgree(TestProblems.any(3, 7, 2, crop, random), algorithm);
            }
        }
    }

    private static void assertPartsAgree(CorrelationProblem problem, String algorithm) {
        int height = 45;
        int width = 170;
        int outHeight = height - 2 * problem.crop();
        int outWidth = width - 2 * problem.crop();
        float[] in = noise(new Random(7), problem.inPlanes() * height * width, 0);
        for (RowArithmetic arithmetic : arithmetics()) {
            Correlator correlator = Correlator.of(problem, choice(algorithm), arithmetic);
            float[] all = correlate(correlator, problem, in, height, width);
            int grain = correlator.grain(height, width);
            for (OutputPart part : List.of(
                    new OutputPart(height, width, 17, 18, 33, 35),
                    new OutputPart(height, width, 3, 39, 5, 166),
                    new OutputPart(height, width, 0, height, 40, 168), // blocks below each other
                    new OutputPart(height, width, 20, height, 0, 24))) {
                float[] some = new float[all.length];
                Arrays.fill(some, Float.NaN);
                correlator.correlate(in, height, width, some, part);
                for (int i = 0; i < all.length; i++) {
                    int y = i / outWidth % outHeight;
                    int x = i % outWidth;
                    if (isIn(y, part.fromY(), part.toY(), 1) && isIn(x, part.fromX(), part.toX(), 1)) {
                        assertThat(some[i]).isEqualTo(all[i]);
                    } else if (!isIn(y, part.fromY(), part.toY(), grain) || !isIn(x, part.fromX(), part.toX(), grain)) {
                        assertThat(some[i]).isNaN();
                    }
                }
            }
        }
    }

    /** Returns whether a row is in a range that is rounded to multiples of the grain. */
    private static boolean isIn(int y, int from, int to, int grain) {
        return y >= from / grain * grain && y < (to + grain - 1) / grain * grain;
    }

    /** All tiles of the FFT, up to 48 × 48, with fewer and more outputs than kernel pixels. */
    @Test
    void fourierTilesOfAllSizes() {
        Random random = new Random(3);
        int height = 21;
        int width = 70;
        for (int radius = 0; 2 * radius < FourierTiles.MOST_SIZE; radius++) {
            CorrelationProblem problem = TestProblems.closedLift(8, radius, 1, random::nextGaussian);
            float[] in = noise(random, problem.inPlanes() * height * width, 0);
            double[] expected = TestProblems.definition(problem, in, height, width);
            for (FourierTiles tiles : FourierTiles.of(2 * radius + 1)) {
                assertAgrees(problem, tiles, in, height, width, expected);
            }
        }
    }

    /** All tiles of Winograd's algorithm, with matrices that serve tiles in all turns, and with one for each. */
    @ParameterizedTest
    @CsvSource({"1, 28, 28", "2, 28, 28", "1, 13, 40", "2, 13, 40"})
    void winogradTilesOfAllSizes(int radius, int height, int width) {
        Random random = new Random(4);
        CorrelationProblem closed = TestProblems.closed(8, radius, 8, 0, random::nextGaussian);
        for (CorrelationProblem problem : List.of(closed, TestProblems.withAnotherWeight(closed))) {
            float[] in = noise(random, problem.inPlanes() * height * width, 0);
            double[] expected = TestProblems.definition(problem, in, height, width);
            for (WinogradTiles tiles : WinogradTiles.of(2 * radius + 1)) {
                assertAgrees(problem, tiles, in, height, width, expected);
            }
        }
    }

    private static void assertAgrees(
            CorrelationProblem problem, TileAlgorithm tiles, float[] in, int height, int width, double[] expected) {
        List<OutputGroup> groups = OutputGroup.of(problem);
        List<PartialCorrelation> ways = new ArrayList<>();
        ways.add(new TiledCorrelation(problem, groups, tiles, new ScalarRows()));
        if (Arithmetic.chosen().isVector()) {
            ways.add(new InterleavedCorrelation(problem, groups, tiles));
        }
        for (PartialCorrelation way : ways) {
            float[] actual = new float[problem.outPlanes() * height * width];
            way.correlate(in, height, width, actual, OutputPart.all(height, width));
            assertThat(TestProblems.relativeError(actual, expected))
                    .as("%s %s", tiles.label(), way.getClass().getSimpleName())
                    .isLessThan(tolerance(tiles.label()));
        }
    }

    /** k ⋆ (L_r f) = L_r (k ⋆ f) for the quarter turn r, to the last bit. */
    @ParameterizedTest
    @ValueSource(strings = {"direct", "c4-dft", "auto"})
    void exactAlgorithmsCommuteWithQuarterTurnsExactly(String algorithm) {
        Random random = new Random(5);
        for (CorrelationProblem problem : List.of(
                TestProblems.closed(2, 8, 0, random::nextGaussian),
                TestProblems.closed(3, 2, 3, random::nextGaussian),
                TestProblems.closedLift(3, 2, random::nextGaussian))) {
            for (int[] size : new int[][] {{7, 13}, {31, 33}, {40, 150}}) {
                float[] in = noise(random, problem.inPlanes() * size[0] * size[1], 1);
                for (RowArithmetic arithmetic : arithmetics()) {
                    Correlator correlator = Correlator.of(problem, EngineChoice.of(algorithm, true), arithmetic);
                    float[] out = correlate(correlator, problem, in, size[0], size[1]);
                    float[] turnedIn = TestProblems.turned(in, problem.inputTurn(), size[0], size[1]);
                    float[] turnedOut = TestProblems.turned(
                            out, problem.outputTurn(), size[0] - 2 * problem.crop(), size[1] - 2 * problem.crop());
                    assertThat(correlate(correlator, problem, turnedIn, size[1], size[0]))
                            .isEqualTo(turnedOut);
                }
            }
        }
    }

    @Test
    void aKernelBankThatIsNotClosedIsNoticed() {
        CorrelationProblem closed = TestProblems.closed(1, 1, 0, new Random(6)::nextGaussian);
        CorrelationProblem changed = TestProblems.withAnotherWeight(closed);
        assertThat(changed.isClosed()).isFalse();
        assertThatThrownBy(() -> Correlator.of(changed, choice("c4-dft")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("divisible by 4");
    }

    @Test
    void theSameImageGivesTheSameFloatsOnAnyThreadAndAfterAnyOther() throws InterruptedException, ExecutionException {
        Random random = new Random(7);
        CorrelationProblem problem = TestProblems.closed(2, 8, 0, random::nextGaussian);
        float[] in = noise(random, problem.inPlanes() * 64 * 64, 0);
        for (String algorithm : List.of("direct", "c4-dft", "winograd", "fft")) {
            Correlator correlator = Correlator.of(problem, choice(algorithm));
            float[] expected = correlate(correlator, problem, in, 64, 64);
            correlate(correlator, problem, noise(random, problem.inPlanes() * 70 * 30, 1e6), 70, 30);
            FutureTask<float[]> other = new FutureTask<>(() -> correlate(correlator, problem, in, 64, 64));
            new Thread(other).start();
            assertThat(correlate(correlator, problem, in, 64, 64)).isEqualTo(expected);
            assertThat(other.get()).isEqualTo(expected);
        }
    }

    @Test
    void namesThatAreNotAlgorithmsAreRefused() {
        assertThatThrownBy(() -> choice("strassen"))
                .hasMessage("algorithm must be one of [auto, direct, c4-dft, winograd, fft], but was strassen");
        assertThatThrownBy(() -> EngineChoice.of("fft", true)).hasMessageContaining("not exactly equivariant");
        CorrelationProblem problem = TestProblems.closed(3, 1, 0, new Random(9)::nextGaussian);
        assertThatThrownBy(() -> Correlator.of(problem, choice("winograd"))).hasMessageContaining("3 × 3 or 5 × 5");
    }

    /** 1 × 1 kernels from and to 1,024 planes: a million values, but hundreds of times as many in transformed tiles. */
    @Test
    void doesNotPrepareKernelsThatWouldFillTheMemory() {
        int planes = 1024;
        float[][] kernels = new float[planes * planes][];
        Arrays.setAll(kernels, i -> new float[] {i % 3 - 1});
        CorrelationProblem problem =
                new CorrelationProblem(planes, 0, new int[planes], kernels, new float[planes], new int[0], new int[0]);
        assertThatThrownBy(() -> Correlator.of(problem, EngineChoice.of("fft", false)))
                .hasMessage(
                        "algorithm fft cannot compute this layer: its prepared kernels would take more than 256 MB");
        assertThat(Correlator.of(problem, EngineChoice.of("auto", false)).algorithm(64, 64))
                .isEqualTo("direct");
    }
}
