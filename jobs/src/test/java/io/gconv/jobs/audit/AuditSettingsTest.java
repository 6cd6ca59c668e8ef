package io.gconv.jobs.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.gconv.audit.AuditOptions;
import io.gconv.audit.Transformation;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

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

    @Test
    void localErrorsAreAFlagOfTheirOwn() {
        assertThat(of(LocalErrors.directions(), "rotation 90").flags())
                .containsEntry("--local", "")
                .containsAllEntriesOf(of(List.of(), "rotation 90").flags());
    }
}
