package io.gconv.jobs.audit.report;

import io.gconv.audit.Audit;
import io.gconv.jobs.audit.ReportData;
import io.gconv.jobs.audit.ReportData.Example;
import io.gconv.jobs.audit.Summary;
import io.gconv.jobs.audit.Summary.Worst;
import io.gconv.jobs.html.Html;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The worst images: as pictures with their feature maps, or by name where there are no pictures. */
final class ExampleSection {

    private static final int NAMES = 10;

    private record Named(Summary summary, Worst worst) {}

    private final ReportData data;

    ExampleSection(ReportData data) {
        this.data = data;
    }

    /** Returns the section as HTML; empty if there is nothing to show. */
    String html() {
        String content = data.examples().isEmpty() ? names() : pictures();
        return content.isEmpty() ? "" : "<section>\n<h2>Worst images</h2>\n" + content + "</section>\n";
    }

    private String pictures() {
        StringBuilder out = new StringBuilder(
                "<p class=\"legend\">Φ is the pipeline up to the named layer, L<sub>g</sub> the"
                        + " transformation. If Φ is equivariant, the two maps are equal and their difference is blank.</p>\n");
        data.examples().forEach(example -> out.append(card(example)));
        return out.toString();
    }

    private static String card(Example e) {
        String floor = Double.isNaN(e.floor()) ? "" : ", floor " + Phrases.error(e.floor());
        return "<article class=\"example\">\n<h3>" + path(e.path()) + "</h3>\n<p>"
                + Phrases.code(e.layer()) + ", " + Html.text(Phrases.transformation(e.kind(), e.parameter()))
                + ": <strong>error " + Phrases.error(e.error()) + "</strong>" + floor + ". Shown: "
                + Html.text(e.plane()) + ".</p>\n<div class=\"pictures\">\n"
                + picture(e.original(), "image f") + picture(e.transformed(), "transformed, L_g f")
                + picture(e.mapOfTransformed(), "map of transformed, Φ(L_g f)")
                + picture(e.transformedMap(), "transformed map, L_g Φ(f)")
                + picture(e.difference(), "their difference") + "</div>\n</article>\n";
    }

    private static String picture(byte[] png, String caption) {
        return "<figure>" + Html.png(png, caption) + "<figcaption>"
                + Html.text(caption).replace("L_g", "L<sub>g</sub>") + "</figcaption></figure>\n";
    }

    private String names() {
        List<Named> all = new ArrayList<>();
        data.summaries().stream()
                .filter(s -> s.variant().equals(Audit.PIPELINE))
                .forEach(s -> s.worst().forEach(w -> all.add(new Named(s, w))));
        if (all.isEmpty()) {
            return "";
        }
        StringBuilder out = new StringBuilder("<div class=\"wide\">\n<table>\n<thead><tr><th scope=\"col\">error</th>"
                + "<th scope=\"col\">where</th><th scope=\"col\">image</th></tr></thead>\n<tbody>\n");
        all.stream()
                .sorted(Comparator.comparingDouble((Named n) -> n.worst.error()).reversed())
                .limit(NAMES)
                .forEach(n -> out.append("<tr><td>" + Phrases.error(n.worst.error()) + "</td><td>"
                        + Phrases.code(n.summary.layer()) + ", "
                        + Html.text(Phrases.transformation(n.summary.kind(), n.summary.parameter())) + "</td><td>"
                        + path(n.worst.path()) + "</td></tr>\n"));
        return out.append("</tbody>\n</table>\n</div>\n").toString();
    }

    private static String path(String path) {
        return "<code class=\"path\">" + Html.text(path) + "</code>";
    }
}
