package io.gconv.internal.compute;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The micro-kernels of the engine. The score is in units of 10⁹ floating point operations per second.
 *
 * <pre>
 *   java --add-modules jdk.incubator.vector -jar bench/target/gconv-bench-0.1.0-SNAPSHOT.jar jmh MicroKernel
 * </pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class MicroKernelBenchmark {

    private static final int POSITIONS = 256;
    private static final int OUTPUTS = 32;
    private static final int TERMS = 128;

    /** {@code vector} or {@code scalar}. */
    @Param({"vector", "scalar"})
    public String engine = "";

    private RowArithmetic arithmetic = new ScalarRows();
    private final PackedMatrix matrix = new PackedMatrix(OUTPUTS, TERMS);
    private final Offsets inRows = Offsets.multiples(TERMS, POSITIONS + RowArithmetic.LANES);
    private final Offsets outRows = Offsets.multiples(OUTPUTS, POSITIONS);
    private final float[] in = noise(1 << 17);
    private final float[] out = new float[1 << 17];

    static float[] noise(int n) {
        Random random = new Random(1);
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    /** Chooses the arithmetic. */
    @Setup
    public void prepare() {
        arithmetic = Arithmetic.choose(engine).rows();
        for (int r = 0; r < OUTPUTS; r++) {
            for (int k = 0; k < TERMS; k++) {
                matrix.set(r, k, in[r * TERMS + k]);
            }
        }
    }

    /** 32 rows of 256 positions, each a sum of 128 rows: what direct and c4-dft are made of. */
    @Benchmark
    @OperationsPerInvocation(2 * OUTPUTS * TERMS * POSITIONS)
    public float[] rows() {
        arithmetic.multiply(matrix, in, inRows, 0, POSITIONS, out, outRows, 0);
        return out;
    }

    /** The Fourier transform over quarter turns, of 32 orbits of 256 positions. */
    @Benchmark
    @OperationsPerInvocation(8 * (TERMS / 4) * POSITIONS)
    public float[] fourier4() {
        int[] rows = inRows.at;
        for (int orbit = 0; orbit < TERMS / 4; orbit++) {
            int to = 4 * orbit * POSITIONS;
            arithmetic.fourier4(
                    in, rows, orbit, 0, POSITIONS, out, to, to + POSITIONS, to + 2 * POSITIONS, to + 3 * POSITIONS);
        }
        return out;
    }
}
