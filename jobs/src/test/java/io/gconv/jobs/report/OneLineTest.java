package io.gconv.jobs.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OneLineTest {

    @Test
    void namesCannotWriteLinesOrCommandsOfTheirOwn() {
        assertThat(OneLine.of("a\nb\r\u001b[31m\u009b1m\u202egnp\u2028é漢\u0000"))
                .isEqualTo("a\\nb\\u000d\\u001b[31m\\u009b1m\\u202egnp\\u2028é漢\\u0000");
    }
}
