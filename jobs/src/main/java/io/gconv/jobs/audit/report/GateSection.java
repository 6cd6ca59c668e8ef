package io.gconv.jobs.audit.report;

import io.gconv.audit.Audit;
import io.gconv.jobs.audit.Gate;
import io.gconv.jobs.audit.GateResult;
import io.gconv.jobs.html.Html;
import io.gconv.jobs.report.Words;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What became of the gates: one row per gate, with where it is nearest to its limit or farthest beyond, and the controls. */
final class GateSection {

    private final Results results;

    GateSection(Results results) {
        this.results = results;
    }

    /** Returns the section as HTML; empty without gates. */
    String html() {
        List<GateResult> gates = results.gates(Audit.PIPELINE);
        if (gates.isEmpty()) {
            return "";
        }
        StringBuilder out = new StringBuilder(
                "<section>\n<h2>Gates</h2>\n<div class=\"wide\">\n<table class=\"gates\">\n<thead><tr>"
                        + "<th scope=\"col\">gate</th><th scope=\"col\">result</th><th scope=\"col\">worst value</th>"
                        + "<th scope=\"col\">limit</th><th scope=\"col\">where</th></tr></thead>\n<tbody>\n");
        Map<Gate, List<GateResult>> byGate = gates.stream()
                .collect(Collectors.groupingBy(GateResult::gate, LinkedHashMap::new, Collectors.toList()));
        byGate.values().stream()
                .sorted(Comparator.comparing(of -> of.stream().allMatch(GateResult::passed)))
                .forEach(of -> out.append(row(of)));
        out.append("</tbody>\n</table>\n</div>\n");
        return out.append(controls()).append("</section>\n").toString();
    }

    private static String row(List<GateResult> of) {
        GateResult worst = of.stream().max(GateResult.BY_USE_OF_LIMIT).orElseThrow();
        long exceeded = of.stream().filter(GateResult::isExceeded).count();
        long unmeasured = of.stream().filter(g -> !g.isMeasured()).count();
        String result = exceeded > 0
                ? "<td class=\"fail\">✗ exceeded" + share(exceeded, of.size()) + "</td>"
                : unmeasured > 0
                        ? "<td class=\"fail\">? not measured" + share(unmeasured, of.size()) + "</td>"
                        : "<td class=\"pass\">✓ passed</td>";
        String where = worst.isMeasured()
                ? Phrases.code(worst.layer()) + ", "
                        + Html.text(Phrases.transformation(worst.kind(), worst.parameter()))
                : Phrases.error(Double.NaN);
        return "<tr><th scope=\"row\">" + Phrases.code(worst.gate().text()) + "</th>" + result + "<td>"
                + Phrases.error(worst.value()) + "</td><td>" + Phrases.limit(worst.limit()) + "</td><td>" + where
                + "</td></tr>\n";
    }

    private static String share(long n, long of) {
        return of == 1 ? "" : " in " + Words.count(n) + " of " + Words.count(of);
    }

    private String controls() {
        StringBuilder rows = new StringBuilder();
        for (String control : results.controls()) {
            List<GateResult> gates = results.gates(control);
            if (!gates.isEmpty()) {
                long exceeded = gates.stream().filter(GateResult::isExceeded).count();
                rows.append("<tr><th scope=\"row\">" + Phrases.code(control) + "</th><td>"
                        + Html.text(Phrases.control(control)) + "</td>"
                        + (exceeded > 0
                                ? "<td class=\"pass\">✓ failed, as it must</td>"
                                : gates.stream().noneMatch(GateResult::isMeasured)
                                        ? "<td class=\"fail\">? not measured</td>"
                                        : "<td class=\"fail\">✗ exceeded none</td>")
                        + "<td>" + Words.count(exceeded) + " of " + Words.count(gates.size(), "comparison")
                        + "</td></tr>\n");
            }
        }
        return rows.isEmpty()
                ? ""
                : "<div class=\"wide\">\n<table class=\"gates\">\n<thead><tr><th scope=\"col\">control</th>"
                        + "<th scope=\"col\">what it is</th><th scope=\"col\">result</th><th scope=\"col\">exceeded</th>"
                        + "</tr></thead>\n<tbody>\n" + rows + "</tbody>\n</table>\n</div>\n";
    }
}
