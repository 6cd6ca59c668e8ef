package io.gconv.jobs.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {

    @ParameterizedTest
    @CsvSource({"0.2, 1 s", "59, 59 s", "60, 1 min 0 s", "125, 2 min 5 s", "7500, 2 h 5 min"})
    void durationsGrowCoarser(double seconds, String words) {
        assertThat(Words.duration(seconds)).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({"999, 999 B", "1500, 1.5 kB", "123456789, 123 MB"})
    void bytesAreDecimal(double bytes, String words) {
        assertThat(Words.bytes(bytes)).isEqualTo(words);
    }

    @Test
    void commandsCanBePasted() {
        assertThat(Words.command(List.of("audit", "--gate", "* * exact max <= 1e-5", "--input=it's", "a.png", "")))
                .isEqualTo("audit --gate '* * exact max <= 1e-5' '--input=it'\\''s' a.png ''");
    }

    @Test
    void countsHaveTheirNoun() {
        assertThat(Words.count(1, "image")).isEqualTo("1 image");
        assertThat(Words.count(12345, "image")).isEqualTo("12,345 images");
        assertThat(Words.rate(1234.4)).isEqualTo("1,234");
    }
}
