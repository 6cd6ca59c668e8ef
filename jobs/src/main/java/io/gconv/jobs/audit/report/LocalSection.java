package io.gconv.jobs.audit.report;

import io.gconv.jobs.audit.LocalErrors.Direction;
import io.gconv.jobs.audit.ReportData;
import io.gconv.jobs.audit.Summary;
import io.gconv.jobs.html.Html;
import java.util.List;
import java.util.Optional;

/** How fast errors grow under an infinitesimal transformation, if that was measured. */
final class LocalSection {

    private final ReportData data;
    private final List<String> layers;

    LocalSection(ReportData data, Results results) {
        this.data = data;
        this.layers = results.layers();
    }

    /** Returns the section as HTML, or nothing. */
    String html() {
        if (data.local().isEmpty()) {
            return "";
        }
        StringBuilder out = new StringBuilder("<section>\n<h2>Local error</h2>\n<p class=\"legend\">How fast the error"
                + " grows under an infinitesimal transformation: the Lie derivative, relative to the feature map. Median over"
                + " the images.</p>\n<div class=\"wide\">\n<table>\n<thead><tr><th scope=\"col\">direction</th>");
        layers.forEach(layer ->
                out.append("<th scope=\"col\">").append(Phrases.code(layer)).append("</th>"));
        out.append("</tr></thead>\n<tbody>\n");
        data.local().forEach((direction, rows) -> out.append(row(direction, rows)));
        return out.append("</tbody>\n</table>\n</div>\n</section>\n").toString();
    }

    private String row(Direction direction, List<Summary> rows) {
        StringBuilder out = new StringBuilder("<tr><th scope=\"row\">" + Html.text(direction.label()) + "</th>");
        for (String layer : layers) {
            Optional<Summary> cell = rows.stream()
                    .filter(s -> s.layer().equals(layer) && s.ok() > 0)
                    .findFirst();
            out.append("<td>")
                    .append(cell.map(s -> Phrases.error(direction.error(s))).orElse("–"))
                    .append("</td>");
        }
        return out.append("</tr>\n").toString();
    }
}
