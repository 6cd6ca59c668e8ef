package io.gconv.jobs.spark;

import io.gconv.audit.Audit;
import io.gconv.audit.Control;
import io.gconv.jobs.audit.Gate;
import io.gconv.jobs.audit.GateResult;
import io.gconv.jobs.audit.Summary;
import io.gconv.jobs.report.TextTable;
import io.gconv.jobs.report.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.hadoop.fs.Path;

/** The short table at the end of an audit: median errors by transformation and layer, and how gates and controls went. */
public final class AuditLines {

    private AuditLines() {}

    /**
     * Returns the lines.
     *
     * @param given how many gates the user gave; 0 if the default ones judged
     */
    public static List<String> of(
            JobReport report,
            List<Summary> summaries,
            int given,
            List<GateResult> gates,
            Path summary,
            Path html,
            Path runFile) {
        List<String> lines = CountLines.of(report);
        lines.add("  median relative error:");
        List<Summary> own = summaries.stream()
                .filter(s -> s.variant().equals(Audit.PIPELINE))
                .toList();
        table(own).forEach(line -> lines.add("    " + line));
        EmptyCells.lines(own).forEach(line -> lines.add("    " + line));
        lines.add("  " + pad("gates")
                + (given == 0
                        ? applied(gates) + " of " + Gate.DEFAULTS.size() + " by default apply: "
                        : given + " given: ")
                + judged(of(gates, Audit.PIPELINE)));
        for (Control control : Control.values()) {
            List<GateResult> results = of(gates, control.label());
            if (!results.isEmpty()) {
                lines.add("  " + pad("control") + control.label() + " kernels: " + judged(results) + verdict(results));
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

    private static List<String> table(List<Summary> own) {
        List<String> layers = own.stream().map(Summary::layer).distinct().toList();
        List<String> header = new ArrayList<>(List.of("", "", "floor"));
        header.addAll(layers);
        TextTable table = new TextTable(header.toArray(String[]::new));
        for (String g : own.stream().map(Summary::transformation).distinct().toList()) {
            List<Summary> some =
                    own.stream().filter(s -> s.transformation().equals(g)).toList();
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

    private static String number(double error) {
        return Double.isNaN(error) ? "-" : error == 0 ? "0" : String.format(Locale.ROOT, "%.1e", error);
    }

    private static List<GateResult> of(List<GateResult> gates, String variant) {
        return gates.stream().filter(g -> g.variant().equals(variant)).toList();
    }

    private static long applied(List<GateResult> gates) {
        return of(gates, Audit.PIPELINE).stream()
                .map(GateResult::gate)
                .distinct()
                .count();
    }

    private static String judged(List<GateResult> gates) {
        long exceeded = gates.stream().filter(GateResult::isExceeded).count();
        long unmeasured = gates.stream().filter(g -> !g.isMeasured()).count();
        return gates.isEmpty()
                ? "nothing was judged"
                : exceeded + " of " + Words.count(gates.size(), "comparison") + " exceeded"
                        + (unmeasured == 0 ? "" : ", " + Words.count(unmeasured) + " not measured");
    }

    /** Returns what it means that a control has these results. */
    private static String verdict(List<GateResult> gates) {
        return gates.stream().anyMatch(GateResult::isExceeded)
                ? ", as it must fail"
                : gates.stream().noneMatch(GateResult::isMeasured)
                        ? ": nothing shows that these gates can fail"
                        : ": it should fail, so these gates say little";
    }
}
