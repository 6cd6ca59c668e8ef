package io.gconv.image;

import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;

class DecoderFuzzTest {

    /** More by bench/fuzz. */
    @Test
    void damagedFilesGiveFiniteValuesOfTheSizeTheySayOrAReason() {
        DecoderFuzz fuzz = new DecoderFuzz(Images.all(), 1);
        for (int i = 0; i < 2000; i++) {
            int input = i;
            assertThatCode(() ->
                            DecoderFuzz.outcome(fuzz.input(input), Images.withMaxPixels(fuzz.options(input), 100_000)))
                    .as("input %d of %s", i, fuzz.file(i))
                    .doesNotThrowAnyException();
        }
    }
}
