package io.gconv.internal.compute;

import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;

/** Correlations with random kernels, and their definition. */
final class TestProblems {

    /** Planes are c·ORDER + h, with h in the cyclic group of eight rotations. */
    static final int ORDER = 8;

    private static final int STEP = ORDER / 4;

    private TestProblems() {}

    /**
     * Returns a group correlation on C8 with two input and three output channels, whose kernels are closed under quarter
     * turns.
     *
     * @param taps how many relative rotations the kernels have
     */
    static CorrelationProblem closed(int radius, int taps, int crop, DoubleSupplier weights) {
        return closed(3, radius, taps, crop, weights);
    }

    /** Like the other {@code closed}, but with so many output channels. */
    static CorrelationProblem closed(int channels, int radius, int taps, int crop, DoubleSupplier weights) {
        int in = 2 * ORDER;
        int out = channels * ORDER;
        float[][] kernels = new float[out * in][0];
        for (int q = 0; q < out; q++) {
            for (int c = 0; c < 2 && q % ORDER < STEP; c++) {
                for (int tap = 0; tap < taps; tap++) {
                    float[] kernel = kernel(radius, weights);
                    int output = q;
                    int input = c * ORDER + (q + tap) % ORDER;
                    for (int j = 0; j < 4; j++) {
                        kernels[output * in + input] = kernel;
                        kernel = turned(kernel, 2 * radius + 1, 2 * radius + 1);
                        output = turn(output);
                        input = turn(input);
                    }
                }
            }
        }
        float[] bias = new float[out];
        for (int q = 0; q < out; q++) {
            bias[q] = 0.25f * (q / ORDER);
        }
        return new CorrelationProblem(in, crop, filled(out, radius), kernels, bias, turns(in), turns(out));
    }

    /** Returns a lifting correlation on C8 to two channels, whose kernels are closed under quarter turns. */
    static CorrelationProblem closedLift(int radius, int channels, DoubleSupplier weights) {
        return closedLift(2, radius, channels, weights);
    }

    /** Like the other {@code closedLift}, but with so many output channels. */
    static CorrelationProblem closedLift(int outChannels, int radius, int channels, DoubleSupplier weights) {
        int out = outChannels * ORDER;
        float[][] kernels = new float[out * channels][];
        for (int q = 0; q < out; q++) {
            for (int c = 0; c < channels && q % ORDER < STEP; c++) {
                float[] kernel = kernel(radius, weights);
                int output = q;
                for (int j = 0; j < 4; j++) {
                    kernels[output * channels + c] = kernel;
                    kernel = turned(kernel, 2 * radius + 1, 2 * radius + 1);
                    output = turn(output);
                }
            }
        }
        int[] still = IntStream.range(0, channels).toArray();
        return new CorrelationProblem(channels, 0, filled(out, radius), kernels, new float[out], still, turns(out));
    }

    /** Returns a correlation without any structure: kernels of two sizes, some missing, some weights 0. */
    static CorrelationProblem any(int in, int out, int radius, int crop, Random random) {
        int[] radii = new int[out];
        float[][] kernels = new float[out * in][];
        float[] bias = new float[out];
        for (int q = 0; q < out; q++) {
            radii[q] = q == 0 ? radius : Math.max(0, radius - random.nextInt(2));
            bias[q] = (float) random.nextGaussian();
            for (int p = 0; p < in; p++) {
                kernels[q * in + p] = random.nextInt(5) == 0
                        ? new float[0]
                        : kernel(radii[q], () -> random.nextInt(4) == 0 ? 0 : random.nextGaussian());
            }
        }
        return new CorrelationProblem(in, crop, radii, kernels, bias, new int[0], new int[0]);
    }

