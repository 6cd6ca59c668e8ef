package io.gconv.jobs.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gconv.audit.Audit;
import io.gconv.audit.Membership;
import io.gconv.audit.Transformation;
import io.gconv.group.CyclicGroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What gates are about, and that none passes where nothing was measured. */
class GateTest {

    private static final List<String> LAYERS = List.of("lift", Audit.PROJECTION, Audit.DESCRIPTOR);
    private static final List<Transformation> TRANSFORMATIONS = List.of(
            Transformation.rotation(45),
            Transformation.rotation(90),
            Transformation.rotation(20),
            Transformation.translation(0.5, 0),
            Transformation.scaling(2));

    private static Map<Transformation, Membership> memberships() {
        Map<Transformation, Membership> memberships = new LinkedHashMap<>();
        TRANSFORMATIONS.forEach(g -> memberships.put(g, g.membership(new CyclicGroup(8), 1)));
        return memberships;
    }

    private static Summary summary(String layer, Transformation g, double error, double floor) {
        return summary(layer, g, error, error, Collections.nCopies(Summary.LEVELS.size(), error), floor);
    }

    private static Summary summary(
            String layer, Transformation g, double mean, double maximum, List<Double> quantiles, double floor) {
        return new Summary(
                Audit.PIPELINE,
                layer,
                g.kind().label(),
                g.parameter(),
                g.amount(),
                g.membership(new CyclicGroup(8), 1),
                1,
                Double.isNaN(mean) ? 0 : 1,
                0,
                0,
                mean,
                0,
                maximum,
                quantiles,
                floor,
                floor + 1,
                Double.NaN,
                List.of());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "* * * max <= 1",
                "* * exact max <= 1",
                "lift rotation on-grid p50 <= 1",
                "descriptor-centred translation off-grid p50 <= 1",
                "* scaling outside p50 <= 1",
                "* scaling 2 p50 <= 1",
                "* rotation 20.0 p50 <= 1",
                "* translation 0.5,0 p50 <= 1"
            })
    void gatesAboutAnyTransformationAreTaken(String gate) {
        assertThatCode(() -> Gate.parse(gate).check(LAYERS, memberships())).doesNotThrowAnyException();
    }

    /** JSON, which the run file is, has no number for infinity. */
    @ParameterizedTest
    @ValueSource(strings = {"1e999", "-1"})
    void limitsAreFinite(String limit) {
        String gate = "* * * max <= " + limit;
        assertThatThrownBy(() -> Gate.parse(gate))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the limit in the gate \"" + gate + "\" must be at least 0 and finite, but was " + limit);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0x1p3", "1d", "1F", "Infinity", "NaN", "x"})
    void limitsAreDecimalNumbers(String limit) {
        String gate = "* * * max <= " + limit;
        assertThatThrownBy(() -> Gate.parse(gate))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the limit '" + limit + "' in the gate \"" + gate + "\" is no decimal number");
    }

    @Test
    void theNearestLayerIsNamed() {
        assertThatThrownBy(() -> Gate.parse("descriptor-centered * * max <= 1").check(LAYERS, memberships()))
                .hasMessageEndingWith("; did you mean descriptor-centred?");
    }

    /** A parameter of a translation has two numbers; what is outside the group is not meant by {@code *}. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "* scaling on-grid p50 <= 0",
                "* reflection * p50 <= 0",
                "* translation exact p50 <= 0",
                "* scaling * p50 <= 0",
                "* rotation 30 p50 <= 0",
                "* rotation 20.01 p50 <= 0",
                "* scaling 90 p50 <= 0",
                "* translation 0.5 p50 <= 0"
            })
    void gatesAboutNoTransformationAreRefused(String gate) {
        assertThatThrownBy(() -> Gate.parse(gate).check(LAYERS, memberships()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the gate \"" + gate + "\" is about no transformation of this audit, which has rotation 45"
                        + " (on-grid), rotation 90 (exact), rotation 20 (off-grid), translation 0.5,0 (off-grid),"
                        + " scaling 2 (outside); --transform adds others");
    }

    /** What is checked before a run is what is judged after it. */
    @Test
    void whatIsTakenIsJudged() {
        List<Summary> summaries =
                TRANSFORMATIONS.stream().map(g -> summary("lift", g, 0.1, 0.01)).toList();
        for (String which : List.of("*", "exact", "on-grid", "off-grid", "outside", "90", "2", "0.5", "0.5,0")) {
            for (String kind : List.of("*", "rotation", "translation", "scaling", "reflection")) {
                Gate gate = Gate.parse("lift " + kind + " " + which + " max <= 1");
                boolean taken = true;
                try {
                    gate.check(LAYERS, memberships());
                } catch (IllegalArgumentException e) {
                    taken = false;
                }
                assertThat(Gate.judge(List.of(gate), summaries))
                        .as(gate.text())
                        .extracting(GateResult::isMeasured)
                        .containsOnly(taken);
            }
        }
    }

    private static List<String> judged(String gate, Transformation... transformations) {
        List<Summary> summaries = Arrays.stream(transformations)
                .map(g -> summary("lift", g, 0.1, 0.01))
                .toList();
        return Gate.judge(List.of(Gate.parse(gate)), summaries).stream()
                .map(GateResult::parameter)
                .toList();
    }

    /** 1.414 is meant to be √2, unless 1.414 itself is there. */
    @Test
    void onlyScalingsThatAreNotThereMayBeNear() {
        assertThat(judged("lift rotation 90 max <= 1", Transformation.rotation(90), Transformation.rotation(90.05)))
                .containsExactly("90");
        Transformation root = Transformation.scaling(Math.sqrt(2));
        assertThat(judged("lift scaling 1.414 max <= 1", root)).containsExactly("1.4142");
        assertThat(judged("lift scaling 1.414 max <= 1", root, Transformation.scaling(1.414)))
                .containsExactly("1.414");
    }

    @Test
    void everyGateOfTheUserHasAResultEvenIfNothingWasMeasured() {
        List<Gate> gates = List.of(Gate.parse("* * * max <= 1e-9"), Gate.parse("lift rotation exact p50 <= 3 floor"));
        List<GateResult> results = Gate.judge(gates, List.of());
        assertThat(results).extracting(GateResult::gate).containsExactlyElementsOf(gates);
        assertThat(results).noneMatch(GateResult::passed).noneMatch(GateResult::isMeasured);
        assertThat(results.get(0).toMap()).doesNotContainKeys("value", "limit").containsEntry("passed", false);
        assertThat(Gate.complaint(results.get(1)))
                .isEqualTo("gate not met: lift rotation exact could not be measured"
                        + " (lift rotation exact p50 <= 3 floor)");
        assertThat(Gate.judge(List.of(), List.of())).as("default gates").isEmpty();
    }

    @Test
    void aGateWithoutRowsOfItsOwnHasNotPassedBecauseOfOthers() {
        Gate centred = Gate.parse("descriptor-centred * * max <= 1");
        Gate lift = Gate.parse("lift * * max <= 1");
        List<GateResult> results =
                Gate.judge(List.of(centred, lift), List.of(summary("lift", Transformation.rotation(90), 0.1, 0.01)));
        assertThat(results).extracting(GateResult::passed).containsExactly(false, true);
        assertThat(Gate.complaint(results.get(0))).endsWith("; it needs two images with different descriptors");
    }

    /** Where nothing is resampled the floor is 0, and what rounding leaves is no defect. */
    @Test
    void aMultipleOfAFloorOfZeroAllowsRounding() {
        Gate gate = Gate.parse("lift * * max <= 3 floor");
        List<GateResult> results = Gate.judge(
                List.of(gate),
                List.of(
                        summary("lift", Transformation.rotation(90), 2e-7, 0),
                        summary("lift", Transformation.rotation(90), 2e-5, 0),
                        summary("lift", Transformation.rotation(45), 0.02, 0.01),
                        summary("lift", Transformation.rotation(45), 0.04, 0.01)));
        assertThat(results).extracting(GateResult::passed).containsExactly(true, false, true, false);
    }

    @Test
    void aMultipleOfAnUnknownFloorIsNotMetAndNotExceeded() {
        Gate gate = Gate.parse("lift rotation 90 max <= 3 floor");
        List<GateResult> results =
                Gate.judge(List.of(gate), List.of(summary("lift", Transformation.rotation(90), 0.1, Double.NaN)));
        assertThat(results).singleElement().satisfies(r -> {
            assertThat(r.passed()).isFalse();
            assertThat(r.isExceeded()).isFalse();
            assertThat(Gate.complaint(r)).startsWith("gate not met: lift rotation 90 could not be measured");
        });
    }

    /** 0.01, …, 0.11 at the levels of quantiles, a mean of 0.5 and a maximum of 0.9. */
    @ParameterizedTest
    @CsvSource({"p50, 0.06", "p90, 0.08", "p99, 0.10", "max, 0.9", "mean, 0.5"})
    void aGateJudgesTheStatisticThatItNames(String statistic, double value) {
        List<Double> quantiles =
                IntStream.rangeClosed(1, 11).mapToObj(i -> i / 100.0).toList();
        Summary summary = summary("lift", Transformation.rotation(45), 0.5, 0.9, quantiles, 0.02);
        for (String limit : List.of(String.valueOf(value), String.valueOf(50 * value) + " floor")) {
            assertThat(Gate.parse("lift rotation 45 " + statistic + " <= " + limit)
                            .result(summary))
                    .satisfies(result -> {
                        assertThat(result.value()).isEqualTo(value);
                        assertThat(result.limit()).isCloseTo(value, within(1e-15));
                    });
        }
        assertThat(Gate.parse("* * * " + statistic + " <= " + value)
                        .result(summary)
                        .passed())
                .isTrue();
        assertThat(Gate.parse("* * * " + statistic + " <= " + value * 0.999)
                        .result(summary)
                        .passed())
                .isFalse();
    }

    /** A limit that is ten times as large would pass what nobody should rely on. */
    @Test
    void defaultsAreWhatTheManualSays() throws IOException {
        List<String> manual = Files.readString(Path.of("..", "docs", "audit.md"))
                .lines()
                .filter(line -> line.matches(" {4}\\S+ \\S+ \\S+ (max|p50) <= \\S+"))
                .map(String::strip)
                .toList();
        assertThat(Gate.DEFAULTS).extracting(Gate::text).hasSize(6).containsExactlyElementsOf(manual);
    }
}
