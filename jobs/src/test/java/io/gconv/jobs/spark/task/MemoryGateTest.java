package io.gconv.jobs.spark.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MemoryGateTest {

    private static final double MIB = 1 << 20;

    private final MemoryGate gate = new MemoryGate(100L << 20); // 80 MiB to use

    /** Eight threads of 30 MiB each: never more than two at a time. */
    @Test
    void letsInWhatFits() throws InterruptedException {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        for (int i = 0; i < 200; i++) {
            threads.execute(() -> gate.within(30 * MIB, () -> {
                most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                Thread.onSpinWait();
                return inside.decrementAndGet();
            }));
        }
        threads.shutdown();
        assertThat(threads.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        assertThat(most.get()).isBetween(1, 2);
    }

    @Test
    void whatIsLargerThanAllRunsAlone() {
        assertThat(gate.<String>within(1e12, () -> "done")).isEqualTo("done");
    }

    @Test
    void triesOnceMoreAlone() {
        AtomicInteger tries = new AtomicInteger();
        assertThat(gate.<Integer>withinOrAlone(MIB, () -> {
                    if (tries.incrementAndGet() == 1) {
                        throw new OutOfMemoryError("first");
                    }
                    return tries.get();
                }))
                .isEqualTo(2);
        assertThatThrownBy(() -> gate.withinOrAlone(MIB, () -> {
                    throw new OutOfMemoryError("always");
                }))
                .hasMessage("always");
        assertThat(gate.<String>within(80 * MIB, () -> "all is free again")).isNotNull();
    }
}