    /** Returns the problem with one weight of one kernel changed a little. */
    static CorrelationProblem withAnotherWeight(CorrelationProblem problem) {
        int planes = problem.outPlanes();
        float[][] kernels = new float[planes * problem.inPlanes()][];
        for (int i = 0; i < kernels.length; i++) {
            kernels[i] = problem.kernel(i / problem.inPlanes(), i % problem.inPlanes())
                    .clone();
        }
        Arrays.stream(kernels).filter(kernel -> kernel.length > 0).findFirst().orElseThrow()[0] += 1e-3f;
        int[] radii = IntStream.range(0, planes).map(problem::radius).toArray();
        return new CorrelationProblem(
                problem.inPlanes(), 0, radii, kernels, new float[planes], problem.inputTurn(), problem.outputTurn());
    }

    private static float[] kernel(int radius, DoubleSupplier weights) {
        float[] kernel = new float[(2 * radius + 1) * (2 * radius + 1)];
        for (int i = 0; i < kernel.length; i++) {
            kernel[i] = (float) weights.getAsDouble();
        }
        return kernel;
    }

    private static int[] filled(int n, int value) {
        int[] filled = new int[n];
        Arrays.fill(filled, value);
        return filled;
    }

    private static int turn(int plane) {
        return plane / ORDER * ORDER + (plane + STEP) % ORDER;
    }

    private static int[] turns(int planes) {
        return IntStream.range(0, planes).map(TestProblems::turn).toArray();
    }

    /** Returns an array turned by a quarter, counter-clockwise; it becomes width × height. */
    static float[] turned(float[] values, int height, int width) {
        float[] turned = new float[values.length];
        for (int i = 0; i < width; i++) {
            for (int j = 0; j < height; j++) {
                turned[i * height + j] = values[j * width + width - 1 - i];
            }
        }
        return turned;
    }

    /** Returns the planes of L_r F: every plane turned, and moved to where the turn takes it. */
    static float[] turned(float[] planes, int[] turn, int height, int width) {
        float[] turned = new float[planes.length];
        int size = height * width;
        for (int p = 0; p < turn.length; p++) {
            float[] plane = Arrays.copyOfRange(planes, p * size, (p + 1) * size);
            System.arraycopy(turned(plane, height, width), 0, turned, turn[p] * size, size);
        }
        return turned;
    }

    /** out[q](y, x) = bias[q] + Σ_p Σ_(u,v) kernel[q, p](u, v) in[p](y + c + u, x + c + v), in double. */
    static double[] definition(CorrelationProblem problem, float[] in, int height, int width) {
        int outHeight = height - 2 * problem.crop();
        int outWidth = width - 2 * problem.crop();
        double[] out = new double[problem.outPlanes() * outHeight * outWidth];
        for (int i = 0; i < out.length; i++) {
            int q = i / (outHeight * outWidth);
            out[i] = definition(
                    problem,
                    in,
                    height,
                    width,
                    q,
                    i / outWidth % outHeight + problem.crop(),
                    i % outWidth + problem.crop());
        }
        return out;
    }

    private static double definition(
            CorrelationProblem problem, float[] in, int height, int width, int q, int y, int x) {
        double sum = problem.epilogue(q).bias();
        int r = problem.radius(q);
        for (int p = 0; p < problem.inPlanes(); p++) {
            float[] kernel = problem.kernel(q, p);
            for (int i = 0; i < kernel.length; i++) {
                int inY = y + i / (2 * r + 1) - r;
                int inX = x + i % (2 * r + 1) - r;
                if (inY >= 0 && inX >= 0 && inY < height && inX < width) {
                    sum += (double) kernel[i] * in[(p * height + inY) * width + inX];
                }
            }
        }
        return sum;
    }

    /** ‖actual − expected‖ / ‖expected‖. */
    static double relativeError(float[] actual, double[] expected) {
        double error = 0;
        double norm = 0;
        for (int i = 0; i < expected.length; i++) {
            error += (actual[i] - expected[i]) * (actual[i] - expected[i]);
            norm += expected[i] * expected[i];
        }
        return Math.sqrt(error / norm);
    }
}
