package io.gconv.internal.compute;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The hot loops of {@link InterleavedCorrelation}, which there are with vectors only; products in 10⁹ operations per second. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class InterleavedBenchmark {

    private static final int TERMS = 128;
    private static final int TILES = 16;
    private static final int PANEL = VectorProducts.PANEL;
    private static final int STRIDE = TERMS + RowArithmetic.LANES;

    private static final int CHANNELS = RowArithmetic.LANES;
    private static final int SIDE = 64;

    private final TileAlgorithm fourier = FourierTiles.of(9).get(1);
    private final VectorTransform fourierTransform = VectorTransform.of(fourier);
    private final VectorTransform winogradTransform =
            VectorTransform.of(WinogradTiles.of(5).get(1));
    private final float[] in = MicroKernelBenchmark.noise(Workspace.ALIGNED + TILES * STRIDE);
    private final float[] kernels = MicroKernelBenchmark.noise(TERMS * PANEL);
    private final float[] out = new float[Workspace.ALIGNED + TILES * STRIDE];
    private final float[] pixels = MicroKernelBenchmark.noise(SIDE * SIDE * CHANNELS);
    private final float[] places = new float[fourier.multiplications() * CHANNELS];
    private final float[] results = new float[SIDE * SIDE * CHANNELS];
    private final float[] signs = MicroKernelBenchmark.noise(fourier.multiplications());

    /** The product of 16 transformed tiles of 128 channels with a panel of kernels. */
    @Benchmark
    @OperationsPerInvocation(2 * TILES * TERMS * PANEL)
    public float[] products() {
        VectorProducts.multiply(
                in,
                Workspace.ALIGNED,
                STRIDE,
                TERMS,
                kernels,
                0,
                PANEL,
                TILES,
                out,
                Workspace.ALIGNED,
                STRIDE,
                TileAlgorithm.Mode.SET);
        return out;
    }

    /** A tile of 12 × 12 pixels with 16 channels, forth and back; the score is 10⁹ floats of input per second. */
    @Benchmark
    @OperationsPerInvocation(12 * 12 * CHANNELS)
    public float[] winogradTransforms() {
        return transforms(winogradTransform);
    }

    /** A tile of 24 × 24 pixels with 16 channels, forth and back; the score is 10⁹ floats of input per second. */
    @Benchmark
    @OperationsPerInvocation(24 * 24 * CHANNELS)
    public float[] fourierTransforms() {
        return transforms(fourierTransform);
    }

    private float[] transforms(VectorTransform transform) {
        transform.forward(pixels, 0, SIDE * CHANNELS, signs, places, 0, CHANNELS);
        transform.inverse(places, 0, CHANNELS, signs, results, 0, SIDE * CHANNELS);
        return results;
    }
}
