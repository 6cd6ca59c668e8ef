package io.gconv.jobs.audit.report;

import io.gconv.jobs.audit.Summary;
import io.gconv.jobs.html.Html;
import io.gconv.jobs.report.Words;
import java.util.List;

/** What could not be measured, and why: one row per layer and kind of transformation, if there is any. */
final class UnmeasuredSection {

    private final Results results;

    UnmeasuredSection(Results results) {
        this.results = results;
    }

    /** Returns the section as HTML; empty if all was measured. */
    String html() {
        StringBuilder rows = new StringBuilder();
        for (String layer : results.layers()) {
            for (String kind : results.kinds()) {
                rows.append(row(layer, kind, results.pipeline(layer, kind)));
            }
        }
        return rows.isEmpty()
                ? ""
                : "<section>\n<h2>What could not be measured</h2>\n<p class=\"legend\">Counted over images and"
                        + " transformations. Flat: there is no signal to compare. Too small: between receptive field and"
                        + " border no pixels are left, or no levels of scale that both sides have.</p>\n"
                        + "<div class=\"wide\">\n<table>\n<thead><tr><th scope=\"col\">layer</th>"
                        + "<th scope=\"col\">transformations</th><th scope=\"col\">measured</th>"
                        + "<th scope=\"col\">flat</th><th scope=\"col\">too small</th></tr></thead>\n<tbody>\n"
                        + rows + "</tbody>\n</table>\n</div>\n</section>\n";
    }

    private static String row(String layer, String kind, List<Summary> summaries) {
        long ok = summaries.stream().mapToLong(Summary::ok).sum();
        long flat = summaries.stream().mapToLong(Summary::flat).sum();
        long small = summaries.stream().mapToLong(Summary::tooSmall).sum();
        return flat + small == 0
                ? ""
                : "<tr><th scope=\"row\">" + Phrases.code(layer) + "</th><td>" + Html.text(Phrases.plural(kind))
                        + "</td><td>" + Words.count(ok) + "</td><td>" + Words.count(flat) + "</td><td>"
                        + Words.count(small) + "</td></tr>\n";
    }
}
