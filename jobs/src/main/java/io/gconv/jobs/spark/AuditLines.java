package io.gconv.jobs.spark;

import io.gconv.audit.Audit;
import io.gconv.audit.Control;
import io.gconv.jobs.audit.GateResult;
import io.gconv.jobs.audit.Summary;
import io.gconv.jobs.report.TextTable;
import io.gconv.jobs.report.Words;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.hadoop.fs.Path;

/** The short table at the end of an audit: median errors by transformation and layer, and how gates and controls went. */
public final class AuditLines {

    private AuditLines() {}

    /** Returns the lines. */
    public static List<String> of(
            JobReport report, List<Summary> summaries, List<GateResult> gates, Path summary, Path html, Path runFile) {
        List<String> lines = new ArrayList<>();
        lines.add(ExtractSummary.headline(report));
        String skipped = report.inputs().skippedInWords();
        if (!skipped.isEmpty()) {
            lines.add("  skipped     " + skipped);
        }
        ExtractSummary.addStale(report, lines);
        lines.add("  ok          " + Words.count(report.images() - report.errors()));
        lines.add("  errors      " + Words.count(report.errors()));
        ExtractSummary.addReasons(report, lines);
        lines.add("  median relative error:");
        table(summaries).forEach(line -> lines.add("    " + line));
        lines.add("  gates       " + gates(gates, Audit.PIPELINE));
        for (Control control : Control.values()) {
            if (gates.stream().anyMatch(g -> g.variant().equals(control.label()))) {
                lines.add("  " + pad("control") + control.label() + " kernels: " + gates(gates, control.label())
                        + (gates.stream().anyMatch(g -> g.variant().equals(control.label()) && !g.passed())
                                ? ", as it must fail"
                                : ": it should fail, so these gates say little"));
            }
        }
        lines.add("  measurements " + report.table());
        lines.add("  " + pad("summary") + summary);
        lines.add("  " + pad("run file") + runFile);
        lines.add("  " + pad("report") + html);
        return lines;
    }

    private static String pad(String word) {
        return String.format(Locale.ROOT, "%-12s", word);
    }

    private static List<String> table(List<Summary> summaries) {
        List<Summary> own = summaries.stream()
                .filter(s -> s.variant().equals(Audit.PIPELINE))
                .toList();
        List<String> layers = own.stream().map(Summary::layer).distinct().toList();
        List<String> header = new ArrayList<>(List.of("", "", "floor"));
        header.addAll(layers);
        TextTable table = new TextTable(header.toArray(String[]::new));
        for (String g : own.stream().map(AuditLines::transformation).distinct().toList()) {
            List<Summary> some =
                    own.stream().filter(s -> transformation(s).equals(g)).toList();
            List<String> row = new ArrayList<>(List.of(
                    g, some.get(0).membership().label(), number(some.get(0).floor())));
            for (String layer : layers) {
                Optional<Summary> cell =
                        some.stream().filter(s -> s.layer().equals(layer)).findFirst();
                row.add(number(
                        cell.filter(s -> s.ok() > 0).map(s -> s.quantile(50)).orElse(Double.NaN)));
            }
            table.add(row.toArray(String[]::new));
        }
        return table.lines();
    }

    private static String transformation(Summary s) {
        return s.kind() + " " + s.parameter();
    }

    private static String number(double error) {
        return Double.isNaN(error) ? "-" : error == 0 ? "0" : String.format(Locale.ROOT, "%.1e", error);
    }

    private static String gates(List<GateResult> gates, String variant) {
        GateResult[] own =
                gates.stream().filter(g -> g.variant().equals(variant)).toArray(GateResult[]::new);
        long failed = Arrays.stream(own).filter(g -> !g.passed()).count();
        return own.length == 0 ? "nothing was judged" : failed + " of " + own.length + " exceeded";
    }
}
