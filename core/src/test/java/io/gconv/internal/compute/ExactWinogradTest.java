package io.gconv.internal.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Winograd's algorithm with tiles that are transformed in both orders: k ⋆ (L_r F) = L_r (k ⋆ F) to the last bit. */
class ExactWinogradTest {

    private static final int CHANNELS = 8;

    @BeforeEach
    void onlyWithVectors() {
        assumeTrue(Arithmetic.chosen().isVector());
    }

    static List<Arguments> problems() {
        List<Arguments> problems = new ArrayList<>();
        for (int radius : new int[] {1, 2}) {
            for (int taps : new int[] {1, 3, 8}) {
                for (int crop : new int[] {0, radius}) {
                    Random random = new Random(radius + 10 * taps);
                    CorrelationProblem problem =
                            TestProblems.closed(CHANNELS, radius, taps, crop, random::nextGaussian);
                    problems.add(Arguments.of("taps " + taps + ", crop " + crop, radius, problem));
                }
            }
            for (int channels : new int[] {1, 3}) {
                Random random = new Random(radius);
                CorrelationProblem lift = TestProblems.closedLift(CHANNELS, radius, channels, random::nextGaussian);
                problems.add(Arguments.of("lift of " + channels, radius, lift));
            }
        }
        return problems;
    }

    private static float[] noise(CorrelationProblem problem, int height, int width) {
        Random random = new Random(1);
        float[] values = new float[problem.inPlanes() * height * width];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (1 + random.nextGaussian());
        }
        return values;
    }

    private static float[] correlate(
            CorrelationProblem problem, WinogradTiles algorithm, float[] in, int height, int width) {
        OutputPart all = OutputPart.all(height, width);
        float[] out = new float[problem.outPlanes() * (height - 2 * problem.crop()) * (width - 2 * problem.crop())];
        new InterleavedCorrelation(problem, OutputGroup.of(problem), algorithm).correlate(in, height, width, out, all);
        return out;
    }

    /** From one tile to several blocks of them, as high as wide and not. */
    @ParameterizedTest(name = "{0}, radius {1}")
    @MethodSource("problems")
    void wholeTilesCommuteWithQuarterTurnsExactly(String name, int radius, CorrelationProblem problem) {
        WinogradTiles algorithm = WinogradTiles.exact(2 * radius + 1).get(0);
        for (int[] tiles : new int[][] {{1, 1}, {1, 3}, {4, 4}, {5, 9}}) {
            int outHeight = tiles[0] * algorithm.outputs();
            int outWidth = tiles[1] * algorithm.outputs();
            int height = outHeight + 2 * problem.crop();
            int width = outWidth + 2 * problem.crop();
            float[] in = noise(problem, height, width);
            float[] out = correlate(problem, algorithm, in, height, width);
            float[] turnedIn = TestProblems.turned(in, problem.inputTurn(), height, width);
            assertThat(correlate(problem, algorithm, turnedIn, width, height))
                    .isEqualTo(TestProblems.turned(out, problem.outputTurn(), outHeight, outWidth));
            assertThat(TestProblems.relativeError(out, TestProblems.definition(problem, in, height, width)))
                    .isLessThan(1e-5);
        }
    }

    /** Images that are computed in patches ask for parts: they have the floats of the whole. */
    @Test
    void partsHaveTheFloatsOfTheWhole() {
        CorrelationProblem problem = TestProblems.closed(CHANNELS, 2, 3, 0, new Random(1)::nextGaussian);
        WinogradTiles algorithm = WinogradTiles.exact(5).get(0);
        int height = 36;
        int width = 44;
        float[] in = noise(problem, height, width);
        float[] whole = correlate(problem, algorithm, in, height, width);
        float[] part = new float[whole.length];
        InterleavedCorrelation correlation = new InterleavedCorrelation(problem, OutputGroup.of(problem), algorithm);
        for (int y = 0; y < height; y += 12) {
            for (int x = 0; x < width; x += 20) {
                correlation.correlate(in, height, width, part, new OutputPart(height, width, y, y + 12, x, x + 20));
            }
        }
        assertThat(part).isEqualTo(whole);
    }
}
