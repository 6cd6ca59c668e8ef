package io.gconv.jobs.audit.report;

import io.gconv.jobs.audit.Summary;
import io.gconv.jobs.html.Html;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Median errors, layers across and transformations down, so that many transformations fit on paper. */
final class HeatTable {

    /** Errors up to 10<sup>−6</sup> have no colour; 1 and more have the full one. */
    private static final double COLOURED_FROM = -6;
    /** From this share of the full colour on, white letters are easier to read than black ones. */
    private static final double DEEP = 0.64;

    private final Results results;
    private final List<String> layers;

    HeatTable(Results results) {
        this.results = results;
        layers = results.layers();
    }

    /** Returns the section as HTML. */
    String html() {
        StringBuilder out = new StringBuilder("<section>\n<h2>Every layer and transformation</h2>\n"
                + "<p class=\"legend\">Median error over the images; the stronger the colour, the larger."
                + " A dash is what could not be measured.</p>\n<div class=\"wide\">\n<table class=\"heat\">\n<thead><tr>"
                + "<th scope=\"col\">transformation</th><th scope=\"col\">floor</th>");
        layers.forEach(layer ->
                out.append("<th scope=\"col\">").append(Phrases.code(layer)).append("</th>"));
        if (hasTruncation()) {
            out.append("<th scope=\"col\">end of scales</th>");
        }
        out.append("</tr></thead>\n<tbody>\n");
        results.transformations().forEach(t -> out.append(row(t)));
        out.append("</tbody>\n</table>\n</div>\n");
        if (hasTruncation()) {
            out.append(
                    "<p class=\"note\"><em>End of scales</em> is the error of the projection if each side takes the maximum over its"
                            + " whole window of scales, including those the other side lacks.</p>\n");
        }
        return out.append("</section>\n").toString();
    }

    private String row(Summary transformation) {
        StringBuilder out = new StringBuilder("<tr><th scope=\"row\">"
                + Glyph.icon(transformation.membership()) + " "
                + Html.text(Phrases.transformation(transformation.kind(), transformation.parameter())) + "</th><td>"
                + floor(transformation) + "</td>");
        for (String layer : layers) {
            out.append(cell(results.at(layer, transformation)));
        }
        if (hasTruncation()) {
            out.append("<td>").append(truncation(transformation)).append("</td>");
        }
        return out.append("</tr>\n").toString();
    }

    private String floor(Summary transformation) {
        return layers.stream()
                .flatMap(layer -> results.at(layer, transformation).stream())
                .filter(s -> s.ok() > 0 && !Double.isNaN(s.floor()))
                .findFirst()
                .map(s -> Phrases.error(s.floor()))
                .orElse("–");
    }

    private String truncation(Summary transformation) {
        return layers.stream()
                .flatMap(layer -> results.at(layer, transformation).stream())
                .filter(s -> !Double.isNaN(s.truncation()))
                .findFirst()
                .map(s -> Phrases.error(s.truncation()))
                .orElse("");
    }

    private boolean hasTruncation() {
        return results.pipeline().anyMatch(s -> !Double.isNaN(s.truncation()));
    }

    /** Returns how deep an error's colour is: by its logarithm, and finer the larger it is. */
    private static double share(double error) {
        return Math.pow(Math.max(0, Math.min(1, 1 - Math.log10(error) / COLOURED_FROM)), 1.5);
    }

    private static String cell(Optional<Summary> summary) {
        if (summary.isEmpty() || summary.get().ok() == 0) {
            return "<td>–</td>";
        }
        double error = summary.get().quantile(50);
        double share = share(error);
        return String.format(
                Locale.ROOT,
                "<td class=\"%s\" style=\"--share:%.2f\">%s</td>",
                share >= DEEP ? "deep" : "pale",
                share,
                Phrases.error(error));
    }
}
