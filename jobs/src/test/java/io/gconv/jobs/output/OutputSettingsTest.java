package io.gconv.jobs.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class OutputSettingsTest {

    private static OutputSettings of(Map<String, String> flags) {
        return new OutputSettings("audit", "se2", "digest", Map.of(), new TreeMap<>(flags), List.of());
    }

    @Test
    void noControlsAreSaidAsTheyAreTyped() {
        OutputSettings without = of(Map.of("--control-images", "0"));
        OutputSettings with = of(Map.of("--control-images", "32"));
        assertThat(without.differences(with)).containsExactly("--no-controls");
        assertThat(with.differences(without)).containsExactly("--control-images 32");
    }

    @Test
    void theTypeOfAStringIsSaidBesideAnotherType() {
        assertThat(OutputSettings.columnsBeside(List.of("label"), List.of("label int")))
                .isEqualTo("label string");
        assertThat(OutputSettings.columnsBeside(List.of("label int"), List.of("label")))
                .isEqualTo("label int");
        assertThat(OutputSettings.columnsBeside(List.of("label", "split"), List.of("labels int")))
                .isEqualTo("label, split");
    }
}
