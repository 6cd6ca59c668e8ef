package io.gconv.jobs.audit.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.gconv.jobs.audit.Gate;
import io.gconv.jobs.audit.GateResult;
import io.gconv.jobs.audit.LocalErrors;
import io.gconv.jobs.audit.ReportData;
import io.gconv.jobs.audit.Summary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class VerdictTest {

    private static String words(ReportData data) {
        return new Verdict(data)
                .html()
                .replaceAll("<[^>]*>", "")
                .replaceAll("\\s+", " ")
                .replace("&gt;", ">")
                .strip();
    }

    private static ReportData judgedBy(SampleAudit sample, GateResult... gates) {
        ReportData d = sample.data();
        return new ReportData(
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
    }

    private static GateResult gate(String variant, String layer, double value) {
        return new GateResult(Gate.parse("* rotation 90 p99 <= 1e-5"), variant, layer, "rotation", "90", value, 1e-5);
    }

    @Test
    void aPassIsSaidWithItsGatesAndImages() {
        assertThat(words(SampleAudit.rotations().data()))
                .startsWith("✓ Equivariant within its gates Both gates passed (20 comparisons) on 26 images.")
                .contains("Quarter turns: exact to rounding (largest error 1.7e-6, in projection).")
                .containsPattern("Other rotations: projection median 1[0-9]\\h% at worst, at [0-9.]+°, "
                        + "[0-9.]+ times what resampling the image alone costs\\.")
                .endsWith("All 3 controls, which are not equivariant, failed, as they must.");
    }

    @Test
    void whatWasNotMeasuredIsNotCalledExact() {
        SampleAudit sample = new SampleAudit().withShifts();
        sample.exact = 0;
        assertThat(words(sample.data())).contains("Shifts by whole pixels: exact, every error is 0.");
        sample.unmeasured = Set.of("3,-2");
        assertThat(words(sample.data()))
                .contains("Shifts by whole pixels (1 of 2 measured): exact, every error is 0.")
                .contains("Other translations: ");
    }

    @Test
    void aFailureNamesTheFirstLayerThatExceeds() {
        ReportData data = judgedBy(
                SampleAudit.rotations(),
                gate("pipeline", "projection", 0.9),
                gate("pipeline", "lift", 0.31),
                gate("trivial", "lift", 1.4));
        assertThat(words(data))
                .startsWith("✗ Not equivariant within its gates 1 of 1 gate was exceeded on 26 images. "
                        + "The first layer over its limit is lift, rotation 90°: p99 0.31 > 1e-5.")
                .contains("The control trivial, which is not equivariant, failed, as it must.");
    }

    @Test
    void aFailureOfALimitOfZeroNamesTheLargestValue() {
        Gate gate = Gate.parse("lift * * mean <= 0");
        ReportData data = judgedBy(
                SampleAudit.rotations(),
                new GateResult(gate, "pipeline", "lift", "rotation", "90", 1e-7, 0),
                new GateResult(gate, "pipeline", "lift", "rotation", "30", 0.2, 0));
        assertThat(words(data)).contains("is lift, rotation 30°: mean 0.20 > 0.");
    }

    @Test
    void aControlThatPassesIsAWarning() {
        ReportData data = judgedBy(
                SampleAudit.rotations(),
                gate("pipeline", "lift", 0),
                gate("trivial", "lift", 1.4),
                gate("identical", "lift", 1e-7));
        assertThat(words(data))
                .startsWith("✓")
                .contains("Warning: the control identical (the same kernel for every element of the group) is not"
                        + " equivariant, yet it passed every gate: the gates are too loose to mean anything.")
                .doesNotContain("as they must");
    }

    @Test
    void withoutGatesNothingIsJudged() {
        SampleAudit sample = SampleAudit.rotations();
        sample.judged = false;
        assertThat(words(sample.data()))
                .startsWith("– Nothing was judged No gate is about these transformations")
                .contains("Quarter turns: exact to rounding")
                .doesNotContain("control");
    }

    @Test
    void whatCannotBeMeasuredIsUndecided() {
        SampleAudit sample = SampleAudit.rotations();
        sample.ok = 0;
        assertThat(words(sample.data()))
                .startsWith("? Undecided 2 of 2 gates could not be measured everywhere on 26 images")
                .contains("Nothing could be measured on 26 images")
                .contains("Nothing could be measured of 3 controls.")
                .doesNotContain("too loose", "NaN");
    }

    /** Of images that cannot be decoded there is no row at all, but the gates of the user are there. */
    /** Of three images, none of which could be read. */
    private static ReportData withoutRows(List<GateResult> results) {
        ReportData d = SampleAudit.rotations().data();
        return new ReportData(
                d.pipeline(),
                d.description(),
                d.group(),
                d.layers(),
                List.of(),
                Map.of(),
                results,
                List.of(),
                3,
                3,
                d.facts());
    }

    @Test
    void gatesAreListedIfNoImageCouldBeRead() {
        List<Gate> gates = List.of(Gate.parse("* * * max <= 1e-9"), Gate.parse("lift rotation exact p50 <= 3 floor"));
        List<GateResult> results = Gate.judge(gates, List.of());
        ReportData data = withoutRows(results);
        assertThat(words(data))
                .startsWith("? Undecided 2 of 2 gates could not be measured everywhere on 0 images (3 more could not be"
                        + " audited), and what could not be measured has not passed. Nothing could be measured")
                .doesNotContain("There are no gates", "see below");
        assertThat(AuditReport.html(data))
                .contains("* * * max &lt;= 1e-9", "lift rotation exact p50 &lt;= 3 floor", "? not measured")
                .doesNotContain("NaN", "✓ passed", "exact°");
    }

    @Test
    void withoutRowsTheDefaultGatesJudgeNothing() {
        ReportData data = withoutRows(List.of());
        assertThat(words(data))
                .isEqualTo("– Nothing was judged Nothing could be measured on 0 images (3 more could not be audited).");
    }

    @Test
    void withoutControlsItSaysSo() {
        SampleAudit sample = SampleAudit.rotations();
        sample.controls = List.of();
        assertThat(words(sample.data())).contains("No control was run, so nothing shows that these gates can fail.");
    }

    @Test
    void controlsThatNoGateCouldJudgeWereRun() {
        ReportData data = judgedBy(SampleAudit.rotations(), gate("pipeline", "lift", 0));
        assertThat(words(data))
                .contains("Nothing that these gates judge could be measured of the controls, so nothing");
    }

    /** C2 has 180°, and no quarter turn. */
    @Test
    void halfTurnsAreNotCalledQuarterTurns() {
        SampleAudit sample = SampleAudit.rotations();
        sample.moves.removeIf(move -> move.amount() % 180 == 90);
        assertThat(words(sample.data()))
                .contains("Half turns: exact to rounding")
                .doesNotContain("Quarter turns");
    }

    /** They have a section of their own. */
    @Test
    void localErrorsAreNotAmongTheOthers() {
        SampleAudit sample = SampleAudit.rotations();
        sample.local = LocalErrors.directions();
        assertThat(words(sample.data())).doesNotContain("outside the group", "0.02°", "1.001");
        assertThat(AuditReport.html(sample.data()))
                .contains("Local error", "scale, per per cent")
                .doesNotContain("<h2>Scalings");
    }

    /** Descriptors promise nothing about shifts, and hide errors; a layer whose name begins like theirs does not. */
    @Test
    void aLayerMayHaveANameThatBeginsLikeADescriptor() {
        ReportData d = SampleAudit.rotations().withShifts().data();
        List<Summary> renamed = d.summaries().stream()
                .map(s -> s.layer().equals("projection") ? SampleAudit.named("descriptors", s) : s)
                .toList();
        ReportData data = new ReportData(
                d.pipeline(),
                d.description(),
                d.group(),
                d.layers(),
                renamed,
                Map.of(),
                List.of(),
                List.of(),
                26,
                0,
                d.facts());
        assertThat(words(data))
                .containsPattern(
                        "Shifts by whole pixels: exact to rounding \\(largest error [-0-9.e]+, in descriptors\\)")
                .containsPattern("Other rotations: descriptors median [0-9.]+\\h% at worst, at [0-9.]+°");
    }

    @Test
    void errorsOfZeroAreExact() {
        SampleAudit sample = SampleAudit.rotations();
        sample.exact = 0;
        assertThat(words(sample.data())).contains("Quarter turns: exact, every error is 0.");
    }

    @Test
    void turnsThatShouldBeExactAndAreNotAreNamed() {
        SampleAudit sample = SampleAudit.rotations();
        sample.exact = 0.1;
        assertThat(words(sample.data())).contains("Quarter turns: not exact; largest error 0.");
    }

    @Test
    void errorsHaveTwoSignificantDigits() {
        List<String> texts = new ArrayList<>();
        for (double e : new double[] {0, 2.14e-7, 9.96e-4, 0.00834, 0.0996, 0.31, 0.999, 1.44, 12.3, Double.NaN}) {
            texts.add(Phrases.error(e));
        }
        assertThat(texts).containsExactly("0", "2.1e-7", "0.0010", "0.0083", "0.10", "0.31", "1.0", "1.4", "12", "–");
    }

    @Test
    void limitsAreAsShortAsPossible() {
        assertThat(List.of(Phrases.limit(1e-5), Phrases.limit(0.05), Phrases.limit(2), Phrases.limit(2.5e-7)))
                .containsExactly("1e-5", "0.05", "2", "2.5e-7");
    }

    @Test
    void aLimitThatIsAMultipleOfTheFloorHasAStatisticToo() {
        GateResult exceeded = new GateResult(
                Gate.parse("lift rotation 90 p99 <= 3 floor"), "pipeline", "lift", "rotation", "90", 0.31, 0.1);
        assertThat(words(judgedBy(SampleAudit.rotations(), exceeded))).contains("rotation 90°: p99 0.31 > 0.1");
    }
}
