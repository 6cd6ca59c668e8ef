package io.gconv.jobs.audit.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which numbers the report shows, of scalings whose quantiles, counts, floor and truncation all differ. */
class ReportNumbersTest {

    private static Results scalings() {
        SampleAudit sample = new SampleAudit().withScalings();
        sample.ok = 20;
        sample.controls = List.of();
        return new Results(sample.data());
    }

    /** Returns the numbers in the groups of the first match. */
    private static double[] numbers(String html, String pattern) {
        Matcher matcher = Pattern.compile(pattern.replace("#", "([0-9.]+)")).matcher(html);
        assertThat(matcher.find()).as(pattern).isTrue();
        return IntStream.rangeClosed(1, matcher.groupCount())
                .mapToDouble(i -> Double.parseDouble(matcher.group(i)))
                .toArray();
    }

    @Test
    void theTableEndsWithTheErrorAtTheEndOfScales() {
        assertThat(new HeatTable(scalings()).html())
                .containsPattern("scaling ×0\\.5</th><td>0\\.013</td>.*<td>0\\.080</td></tr>");
    }

    /** Of 6 scalings of 26 images. */
    @Test
    void whatIsFlatIsNotTooSmall() {
        assertThat(new UnmeasuredSection(scalings()).html())
                .contains("<code>group-2</code></th><td>Scalings</td><td>120</td><td>36</td><td>18</td>");
    }

    /** The 10 % and 90 % quantiles are 0.58 and 1.7 times the median. */
    @Test
    void theBandOfACurveHoldsEightyPerCent() {
        String html = new CurveSection(scalings()).html();
        double[] decade = numbers(html, "points=\"0,# 330,[0-9.]+\"/><polyline fill=\"none\" points=\"0,# 330");
        double[] band = numbers(html, "d=\"M15 # [^\"]*L15 # L15 ");
        assertThat((band[0] - band[1]) / (decade[0] - decade[1])).isCloseTo(Math.log10(1.7 / 0.58), within(0.002));
    }

    /** The plot is 10 units below the upper edge, and letters stand 4 below their middle. */
    @Test
    void theFloorIsNamedAtItsEnd() {
        String html = new CurveSection(scalings()).html();
        double[] end = numbers(html, "stroke-dasharray=\"3,3\"[^>]*><polyline fill=\"none\" points=\"[^\"]* 315,#\"");
        double[] label = numbers(html, "y=\"#\" text-anchor=\"start\" fill=\"var\\(--floor\\)\">floor<");
        assertThat(label[0]).isCloseTo(end[0] + 10 + 4, within(0.1));
    }

    /** The quantiles at 0, 5, 25, 75, 95 and 100 % are 0.35, 0.5, 0.75, 1.3, 2 and 3.4 times the median. */
    @Test
    void barsHoldWhatTheLegendSays() {
        String html = new SpreadSection(scalings()).html();
        double decade = numbers(html, "points=\"0,52 0,0\"/><polyline fill=\"none\" points=\"#,52 ")[0];
        assertThat(length(html, "1\\.2") / decade).isCloseTo(Math.log10(3.4 / 0.35), within(0.002));
        assertThat(length(html, "10") / decade).isCloseTo(Math.log10(2 / 0.5), within(0.002));
        assertThat(length(html, "5") / decade).isCloseTo(Math.log10(1.3 / 0.75), within(0.002));
    }

    private static double length(String html, String thickness) {
        double[] ends = numbers(html, "stroke-width=\"" + thickness + "\" points=\"#,13 #,13\"");
        return ends[1] - ends[0];
    }
}
