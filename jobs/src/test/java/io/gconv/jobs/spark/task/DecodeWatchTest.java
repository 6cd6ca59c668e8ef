package io.gconv.jobs.spark.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gconv.image.DecodeOptions;
import io.gconv.image.DecodedImage;
import io.gconv.image.EncodedImage;
import io.gconv.image.ImageDecoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import org.apache.spark.TaskKilledException;
import org.junit.jupiter.api.Test;

class DecodeWatchTest {

    private static final Duration SHORT = Duration.ofMillis(1);
    private static final Duration LONG = Duration.ofDays(1);

    private final DecodeWatch watch = new DecodeWatch();

    /** Works until it is interrupted, as readers do, which keep the flag. */
    private static String untilInterrupted() {
        while (!Thread.currentThread().isInterrupted()) {
            Thread.onSpinWait();
        }
        return "interrupted";
    }

    /** Works until the latch opens, whatever interrupts it. */
    private static String until(CountDownLatch latch) {
        while (latch.getCount() > 0) {
            Thread.onSpinWait();
        }
        return "done";
    }

    @Test
    void workThatNoticesInterruptsIsInterruptedAndLeavesNoTrace() throws TimeoutException {
        assertThatThrownBy(() -> watch.interrupted(DecodeWatchTest::untilInterrupted, SHORT))
                .isInstanceOf(TimeoutException.class);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        assertThat(watch.<String>interrupted(() -> "next", LONG)).isEqualTo("next");
    }

    /** Readers may turn the interrupt into an exception of their own. */
    @Test
    void whateverLateWorkThrowsItWasLate() {
        assertThatThrownBy(() -> watch.interrupted(
                        () -> {
                            throw new IllegalStateException(untilInterrupted());
                        },
                        SHORT))
                .isInstanceOf(TimeoutException.class);
        assertThatThrownBy(() -> watch.interrupted(
                        () -> {
                            throw new IllegalStateException("soon");
                        },
                        LONG))
                .hasMessage("soon");
    }

    @Test
    void interruptOfTheTaskIsNotTakenForATimeout() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> watch.interrupted(DecodeWatchTest::untilInterrupted, LONG))
                .isInstanceOf(TaskKilledException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void workThatDoesNotNoticeIsLeftBehindUntilItEnds() throws Exception {
        CountDownLatch latch = new CountDownLatch(1);
        while (watch.hanging() < DecodeWatch.MOST_HANGING) { // work that had not begun does not hang
            assertThatThrownBy(() -> watch.abandoned(() -> until(latch), Duration.ZERO))
                    .isInstanceOf(TimeoutException.class);
        }
        assertThatThrownBy(() -> watch.abandoned(() -> "one more", LONG)).isInstanceOf(DecodeWatch.TooManyHang.class);
        latch.countDown();
        while (watch.hanging() > 0) {
            Thread.onSpinWait();
        }
        assertThat(watch.<String>abandoned(() -> "one more", LONG)).isEqualTo("one more");
    }

    @Test
    void lackOfMemoryInAThreadOfItsOwnGetsToTheTask() {
        assertThatThrownBy(() -> watch.abandoned(
                        () -> {
                            throw new OutOfMemoryError("in a decoder");
                        },
                        LONG))
                .isInstanceOf(OutOfMemoryError.class)
                .hasMessage("in a decoder");
    }

    @Test
    void imagesAreDecodedAsWithoutAWatch() throws IOException {
        byte[] png = Files.readAllBytes(Path.of("..", "data-samples", "photos", "camera.png"));
        EncodedImage image = ImageDecoder.open(png, DecodeOptions.defaults());
        DecodedImage.Success plain = (DecodedImage.Success) image.decode();
        for (int seconds : new int[] {0, 60}) {
            DecodedImage.Success watched = (DecodedImage.Success) watch.decoded(image, seconds);
            assertThat(watched.map().values()).isEqualTo(plain.map().values());
        }
    }
}
