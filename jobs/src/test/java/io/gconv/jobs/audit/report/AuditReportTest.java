package io.gconv.jobs.audit.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.gconv.audit.Membership;
import io.gconv.jobs.audit.ReportData;
import io.gconv.jobs.audit.Summary;
import java.io.StringReader;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class AuditReportTest {

    private static final String HOSTILE = "/data/<script>alert('x')</script>&\"\u0000\ud800\u202e" + "long".repeat(75);

    static List<ReportData> audits() {
        return List.of(
                SampleAudit.rotations().withScalings().withShifts().data(),
                SampleAudit.rotations().data(),
                single(),
                unmeasured(),
                many(),
                hostile(),
                new SampleAudit().data());
    }

    private static ReportData single() {
        SampleAudit sample = SampleAudit.rotations();
        sample.images = 1;
        sample.ok = 1;
        sample.controls = List.of();
        return sample.data();
    }

    private static ReportData unmeasured() {
        SampleAudit sample = SampleAudit.rotations().withScalings();
        sample.ok = 0;
        return sample.data();
    }

    private static ReportData many() {
        SampleAudit sample = SampleAudit.rotations();
        for (int i = 0; i < 60; i++) {
            sample.moves.add(new SampleAudit.Move("rotation", (6 * i + 1) + "", 6 * i + 1, Membership.OFF_GRID, 0.06));
        }
        return sample.data();
    }

    private static ReportData hostile() {
        SampleAudit sample = SampleAudit.rotations();
        sample.pipeline = HOSTILE;
        sample.path = HOSTILE;
        sample.controls = List.of(HOSTILE);
        sample.moves.add(new SampleAudit.Move(HOSTILE, HOSTILE, 1, Membership.OUTSIDE, 0.5));
        sample.moves.add(new SampleAudit.Move(HOSTILE, "2", 2, Membership.OUTSIDE, 0.5));
        return sample.data();
    }

    private static Document parsed(String page) throws Exception {
        String xml = page.replaceFirst("<!DOCTYPE html>\\s*", "");
        return DocumentBuilderFactory.newDefaultInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(xml)));
    }

    @ParameterizedTest
    @MethodSource("audits")
    void thePageIsWellFormed(ReportData data) {
        assertThatCode(() -> parsed(AuditReport.html(data))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @MethodSource("audits")
    void thePageLoadsNothingAndRunsNothing(ReportData data) {
        String page = AuditReport.html(data);
        assertThat(page)
                .doesNotContain(
                        "<script", "<link", "<iframe", "@import", "javascript:", "xlink", "http://", "https://");
        assertThat(page.replaceAll("src=\"data:image/png;base64,", "")).doesNotContain("src=\"");
        assertThat(Pattern.compile("url\\(").matcher(page).find()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("audits")
    void thePageHasNoNumberThatIsNone(ReportData data) {
        assertThat(AuditReport.html(data)).doesNotContain("NaN", "Infinity", "null", "rgb(1,2,");
    }

    @ParameterizedTest
    @MethodSource("audits")
    void idsAreUnique(ReportData data) {
        Matcher ids = Pattern.compile(" id=\"([^\"]*)\"").matcher(AuditReport.html(data));
        assertThat(ids.results().map(r -> r.group(1)).toList()).doesNotHaveDuplicates();
    }

    @Test
    void theSameDataGiveTheSameText() {
        ReportData data = SampleAudit.rotations().withScalings().data();
        assertThat(AuditReport.html(data)).isEqualTo(AuditReport.html(data));
    }

    @Test
    void hostileNamesAreText() {
        assertThat(AuditReport.html(hostile()))
                .contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;&quot;���long")
                .doesNotContain("<script>", "\u0000");
    }

    @Test
    void everyLayerHasACurveWithItsControlsForAnglesAndForScales() throws Exception {
        Document page =
                parsed(AuditReport.html(SampleAudit.rotations().withScalings().data()));
        NodeList figures = page.getElementsByTagName("figure");
        int curves = 0;
        for (int i = 0; i < figures.getLength(); i++) {
            Element figure = (Element) figures.item(i);
            if (figure.getAttribute("class").equals("curve")) {
                curves++;
                assertThat(figure.getTextContent()).contains("pipeline", "floor", "trivial", "identical", "shuffled");
                assertThat(strokes(figure))
                        .contains(
                                "var(--pipeline)",
                                "var(--floor)",
                                "var(--control-1)",
                                "var(--control-2)",
                                "var(--control-3)");
            }
        }
        assertThat(curves).isEqualTo(2 * SampleAudit.LAYERS.size());
    }

    private static List<String> strokes(Element figure) {
        return Pattern.compile("var\\(--[a-z0-9-]+\\)")
                .matcher(SvgTextTest.attributes(figure))
                .results()
                .map(r -> r.group())
                .distinct()
                .toList();
    }

    /** The same transformation need not be the worst everywhere. */
    @Test
    void everyPanelOfTheDistributionsShowsTheWorstOfItsLayer() {
        ReportData data = SampleAudit.rotations().data();
        String[] panels = new SpreadSection(new Results(data)).html().split("<figure>");
        Set<String> shown = new HashSet<>();
        for (int i = 0; i < SampleAudit.LAYERS.size(); i++) {
            String layer = SampleAudit.LAYERS.get(i);
            Summary worst = data.summaries().stream()
                    .filter(s -> s.variant().equals("pipeline") && s.layer().equals(layer))
                    .filter(s -> s.membership() == Membership.OFF_GRID)
                    .max(Comparator.comparingDouble(s -> s.quantile(50)))
                    .orElseThrow();
            assertThat(panels[i + 1])
                    .contains(">" + layer + "<", Phrases.transformation("rotation", worst.parameter()) + ": median");
            shown.add(worst.parameter());
        }
        assertThat(shown).hasSizeGreaterThan(1);
    }

    @Test
    void whatCouldNotBeMeasuredIsCounted() {
        assertThat(AuditReport.html(unmeasured())).contains("What could not be measured", "416");
        assertThat(AuditReport.html(SampleAudit.rotations().data())).doesNotContain("What could not be measured");
    }

    /** A narrow column would read "projectio" and "n". */
    @Test
    void namesInTheHeadOfATableAreNotBroken() {
        assertThat(AuditReport.html(single())).contains("th code { overflow-wrap: normal; }");
    }

    @Test
    void oneImageHasNoDistribution() {
        assertThat(AuditReport.html(single()))
                .contains("At most one image could be measured, so there is no distribution.");
    }
}
