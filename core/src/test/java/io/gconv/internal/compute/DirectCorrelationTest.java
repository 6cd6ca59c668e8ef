package io.gconv.internal.compute;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The engine against a literal loop over the definition, on sizes around blocks, pairs and tiles. */
class DirectCorrelationTest {

    private static CorrelationProblem problem(Random random, int in, int out, int crop, int maxRadius) {
        int[] radii = new int[out];
        float[][] kernels = new float[out * in][];
        float[] bias = new float[out];
        for (int q = 0; q < out; q++) {
            radii[q] = maxRadius - random.nextInt(Math.min(maxRadius, 2) + 1);
            bias[q] = (float) random.nextGaussian();
            int side = 2 * radii[q] + 1;
            for (int p = 0; p < in; p++) {
                boolean empty = random.nextInt(5) == 0;
                kernels[q * in + p] = new float[empty ? 0 : side * side];
                for (int i = 0; i < kernels[q * in + p].length; i++) {
                    kernels[q * in + p][i] = random.nextInt(4) == 0 ? 0 : (float) random.nextGaussian();
                }
            }
        }
        radii[0] = maxRadius;
        for (int p = 0; p < in; p++) {
            kernels[p] = new float[(2 * maxRadius + 1) * (2 * maxRadius + 1)];
            Arrays.fill(kernels[p], 0.25f);
        }
        return new CorrelationProblem(in, crop, radii, kernels, bias);
    }

    /** out[q](y, x) = bias[q] + Σ_p Σ_(u,v) kernel[q, p](u, v) in[p](y + c + u, x + c + v), in double. */
    private static double definition(
            CorrelationProblem problem, float[] in, int height, int width, int q, int y, int x) {
        double sum = problem.bias(q);
        int r = problem.radius(q);
        for (int p = 0; p < problem.inPlanes(); p++) {
            float[] kernel = problem.kernel(q, p);
            for (int i = 0; i < kernel.length; i++) {
                int inY = y + problem.crop() + i / (2 * r + 1) - r;
                int inX = x + problem.crop() + i % (2 * r + 1) - r;
                if (inY >= 0 && inX >= 0 && inY < height && inX < width) {
                    sum += (double) kernel[i] * in[(p * height + inY) * width + inX];
                }
            }
        }
        return sum;
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1, 1, 1, 0, 0",
        "1, 1, 1, 5, 0, 2",
        "7, 13, 2, 3, 0, 1",
        "7, 13, 3, 4, 1, 1",
        "31, 33, 2, 9, 0, 3",
        "9, 64, 1, 8, 2, 2",
        "5, 257, 2, 6, 0, 2",
        "12, 520, 1, 2, 3, 3",
        "3, 3, 2, 2, 0, 4"
    })
    void agreesWithTheDefinition(int height, int width, int in, int out, int crop, int radius) {
        Random random = new Random(height * 1000L + width);
        CorrelationProblem problem = problem(random, in, out, crop, radius);
        float[] values = new float[in * height * width];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        int outHeight = height - 2 * crop;
        int outWidth = width - 2 * crop;
        float[] actual = new float[out * outHeight * outWidth];
        Arrays.fill(actual, Float.NaN);
        Correlator.of(problem).correlate(values, height, width, actual);
        double error = 0;
        double norm = 0;
        for (int i = 0; i < actual.length; i++) {
            int q = i / (outHeight * outWidth);
            double expected = definition(problem, values, height, width, q, i / outWidth % outHeight, i % outWidth);
            error += (actual[i] - expected) * (actual[i] - expected);
            norm += expected * expected;
        }
        assertThat(Math.sqrt(error / norm)).isLessThan(1e-6); // float sums of at most a few hundred terms
    }

    @ParameterizedTest
    @CsvSource({"40, 300"})
    void pixelsDoNotDependOnThreadOrPlace(int height, int width) {
        CorrelationProblem problem = problem(new Random(1), 2, 6, 0, 2);
        Correlator correlator = Correlator.of(problem);
        float[] tile = new float[2 * height * width];
        Random random = new Random(2);
        for (int i = 0; i < tile.length; i++) {
            tile[i] = i % width % 50 == 0 ? 0 : random.nextFloat();
        }
        float[] first = new float[6 * height * width];
        correlator.correlate(tile, height, width, first);
        boolean same = IntStream.range(0, 4)
                .parallel()
                .mapToObj(i -> {
                    float[] again = new float[first.length];
                    correlator.correlate(tile, height, width, again);
                    return again;
                })
                .allMatch(again -> Arrays.equals(again, first));
        assertThat(same).isTrue();
        float[] right = new float[2 * height * (width - 7)]; // the same image without its first 7 columns
        for (int row = 0; row < 2 * height; row++) {
            System.arraycopy(tile, row * width + 7, right, row * (width - 7), width - 7);
        }
        float[] shifted = new float[6 * height * (width - 7)];
        correlator.correlate(right, height, width - 7, shifted);
        for (int row = 0; row < 6 * height; row++) {
            assertThat(Arrays.copyOfRange(shifted, row * (width - 7) + 2, (row + 1) * (width - 7)))
                    .isEqualTo(Arrays.copyOfRange(first, row * width + 9, (row + 1) * width));
        }
    }
}
