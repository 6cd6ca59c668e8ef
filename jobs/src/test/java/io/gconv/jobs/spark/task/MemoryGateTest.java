package io.gconv.jobs.spark.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gconv.image.DecodeOptions;
import io.gconv.image.ImageRegions;
import io.gconv.image.OpenedImage;
import io.gconv.jobs.config.ShippedPipelines;
import io.gconv.pipeline.Pipeline;
import io.gconv.pipeline.Tiling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
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

    /** Of bands the buffers and pixels, what the reader holds of them, and maps in four copies: row, serialised row, and so on. */
    @Test
    void theRoomOfBandsIncludesThatOfTheReader() throws IOException {
        byte[] photo = Files.readAllBytes(Path.of("..", "data-samples", "photos", "chelsea.png"));
        Pipeline pipeline = Pipeline.of(ShippedPipelines.find("plain").orElseThrow());
        OpenedImage opened = ImageRegions.open(photo, DecodeOptions.defaults());
        try (ImageRegions regions = ((OpenedImage.ByRegion) opened).regions()) {
            int width = regions.size().width();
            int height = regions.size().height();
            Tiling tiling = pipeline.tiling(height, width, 256);
            int rows = tiling.bands().stream()
                    .mapToInt(band -> band.bottom() - band.top())
                    .max()
                    .orElse(0);
            double alone = MemoryGate.roomBytes(tiling, Set.of(), regions);
            assertThat(alone - tiling.workingBytes()).isBetween(3.0 * width * rows, 3.0 * width * (rows + 10));
            assertThat(MemoryGate.roomBytes(tiling, Set.of("lift"), regions) - alone)
                    .isEqualTo(4 * 9 * 4.0 * width * height);
            assertThat(MemoryGate.roomBytes(pipeline, height, width, Set.of("lift"))
                            - pipeline.workingBytes(height, width))
                    .isEqualTo(4 * 9 * 4.0 * width * height);
        }
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
