package io.gconv.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PixelCountTest {

    @ParameterizedTest
    @CsvSource({"1, 1", "64, 64", "64k, 64000", "64_000_000, 64000000", "1m, 1000000", "64M, 64000000", "2g, 2000000000"
    })
    void unitsAreDecimal(String text, long pixels) {
        assertThat(new PixelCount().convert(text)).isEqualTo(pixels);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "3g", "999999999999g"})
    void numbersHaveBounds(String text) {
        assertThatThrownBy(() -> new PixelCount().convert(text))
                .hasMessage("it must be from 1 to 2147483647, but was " + text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "m", "6x", "-1", "1.5m", "1e6"})
    void otherTextsAreRefused(String text) {
        assertThatThrownBy(() -> new PixelCount().convert(text))
                .hasMessageEndingWith("such as 64000000 or 64m, but was " + text);
    }
}
