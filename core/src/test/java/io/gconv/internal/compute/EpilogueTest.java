package io.gconv.internal.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gconv.internal.compute.Epilogue.Join;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What every algorithm writes is the epilogue of what it writes without one, to the last bit. */
class EpilogueTest {

    private static final int[][] SIZES = {{1, 1}, {7, 13}, {31, 33}, {64, 64}, {65, 127}};
    private static final int ORDER = TestProblems.ORDER;

    /** The arithmetics of this JVM: with the module the scalar one, too, so that a run without it would tell nothing more. */
    private static List<RowArithmetic> arithmetics() {
        RowArithmetic chosen = Arithmetic.chosen();
        return chosen.isVector() ? List.of(chosen, new ScalarRows()) : List.of(chosen);
    }

    /** Of every three channels, 1 and 2 are a modulus, which becomes channel 0 of two, channel 0 becomes channel 1. */
    private static List<Epilogue> epilogues(int channels, float slope) {
        List<Epilogue> epilogues = new ArrayList<>();
        for (int q = 0; q < channels * ORDER; q++) {
            int channel = q / ORDER % 3;
            int to = q / ORDER / 3 * 2 * ORDER + q % ORDER;
            float bias = 0.25f * (channel - 1);
            epilogues.add(
                    channel == 0
                            ? new Epilogue(to + ORDER, bias, slope, Join.NONE)
                            : new Epilogue(to, bias, 1, channel == 2 ? Join.MODULUS : Join.NONE));
        }
        return epilogues;
    }

    private static List<Epilogue> biases(List<Epilogue> epilogues) {
        return IntStream.range(0, epilogues.size())
                .mapToObj(q -> new Epilogue(q, epilogues.get(q).bias(), 1, Join.NONE))
                .toList();
    }

    private static float[] result(float[] linear, List<Epilogue> epilogues, int size) {
        float[] result = new float[epilogues.size() * 2 / 3 * size];
        for (int q = 0; q < epilogues.size(); q++) {
            Epilogue epilogue = epilogues.get(q);
            for (int i = 0; i < size; i++) {
                float v = linear[q * size + i];
                int to = epilogue.to() * size + i;
                result[to] = epilogue.join() == Join.MODULUS
                        ? (float) Math.sqrt(result[to] * result[to] + v * v)
                        : v > 0 ? v : epilogue.slope() * v + 0f;
            }
        }
        return result;
    }

    private static float[] correlate(Correlator correlator, float[] in, int height, int width, int planes) {
        float[] out = new float[planes * height * width];
        Arrays.fill(out, Float.POSITIVE_INFINITY); // which no maximum hides
        correlator.correlate(in, height, width, out);
        return out;
    }

    @ParameterizedTest
    @CsvSource({"direct, 3, 0", "c4-dft, 3, -1", "winograd, 1, 0.25", "winograd, 2, 0", "fft, 3, 1", "fft, 2, 0.25"})
    void everyAlgorithmWritesTheEpilogueOfItsOutputs(String algorithm, int radius, float slope) {
        Random random = new Random(radius);
        CorrelationProblem closed = TestProblems.closed(radius, 8, 0, random::nextGaussian);
        assertWritesTheEpilogues(closed, algorithm, epilogues(3, slope), random, SIZES);
        if (!algorithm.equals("c4-dft")) {
            CorrelationProblem open = TestProblems.withAnotherWeight(closed);
            assertWritesTheEpilogues(open, algorithm, epilogues(3, slope), random, SIZES);
        }
    }

    /** With enough outputs, one matrix serves a tile in all turns. */
    @ParameterizedTest
    @CsvSource({"winograd, 1", "winograd, 2", "fft, 2"})
    void everyTurnWritesTheEpilogueOfItsOutputs(String algorithm, int radius) {
        Random random = new Random(radius);
        CorrelationProblem closed = TestProblems.closed(24, radius, 8, 0, random::nextGaussian);
        assertThat(InterleavedKernels.quarters(closed, OutputGroup.of(closed))).isEqualTo(4);
        assertWritesTheEpilogues(closed, algorithm, epilogues(24, 0.25f), random, SIZES[1], SIZES[2]);
    }

    private static void assertWritesTheEpilogues(
            CorrelationProblem problem, String algorithm, List<Epilogue> epilogues, Random random, int[]... sizes) {
        int planes = epilogues.size();
        for (int[] size : sizes) {
            float[] in = new float[problem.inPlanes() * size[0] * size[1]];
            IntStream.range(0, in.length).forEach(i -> in[i] = (float) random.nextGaussian());
            for (RowArithmetic arithmetic : arithmetics()) {
                EngineChoice choice = EngineChoice.of(algorithm, false);
                Correlator linear = Correlator.of(problem.with(biases(epilogues)), choice, arithmetic);
                float[] outputs = correlate(linear, in, size[0], size[1], planes);
                Correlator fused = Correlator.of(problem.with(epilogues), choice, arithmetic);
                float[] actual = correlate(fused, in, size[0], size[1], planes * 2 / 3);
                assertThat(actual)
                        .as("%s %d × %d", arithmetic.label(), size[0], size[1])
                        .isEqualTo(result(outputs, epilogues, size[0] * size[1]));
            }
        }
    }

