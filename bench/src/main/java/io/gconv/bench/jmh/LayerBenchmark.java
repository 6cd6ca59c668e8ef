package io.gconv.bench.jmh;

import io.gconv.bench.sidebyside.Workloads;
import io.gconv.feature.FeatureMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Workloads of the side-by-side without the peers; W2 is a group correlation of 5 × 5, 16 × 8 → 16 × 8, at 64 × 64. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class LayerBenchmark {

    /** A name of {@link Workloads}. */
    @Param("W2")
    public String workload = "";

    private Supplier<FeatureMap> layer = () -> {
        throw new IllegalStateException("prepare has not been called");
    };

    /** Builds the layer. */
    @Setup
    public void prepare() {
        layer = Workloads.ours(workload);
    }

    /** Computes one image. */
    @Benchmark
    public FeatureMap image() {
        return layer.get();
    }
}
