package io.gconv.jobs.audit.report;

import io.gconv.audit.Audit;
import io.gconv.jobs.audit.GateResult;
import io.gconv.jobs.audit.ReportData;
import io.gconv.jobs.html.Html;
import io.gconv.jobs.report.Words;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** The outcome of an audit in words, for a person who does not know the tool. */
final class Verdict {

    /** How it ended. */
    enum Outcome {
        PASSED("✓", "Equivariant within its gates"),
        EXCEEDED("✗", "Not equivariant within its gates"),
        UNDECIDED("?", "Undecided"),
        NOT_JUDGED("–", "Nothing was judged");

        private final String symbol;
        private final String words;

        Outcome(String symbol, String words) {
            this.symbol = symbol;
            this.words = words;
        }
    }

    private final ReportData data;
    private final Results results;
    private final List<GateResult> gates;

    Verdict(ReportData data) {
        this.data = data;
        results = new Results(data);
        gates = results.gates(Audit.PIPELINE);
    }

    /** Returns how the audit ended. What could not be measured has not passed. */
    Outcome outcome() {
        if (gates.isEmpty()) {
            return Outcome.NOT_JUDGED;
        }
        if (gates.stream().anyMatch(GateResult::isExceeded)) {
            return Outcome.EXCEEDED;
        }
        return gates.stream().allMatch(GateResult::passed) ? Outcome.PASSED : Outcome.UNDECIDED;
    }

    /** Returns the verdict as HTML. */
    String html() {
        Outcome outcome = outcome();
        StringBuilder out = new StringBuilder("<section class=\"verdict "
                + outcome.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-') + "\">\n<p class=\"outcome\">"
                + "<span aria-hidden=\"true\">" + outcome.symbol + "</span> " + outcome.words + "</p>\n<p>" + judged()
                + "</p>\n");
        List<String> measured = new Measured(results).sentences();
        if (!measured.isEmpty()) {
            out.append("<ul>\n");
            measured.forEach(s -> out.append("<li>").append(s).append("</li>\n"));
            out.append("</ul>\n");
        }
        controls().forEach(s -> out.append("<p>").append(s).append("</p>\n"));
        return out.append("</section>\n").toString();
    }

    private String judged() {
        String images = "on " + Words.count(data.images() - data.errors(), "image")
                + (data.errors() > 0 ? " (" + Words.count(data.errors()) + " more could not be audited)" : "");
        String nothing = results.measured()
                ? ""
                : " Nothing could be measured " + images
                        + (data.summaries().isEmpty() ? "." : ": see below what the images lack.");
        return switch (outcome()) {
            case PASSED -> capital(passed()) + " " + images + "." + nothing;
            case EXCEEDED -> exceeded(images) + nothing;
            case UNDECIDED ->
                unmeasured() + " " + images + ", and what could not be measured has not passed." + nothing;
            case NOT_JUDGED ->
                results.measured()
                        ? "No gate is about these transformations, so the numbers below speak for themselves, measured "
                                + images + "."
                        : nothing.strip();
        };
    }

    private String passed() {
        long n = gates.stream().map(GateResult::gate).distinct().count();
        String all = n == 1 ? "the gate" : n == 2 ? "both gates" : "all " + Words.count(n) + " gates";
        return all + " passed" + (n == gates.size() ? "" : " (" + Words.count(gates.size(), "comparison") + ")");
    }

    private String unmeasured() {
        long n = gates.stream()
                .filter(g -> !g.passed())
                .map(GateResult::gate)
                .distinct()
                .count();
        long of = gates.stream().map(GateResult::gate).distinct().count();
        return Words.count(n) + " of " + Words.count(of, "gate") + " could not be measured everywhere";
    }

    private String exceeded(String images) {
        List<GateResult> failed = gates.stream().filter(GateResult::isExceeded).toList();
        GateResult first = failed.stream()
                .min(Comparator.comparingInt((GateResult g) -> results.position(g.layer()))
                        .thenComparing(GateResult.BY_USE_OF_LIMIT.reversed()))
                .orElseThrow();
        long n = failed.stream().map(GateResult::gate).distinct().count();
        long of = gates.stream().map(GateResult::gate).distinct().count();
        return Words.count(n) + " of " + Words.count(of, "gate") + (n == 1 ? " was" : " were") + " exceeded " + images
                + ". The first layer over its limit is " + Phrases.code(first.layer()) + ", "
                + Html.text(Phrases.transformation(first.kind(), first.parameter())) + ": "
                + first.gate().statistic() + " " + Phrases.error(first.value()) + " &gt; "
                + Phrases.limit(first.limit())
                + ". Later layers inherit the error of earlier ones, so look there first.";
    }

    private List<String> controls() {
        List<String> judged = results.controls().stream()
                .filter(c -> !results.gates(c).isEmpty())
                .toList();
        List<String> measured = judged.stream().filter(this::isMeasured).toList();
        List<String> tooGood =
                measured.stream().filter(c -> !results.exceeds(c)).toList();
        if (outcome() == Outcome.NOT_JUDGED) {
            return List.of();
        }
        if (judged.isEmpty()) {
            String why = results.controls().isEmpty()
                    ? "No control was run"
                    : "Nothing that these gates judge could be measured of the controls";
            return List.of(why + ", so nothing shows that these gates can fail.");
        }
        List<String> sentences = new ArrayList<>();
        if (measured.size() < judged.size()) {
            sentences.add(
                    "Nothing could be measured of " + Words.count(judged.size() - measured.size(), "control") + ".");
        }
        if (!tooGood.isEmpty()) {
            sentences.add(warning(tooGood));
        } else if (measured.size() == 1) {
            sentences.add(
                    "The control " + Phrases.code(measured.get(0)) + ", which is not equivariant, failed, as it must.");
        } else if (!measured.isEmpty()) {
            sentences.add((measured.size() == 2 ? "Both" : "All " + measured.size())
                    + " controls, which are not equivariant, failed, as they must.");
        }
        return sentences;
    }

    private boolean isMeasured(String control) {
        return results.gates(control).stream().anyMatch(GateResult::isMeasured);
    }

    private String warning(List<String> controls) {
        String names = controls.stream()
                .map(c -> Phrases.code(c) + " (" + Html.text(Phrases.control(c)) + ")")
                .collect(Collectors.joining(", "));
        boolean one = controls.size() == 1;
        boolean partly =
                controls.stream().flatMap(c -> results.gates(c).stream()).anyMatch(g -> !g.isMeasured());
        return "<strong>Warning: the control" + (one ? " " : "s ") + names
                + (one ? " is not equivariant, yet it" : " are not equivariant, yet they")
                + (partly ? " exceeded no gate, as far as could be measured" : " passed every gate")
                + ": the gates are too loose to mean anything.</strong>";
    }

    private static String capital(String s) {
        return Character.toUpperCase(s.charAt(0)) + s.substring(1);
    }
}
