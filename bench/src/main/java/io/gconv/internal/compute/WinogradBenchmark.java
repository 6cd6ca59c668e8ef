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

/** The hot loop of {@link WinogradCorrelation}, which there is with vectors only; in 10⁹ operations per second. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class WinogradBenchmark {

    private static final int TERMS = 128;
    private static final int TILES = 16;
    private static final int PANEL = VectorWinograd.PANEL;
    private static final int STRIDE = TERMS + RowArithmetic.LANES;

    private final float[] in = MicroKernelBenchmark.noise(Workspace.ALIGNED + TILES * STRIDE);
    private final float[] kernels = MicroKernelBenchmark.noise(TERMS * PANEL);
    private final float[] out = new float[Workspace.ALIGNED + TILES * STRIDE];

    /** The product of 16 transformed tiles of 128 channels with a panel of kernels, by Winograd's algorithm. */
    @Benchmark
    @OperationsPerInvocation(2 * TILES * TERMS * PANEL)
    public float[] winograd() {
        VectorWinograd.multiply(
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
                RowArithmetic.Mode.SET);
        return out;
    }
}
