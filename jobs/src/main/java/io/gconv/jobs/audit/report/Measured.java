package io.gconv.jobs.audit.report;

import io.gconv.audit.Membership;
import io.gconv.jobs.audit.Gate;
import io.gconv.jobs.audit.Summary;
import io.gconv.jobs.html.Html;
import io.gconv.jobs.report.Words;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/** What was measured, in a sentence for each kind of transformation. */
final class Measured {

    private final Results results;

    Measured(Results results) {
        this.results = results;
    }

    /** Returns the sentences as HTML. */
    List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        for (String kind : results.kinds()) {
            exact(kind).ifPresent(sentences::add);
            between(kind).ifPresent(sentences::add);
            outside(kind).ifPresent(sentences::add);
        }
        return sentences;
    }

    private Optional<String> exact(String kind) {
        // a descriptor pools over a fixed disk, so it promises nothing about what moves in and out of it
        boolean keepsDisk = kind.equals("rotation") || kind.equals("reflection");
        Predicate<Summary> rows = s -> s.kind().equals(kind)
                && s.membership() == Membership.EXACT
                && (keepsDisk || !Summary.isDescriptor(s.layer()));
        return largest(rows, Comparator.comparingDouble(Summary::maximum)).map(worst -> {
            String moves = switch (kind) {
                case "rotation" -> turns(rows);
                case "translation" -> "Shifts by whole pixels";
                default -> Phrases.plural(kind) + " that map pixels to pixels";
            };
            String subject = moves + share(rows);
            if (worst.maximum() == 0) {
                return subject + ": exact, every error is 0.";
            }
            String where = "largest error " + Phrases.error(worst.maximum()) + ", in " + Phrases.code(worst.layer());
            return worst.maximum() <= Gate.ROUNDING
                    ? subject + ": exact to rounding (" + where + ")."
                    : subject + ": not exact; " + where + ", " + at(worst) + ".";
        });
    }

    private String turns(Predicate<Summary> rows) {
        return results.pipeline().filter(rows).allMatch(s -> s.amount() % 180 == 0) ? "Half turns" : "Quarter turns";
    }

    private Optional<String> between(String kind) {
        Predicate<Summary> rows = s -> s.kind().equals(kind)
                && (s.membership() == Membership.ON_GRID || s.membership() == Membership.OFF_GRID);
        return lastLayer(rows)
                .flatMap(layer -> largest(
                                rows.and(s -> s.layer().equals(layer)), Comparator.comparingDouble(s -> s.quantile(50)))
                        .map(worst -> {
                            String subject = results.pipeline()
                                            .anyMatch(s -> s.kind().equals(kind) && s.membership() == Membership.EXACT)
                                    ? "Other " + Phrases.plural(kind).toLowerCase(Locale.ROOT)
                                    : Phrases.plural(kind);
                            return subject + share(rows) + ": " + Phrases.code(layer) + " median "
                                    + Phrases.percent(worst.quantile(50)) + " at worst, " + at(worst) + floor(worst)
                                    + ".";
                        }));
    }

    private Optional<String> outside(String kind) {
        Predicate<Summary> rows = s -> s.kind().equals(kind) && s.membership() == Membership.OUTSIDE;
        return lastLayer(rows)
                .flatMap(layer -> largest(
                                rows.and(s -> s.layer().equals(layer)), Comparator.comparingDouble(s -> s.quantile(50)))
                        .map(worst -> Html.text(Phrases.plural(kind))
                                + " outside the group" + share(rows) + ", for which nothing is promised: median "
                                + Phrases.percent(worst.quantile(50)) + " at worst, " + at(worst) + "."));
    }

    /** Returns how many transformations have an error at any layer, if not all have. */
    private String share(Predicate<Summary> rows) {
        long all = transformations(rows);
        long measured = transformations(rows.and(s -> s.ok() > 0));
        return measured == all ? "" : " (" + Words.count(measured) + " of " + Words.count(all) + " measured)";
    }

    private long transformations(Predicate<Summary> rows) {
        return results.pipeline()
                .filter(rows)
                .map(Summary::parameter)
                .distinct()
                .count();
    }

    private static String floor(Summary s) {
        double ratio = s.quantile(50) / s.floor();
        if (!(s.floor() > 0) || !Double.isFinite(ratio)) {
            return "";
        }
        return ", " + (ratio < 0.95 ? Phrases.percent(ratio) + " of" : Phrases.error(ratio) + " times")
                + " what resampling the image alone costs";
    }

    private static String at(Summary s) {
        return "at " + Html.text(Phrases.parameter(s.kind(), s.parameter()));
    }

    /** Returns the last layer of feature maps that has such a row: a pooled descriptor hides errors. */
    private Optional<String> lastLayer(Predicate<Summary> rows) {
        List<String> layers = results.layers().stream()
                .filter(layer ->
                        results.pipeline().anyMatch(s -> s.layer().equals(layer) && s.ok() > 0 && rows.test(s)))
                .toList();
        return layers.stream()
                .filter(layer -> !Summary.isDescriptor(layer))
                .reduce((first, second) -> second)
                .or(() -> layers.stream().findFirst());
    }

    private Optional<Summary> largest(Predicate<Summary> rows, Comparator<Summary> by) {
        return results.pipeline().filter(s -> s.ok() > 0).filter(rows).max(by);
    }
}
