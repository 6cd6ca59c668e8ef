package io.gconv.jobs.audit.report;

import io.gconv.jobs.audit.ReportData;
import io.gconv.jobs.html.Html;
import io.gconv.jobs.report.Words;

/**
 * The audit's {@code report.html}: one file that loads nothing, runs no script, and reads well in light and dark, on paper
 * and without colours. The same data give the same text. Cost: O(rows of the summary).
 */
public final class AuditReport {

    private static final String HOW_TO_READ = """
            <section>
            <h2>How to read this</h2>
            <p>A pipeline Φ is equivariant if it makes no difference whether an image is transformed before or its feature
            maps after; the error of a layer is ‖Φ(L<sub>g</sub> f) − L<sub>g</sub> Φ(f)‖ / ‖L<sub>g</sub> Φ(f)‖, so 0 is perfect, 0.01 is one per cent,
            and about 1 or more means that the two have nothing in common. Where pixels fall between pixels, resampling
            alone costs something, the <em>floor</em>: errors near it are as good as the pixel grid allows, and errors at the
            height of the controls are as bad as not being equivariant at all. More is in <code>docs/audit.md</code>.</p>
            </section>
            """;

    private AuditReport() {}

    /** Returns the page. */
    public static String html(ReportData data) {
        Results results = new Results(data);
        String body = header(data)
                + new Verdict(data).html()
                + new GateSection(results).html()
                + HOW_TO_READ
                + new CurveSection(results).html()
                + new HeatTable(results).html()
                + new LocalSection(data, results).html()
                + new SpreadSection(results).html()
                + new UnmeasuredSection(results).html()
                + new ExampleSection(data).html()
                + facts(data);
        return Html.page(
                "Equivariance audit of " + data.pipeline(), body, Html.resource(AuditReport.class, "report.css"));
    }

    private static String header(ReportData data) {
        return "<header>\n<h1>Equivariance audit of " + Phrases.code(data.pipeline()) + "</h1>\n<p>"
                + Html.text(data.description()) + "</p>\n<p class=\"note\">Group " + Html.text(data.group()) + " · "
                + Words.count(data.images(), "image")
                + (data.errors() > 0 ? ", of which " + Words.count(data.errors()) + " could not be audited" : "")
                + "</p>\n</header>\n";
    }

    private static String facts(ReportData data) {
        StringBuilder out = new StringBuilder("<section>\n<h2>How it was computed</h2>\n<dl class=\"facts\">\n");
        data.facts()
                .forEach((name, value) ->
                        out.append("<dt>" + Html.text(name) + "</dt><dd>" + Html.text(value) + "</dd>\n"));
        return out.append("</dl>\n</section>\n").toString();
    }
}
