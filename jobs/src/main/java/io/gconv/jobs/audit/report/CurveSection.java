package io.gconv.jobs.audit.report;

import io.gconv.audit.Audit;
import io.gconv.audit.Membership;
import io.gconv.jobs.audit.Summary;
import io.gconv.jobs.html.Html;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/** One plot per layer and kind of transformation: error against angle, scale factor or shift. */
final class CurveSection {

    private final Results results;

    CurveSection(Results results) {
        this.results = results;
    }

    /** Returns the section as HTML. */
    String html() {
        StringBuilder out = new StringBuilder("<section>\n<h2>Error along each transformation</h2>\n");
        if (!results.measured()) {
            return out.append("<p>Nothing could be measured, so there is nothing to draw.</p>\n</section>\n")
                    .toString();
        }
        out.append(legend());
        List<String> elsewhere = new ArrayList<>();
        for (String kind : results.kinds()) {
            if (isDrawn(kind)) {
                out.append(panels(kind));
            } else {
                elsewhere.add(Html.text(Phrases.plural(kind)));
            }
        }
        if (!elsewhere.isEmpty()) {
            out.append("<p class=\"note\">")
                    .append(String.join(" and ", elsewhere))
                    .append(" were measured at too few amounts for a curve; they are in the table below.</p>\n");
        }
        return out.append("</section>\n").toString();
    }

    /** Angles and factors always have a plot, the rest if there is more than one amount. */
    private boolean isDrawn(String kind) {
        long amounts = results.pipeline()
                .filter(s -> s.kind().equals(kind) && s.ok() > 0 && Double.isFinite(s.amount()))
                .mapToDouble(Summary::amount)
                .distinct()
                .count();
        return amounts > 1 || (amounts == 1 && (kind.equals("rotation") || kind.equals("scaling")));
    }

    private String panels(String kind) {
        StringBuilder out =
                new StringBuilder("<h3>" + Html.text(Phrases.plural(kind)) + "</h3>\n<div class=\"panels\">\n");
        ErrorAxis errors = axis(kind);
        for (String layer : results.layers()) {
            if (!results.pipeline(layer, kind).isEmpty()) {
                out.append("<figure class=\"curve\">\n<figcaption>" + Phrases.code(layer) + "</figcaption>\n")
                        .append(new CurvePlot(results, layer, kind, errors).svg())
                        .append("\n</figure>\n");
            }
        }
        return out.append("</div>\n").toString();
    }

    private ErrorAxis axis(String kind) {
        return ErrorAxis.of(results.measured(kind)
                .flatMapToDouble(s -> s.variant().equals(Audit.PIPELINE)
                        ? DoubleStream.of(s.quantile(10), s.quantile(50), s.quantile(90), drawnFloor(s))
                        : DoubleStream.of(s.quantile(50))));
    }

    /** A floor is drawn where something is interpolated; elsewhere it is 0. */
    private double drawnFloor(Summary s) {
        return results.isExact(s) ? Double.NaN : s.floor();
    }

    private String legend() {
        StringBuilder out =
                new StringBuilder("<p class=\"legend\">The line is the median over the images, the band holds the"
                        + " images from the 10 % to the 90 % quantile, the short dashes are the floor: resampling the image"
                        + " alone.");
        if (!results.controls().isEmpty()) {
            out.append(" The other dashed lines are the controls, which must be far above.");
        }
        out.append(" Axes are the same for all layers, errors are logarithmic");
        out.append(
                results.kinds().stream().anyMatch(kind -> axis(kind).hasZero())
                        ? ", and an error of 0 is drawn at the lower end."
                        : ".");
        out.append(" The marks:</p>\n<ul class=\"marks\">\n");
        for (Membership membership : Membership.values()) {
            if (results.pipeline().anyMatch(s -> s.membership() == membership)) {
                out.append("<li>")
                        .append(Glyph.icon(membership))
                        .append(' ')
                        .append(Phrases.meaning(membership))
                        .append("</li>\n");
            }
        }
        return out.append("</ul>\n").toString();
    }
}
