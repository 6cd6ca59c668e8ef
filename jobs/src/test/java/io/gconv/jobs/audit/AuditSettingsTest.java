package io.gconv.jobs.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gconv.audit.AuditOptions;
import io.gconv.audit.Transformation;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuditSettingsTest {

    private static AuditSettings of(List<LocalErrors.Direction> local, String... transformations) {
        return new AuditSettings(
                Arrays.stream(transformations).map(Transformation::parse).toList(),
                local,
                new AuditOptions(1, 256, 4096),
                32,
                List.of());
    }

    @Test
    void theOrderOfTransformationsMakesNoOtherRows() {
        assertThat(of(List.of(), "rotation 90", "scaling 2").flags())
                .isEqualTo(of(List.of(), "scaling 2", "rotation 90").flags())
                .isNotEqualTo(of(List.of(), "scaling 2").flags());
    }

    @ParameterizedTest
    @ValueSource(strings = {"rotation 0", "rotation 360", "rotation -720", "scaling 1", "translation 0,0"})
    void whatMovesNothingIsRefused(String transformation) {
        assertThatThrownBy(() -> of(List.of(), "rotation 90", transformation))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "a transformation of an audit must move something, but " + transformation + " moves nothing");
    }

    @ParameterizedTest
    @CsvSource({"rotation -90, rotation 270", "rotation 450, rotation 90", "reflection 0, reflection 180"})
    void anglesThatDoTheSameAreDuplicates(String one, String other) {
        assertThatThrownBy(() -> of(List.of(), one, other))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("duplicate transformation in ");
    }

    @Test
    void localErrorsAreAFlagOfTheirOwn() {
        assertThat(of(LocalErrors.directions(), "rotation 90").flags())
                .containsEntry("--local", "")
                .containsAllEntriesOf(of(List.of(), "rotation 90").flags());
    }
}
