package io.gconv.jobs.audit.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.gconv.jobs.audit.Gate;
import io.gconv.jobs.audit.GateResult;
import io.gconv.jobs.audit.ReportData;
import java.util.List;
import org.junit.jupiter.api.Test;

class GateSectionTest {

    private static GateResult gate(String layer, double value, double limit) {
        return new GateResult(
                Gate.parse("* * exact max <= 1 floor"), "pipeline", layer, "rotation", "90", value, limit);
    }

    private static String html(GateResult... gates) {
        ReportData d = SampleAudit.rotations().data();
        ReportData data = new ReportData(
                d.pipeline(),
                d.description(),
                d.group(),
                d.layers(),
                d.summaries(),
                d.local(),
                List.of(gates),
                d.examples(),
                d.images(),
                d.errors(),
                d.facts());
        return new GateSection(new Results(data)).html();
    }

    /** Where a floor is 0, so is the limit that is a multiple of it. */
    @Test
    void nothingOfNothingIsNotTheWorst() {
        assertThat(html(gate("lift", 0, 0), gate("projection", 0.3, 0.1)))
                .contains("exceeded in 1 of 2", Phrases.code("projection") + ", ")
                .doesNotContain(Phrases.code("lift") + ", ");
    }

    /** Any error is infinitely many times 0. */
    @Test
    void beyondALimitOfZeroTheLargestValueIsTheWorst() {
        assertThat(html(gate("lift", 0.1, 0), gate("projection", 0.3, 0)))
                .contains("<td>0.30</td><td>0</td><td>" + Phrases.code("projection") + ", ");
    }
}
