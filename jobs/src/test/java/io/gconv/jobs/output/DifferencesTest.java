package io.gconv.jobs.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class DifferencesTest {

    @Test
    void namesTheKeyInWhateverDepth() {
        assertThat(between("{layers: [{size: 5}, {size: 7, bias: 0}]}", "{layers: [{size: 5}, {size: 9, bias: 0}]}"))
                .isEqualTo("layers[1].size is 7 there and 9 here");
    }

    @Test
    void saysWhatOnlyOneHas() {
        assertThat(between("{a: {b: 1}}", "{a: {c: {}}}"))
                .isEqualTo("a.b is 1 there and absent here, a.c is absent there and an object here");
    }

    @Test
    void listsOfOtherLengthsAreOneDifference() {
        assertThat(between("{a: [1, 2]}", "{a: [2]}")).isEqualTo("a is a list of 2 there and a list of 1 here");
    }

    @Test
    void countsWhatItDoesNotName() {
        assertThat(between("{a: 1, b: 1, c: 1, d: 1, e: 1}", "{a: 2, b: 2, c: 2, d: 2, e: 1}"))
                .endsWith("c is 1 there and 2 here, and 1 more differ");
    }

    @Test
    void shortensValues() {
        assertThat(between("{a: " + "x".repeat(100) + "}", "{a: 1}"))
                .isEqualTo("a is " + "x".repeat(40) + "… there and 1 here");
    }

    @Test
    void sameConfigurationsHaveNone() {
        assertThat(between("{a: [1, {b: x}]}", "{a: [1, {b: x}]}")).isEmpty();
    }

    private static String between(String there, String here) {
        return Differences.between(read(there), read(here));
    }

    private static Map<String, Object> read(String hocon) {
        return com.typesafe.config.ConfigFactory.parseString(hocon).root().unwrapped();
    }
}
