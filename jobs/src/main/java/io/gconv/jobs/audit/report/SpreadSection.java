package io.gconv.jobs.audit.report;

import io.gconv.audit.Membership;
import io.gconv.jobs.audit.Summary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** How errors are distributed over the images, at each layer for the transformation of each sort with the largest ones. */
final class SpreadSection {

    private static final int ROW = 26;

    private final Results results;
    private final ErrorAxis errors;

    SpreadSection(Results results) {
        this.results = results;
        errors = ErrorAxis.of(results.pipeline()
                .filter(s -> s.ok() > 0)
                .flatMapToDouble(s -> s.quantiles().stream().mapToDouble(q -> q)));
    }

    /** Returns the section as HTML; empty if nothing was measured. */
    String html() {
        if (!results.measured()) {
            return "";
        }
        StringBuilder out = new StringBuilder("<section>\n<h2>Distribution over the images</h2>\n");
        if (results.pipeline().allMatch(s -> s.ok() <= 1)) {
            return out.append("<p>At most one image could be measured, so there is no distribution.</p>\n</section>\n")
                    .toString();
        }
        out.append(
                "<p class=\"legend\">In each panel, of each sort of transformation, the one with the largest median there."
                        + " Vertical mark: median. Thick bar: middle 50 % of images; pale bar: middle 90 %; thin line:"
                        + " full range."
                        + (hasLimits() ? " The triangle points to a gate's limit." : "")
                        + "</p>\n<div class=\"panels\">\n");
        for (String layer : results.layers()) {
            List<Summary> rows = selected(layer);
            if (!rows.isEmpty()) {
                out.append("<figure>\n<figcaption>" + Phrases.code(layer) + "</figcaption>\n")
                        .append(plot(layer, rows))
                        .append("\n</figure>\n");
            }
        }
        return out.append("</div>\n</section>\n").toString();
    }

    private List<Summary> selected(String layer) {
        List<Summary> selected = new ArrayList<>();
        for (String kind : results.kinds()) {
            for (Membership membership : Membership.values()) {
                worst(layer, kind, membership).ifPresent(selected::add);
            }
        }
        return selected;
    }

    private Optional<Summary> worst(String layer, String kind, Membership membership) {
        return results.pipeline(layer, kind).stream()
                .filter(s -> s.membership() == membership && s.ok() > 0)
                .max(Comparator.comparingDouble(s -> s.quantile(50)));
    }

    private boolean hasLimits() {
        return results.layers().stream()
                .flatMap(layer -> selected(layer).stream())
                .anyMatch(s -> !results.limits(s).isEmpty());
    }

    private String plot(String layer, List<Summary> rows) {
        Plot.Frame frame = new Plot.Frame(142, 6, 290, ROW * rows.size(), 22, 40);
        Plot plot = new Plot(frame, errors.start(), errors.end(), -0.5, rows.size() - 0.5);
        double bottom = frame.top() + frame.height() + 16.0;
        for (ErrorAxis.Tick tick : errors.ticks(6)) {
            plot.line(tick.position(), -0.5, tick.position(), rows.size() - 0.5, Ink.LINE, 0.8);
            plot.letter(plot.across(tick.position()), bottom, Plot.Anchor.MIDDLE, Ink.SOFT, tick.label());
        }
        plot.letter(frame.left() + frame.width() / 2.0, bottom + 18, Plot.Anchor.MIDDLE, Ink.SOFT, "relative error");
        StringBuilder description = new StringBuilder("Distribution of the errors of " + layer + ". ");
        for (int i = 0; i < rows.size(); i++) {
            Summary s = rows.get(i);
            strip(plot, s, rows.size() - 1.0 - i);
            String name = Phrases.transformation(s.kind(), s.parameter());
            plot.letter(
                    frame.left() - 9.0,
                    frame.top() + ROW * (i + 0.5) + 4,
                    Plot.Anchor.END,
                    Ink.INK,
                    Labels.shortened(name));
            description.append(name + ": median " + Phrases.error(s.quantile(50)) + ", largest "
                    + Phrases.error(s.maximum()) + ". ");
        }
        return plot.svg(description.toString().strip());
    }

    private void strip(Plot plot, Summary s, double y) {
        bar(plot, s, 0, 100, y, Ink.PIPELINE, 1.2);
        bar(plot, s, 5, 95, y, Ink.BAND, 10);
        bar(plot, s, 25, 75, y, Ink.PIPELINE, 5);
        plot.mark(errors.position(s.quantile(50)), y, new Glyph(Glyph.Form.BAR, Ink.INK, 6));
        for (double limit : results.limits(s)) {
            double x = Math.log10(limit);
            if (x >= errors.start() && x <= errors.end()) {
                plot.mark(x, y, new Glyph(Glyph.Form.POINTER, Ink.BAD, 12));
            }
        }
    }

    private void bar(Plot plot, Summary s, int from, int to, double y, Ink ink, double thickness) {
        double low = errors.position(s.quantile(from));
        double high = errors.position(s.quantile(to));
        if (high > low) {
            plot.line(low, y, high, y, ink, thickness);
        }
    }
}
