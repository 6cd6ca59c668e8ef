package io.gconv.jobs.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private final Progress progress =
            new Progress(ProgressStyle.NONE, new PrintWriter(new StringWriter()), 1000, () -> 0, () -> 0);

    @Test
    void theRateIsThatOfTheLastMinute() {
        assertThat(progress.line(0, 0, 5)).isEqualTo("gconv: 0 of 1,000 images, 5 s");
        assertThat(progress.line(4, 0, 10)).isEqualTo("gconv: 4 of 1,000 images (0 %), 10 s");
        assertThat(progress.line(104, 1, 20))
                .isEqualTo("gconv: 104 of 1,000 images (10 %), 1 error, 10.0 images/s, about 1 min 30 s left");
        assertThat(progress.line(804, 2, 90)).contains("(80 %), 2 errors, 10.0 images/s, about 20 s left");
        assertThat(progress.line(804, 2, 200)).isEqualTo("gconv: 804 of 1,000 images (80 %), 2 errors, 3 min 20 s");
    }

    @Test
    void whatIsCountedTwiceIsNotMoreThanAll() {
        assertThat(progress.line(1003, 0, 10)).startsWith("gconv: 1,000 of 1,000 images (100 %)");
    }
}