    /** The maximum over the elements of H of every channel, in one plane. */
    @ParameterizedTest
    @CsvSource({"direct, 3", "c4-dft, 3", "winograd, 1", "winograd, 2", "fft, 3"})
    void everyAlgorithmWritesTheMaximumOfItsOutputs(String algorithm, int radius) {
        Random random = new Random(radius);
        for (int channels : new int[] {3, 24}) {
            CorrelationProblem problem = TestProblems.closed(channels, radius, 8, 0, random::nextGaussian);
            List<Epilogue> maxima = IntStream.range(0, channels * ORDER)
                    .mapToObj(q -> new Epilogue(q / ORDER, q / ORDER - 0.5f, 0.25f, Join.MAXIMUM))
                    .toList();
            for (int[] size : new int[][] {SIZES[1], SIZES[2]}) {
                float[] in = new float[problem.inPlanes() * size[0] * size[1]];
                IntStream.range(0, in.length).forEach(i -> in[i] = (float) random.nextGaussian());
                for (RowArithmetic arithmetic : arithmetics()) {
                    EngineChoice choice = EngineChoice.of(algorithm, false);
                    Correlator linear = Correlator.of(problem.with(biases(maxima)), choice, arithmetic);
                    float[] outputs = correlate(linear, in, size[0], size[1], maxima.size());
                    Correlator fused = Correlator.of(problem.with(maxima), choice, arithmetic);
                    assertThat(correlate(fused, in, size[0], size[1], channels))
                            .as("%s %d × %d", arithmetic.label(), size[0], size[1])
                            .isEqualTo(maxima(outputs, channels, size[0] * size[1]));
                }
            }
        }
    }

    private static float[] maxima(float[] linear, int channels, int size) {
        float[] maxima = new float[channels * size];
        Arrays.fill(maxima, Float.NEGATIVE_INFINITY);
        for (int q = 0; q < channels * ORDER; q++) {
            for (int i = 0; i < size; i++) {
                float v = linear[q * size + i];
                int to = q / ORDER * size + i;
                maxima[to] = Math.max(maxima[to], v > 0 ? v : 0.25f * v + 0f);
            }
        }
        return maxima;
    }

    @Test
    void aMaximumOfSomePlanesOnlyIsRefused() {
        CorrelationProblem problem = TestProblems.any(2, 2, 1, 0, new Random(1));
        List<Epilogue> some = List.of(new Epilogue(0, 0, 1, Join.MAXIMUM), new Epilogue(0, 0, 1, Join.NONE));
        assertThatThrownBy(() -> problem.with(some)).hasMessageContaining("output plane 1 is not joined");
    }

    /** Planes of a modulus that read different inputs, with kernels of different reach, are still computed in their order. */
    @ParameterizedTest
    @CsvSource({"direct, 3", "c4-dft, 3", "winograd, 2", "fft, 3"})
    void planesOfAModulusMayBeUnlike(String algorithm, int radius) {
        Random random = new Random(7);
        CorrelationProblem full = TestProblems.closed(radius, 3, 0, random::nextGaussian);
        int in = full.inPlanes();
        float[][] kernels = new float[3 * ORDER * in][];
        for (int i = 0; i < kernels.length; i++) {
            boolean isRead = i % in / ORDER == i / in / ORDER % 2; // channel 0 by the channels 0 and 2, channel 1 by 1
            kernels[i] = isRead ? full.kernel(i / in, i % in).clone() : new float[0];
            for (int k = 0; i / in / ORDER == 1 && k < kernels[i].length; k++) {
                boolean isCentre = k == kernels[i].length / 2;
                kernels[i][k] = isCentre ? kernels[i][k] : 0;
            }
        }
        int[] radii = new int[3 * ORDER];
        Arrays.fill(radii, radius);
        CorrelationProblem problem = new CorrelationProblem(
                in, 0, radii, kernels, new float[3 * ORDER], full.inputTurn(), full.outputTurn());
        assertThat(problem.isClosed()).isTrue();
        List<Epilogue> epilogues = epilogues(3, 0);
        int height = 31;
        int width = 33;
        float[] values = new float[in * height * width];
        IntStream.range(0, values.length).forEach(i -> values[i] = (float) random.nextGaussian());
        double[] outputs = TestProblems.definition(problem.with(biases(epilogues)), values, height, width);
        float[] linear = new float[outputs.length];
        IntStream.range(0, linear.length).forEach(i -> linear[i] = (float) outputs[i]);
        float[] expected = result(linear, epilogues, height * width);
        for (RowArithmetic arithmetic : arithmetics()) {
            Correlator fused = Correlator.of(problem.with(epilogues), EngineChoice.of(algorithm, false), arithmetic);
            float[] actual = correlate(fused, values, height, width, 2 * ORDER);
            double error = 0;
            double norm = 0;
            for (int i = 0; i < actual.length; i++) {
                error += Math.pow(actual[i] - expected[i], 2);
                norm += Math.pow(expected[i], 2);
            }
            assertThat(Math.sqrt(error / norm)).isLessThan(algorithm.equals("winograd") ? 1e-5 : 2e-6);
        }
    }

    @Test
    void unlikeEpiloguesOfTurnedOutputsAreRefused() {
        CorrelationProblem closed = TestProblems.closed(1, 8, 0, new Random(2)::nextGaussian);
        List<Epilogue> unlike = new ArrayList<>(epilogues(3, 0));
        unlike.set(0, new Epilogue(unlike.get(0).to(), unlike.get(0).bias(), 0.5f, Join.NONE));
        assertThatThrownBy(() -> closed.with(unlike)).hasMessageContaining("have different epilogues");
    }

    @Test
    void planesThatAreNoPairAreRefused() {
        CorrelationProblem problem = TestProblems.any(2, 2, 1, 0, new Random(1));
        List<Epilogue> backwards = List.of(new Epilogue(0, 0, 1, Join.MODULUS), new Epilogue(0, 0, 1, Join.NONE));
        assertThatThrownBy(() -> problem.with(backwards)).hasMessage("output planes 0 and 0 are no pair");
        assertThatThrownBy(() -> problem.with(backwards.subList(0, 1)))
                .hasMessage("1 epilogues do not fit 2 output planes");
    }
}
