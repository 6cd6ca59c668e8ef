package io.gconv.jobs.audit.report;

import io.gconv.audit.Audit;
import io.gconv.jobs.audit.Summary;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The errors of one layer against the amount of one kind of transformation. */
final class CurvePlot {

    private static final Plot.Frame FRAME = new Plot.Frame(44, 10, 330, 220, 80, 42);
    private static final float[][] DASHES = {{7, 3}, {1.5f, 3}, {8, 3, 2, 3}, {4, 2}};

    private final Results results;
    private final String layer;
    private final String kind;
    private final ErrorAxis errors;
    private final AmountAxis amounts;
    private final Plot plot;
    private final Labels labels = new Labels();

    /** Creates the plot; {@code rows} of the pipeline say how far its axis reaches. */
    CurvePlot(Results results, String layer, String kind, ErrorAxis errors) {
        this.results = results;
        this.layer = layer;
        this.kind = kind;
        this.errors = errors;
        amounts = AmountAxis.of(
                kind, results.pipeline().filter(s -> s.kind().equals(kind)).toList());
        plot = new Plot(FRAME, amounts.start(), amounts.end(), errors.start(), errors.end());
    }

    /** Returns the plot as an element {@code svg}. */
    String svg() {
        grid();
        List<Summary> rows = measured(Audit.PIPELINE);
        for (List<Summary> run : runs(rows)) {
            plot.band(xs(run), ys(run, s -> s.quantile(10)), ys(run, s -> s.quantile(90)), Ink.BAND);
        }
        floor(rows);
        for (String control : results.controls()) {
            control(control);
        }
        pipeline(rows);
        labels.write(plot, FRAME.left() + FRAME.width() + 9.0, FRAME.top() + FRAME.height() - 2.0);
        return plot.svg(description(rows));
    }

    private void grid() {
        for (ErrorAxis.Tick tick : errors.ticks(7)) {
            plot.line(amounts.start(), tick.position(), amounts.end(), tick.position(), Ink.LINE, 0.8);
            plot.letter(FRAME.left() - 7.0, plot.down(tick.position()) + 4, Plot.Anchor.END, Ink.SOFT, tick.label());
        }
        double bottom = FRAME.top() + FRAME.height() + 17.0;
        for (ErrorAxis.Tick tick : amounts.ticks()) {
            plot.line(tick.position(), errors.start(), tick.position(), errors.end(), Ink.LINE, 0.8);
            plot.letter(plot.across(tick.position()), bottom, Plot.Anchor.MIDDLE, Ink.SOFT, tick.label());
        }
        plot.letter(FRAME.left() + FRAME.width() / 2.0, bottom + 18, Plot.Anchor.MIDDLE, Ink.SOFT, Phrases.axis(kind));
    }

    private void floor(List<Summary> rows) {
        List<Summary> known = rows.stream().filter(s -> s.floor() >= 0).toList();
        for (List<Summary> run : runs(known)) {
            plot.line(xs(run), ys(run, Summary::floor), Ink.FLOOR, 1.4, 3, 3);
        }
        for (Summary s : known) {
            if (isAlone(s, known) && !results.isExact(s)) {
                plot.mark(
                        amounts.position(s.amount()),
                        errors.position(s.floor()),
                        new Glyph(Glyph.Form.DASH, Ink.FLOOR, 5));
            }
        }
        labelEnd("floor", Ink.FLOOR, inexact(known), Summary::floor);
    }

    private void control(String control) {
        List<Summary> rows = measured(control);
        Ink ink = results.ink(control);
        for (List<Summary> run : runs(rows)) {
            plot.line(xs(run), medians(run), ink, 1.5, DASHES[results.controls().indexOf(control) % DASHES.length]);
        }
        for (Summary s : rows) {
            if (isAlone(s, rows)) {
                mark(s, new Glyph(Glyph.Form.DISK, ink, 2.2));
            }
        }
        labelEnd(control, ink, curveOrMarks(rows), s -> s.quantile(50));
    }

    private void pipeline(List<Summary> rows) {
        for (List<Summary> run : runs(rows)) {
            plot.line(xs(run), medians(run), Ink.PIPELINE, 2.2);
        }
        double radius = rows.size() > 40 ? 2.4 : 3.4;
        for (Summary s : rows) {
            double x = amounts.position(s.amount());
            double low = errors.position(s.quantile(10));
            double high = errors.position(s.quantile(90));
            if (results.isExact(s) && high > low) {
                plot.line(x, low, x, high, Ink.PIPELINE, 1);
            }
            mark(s, new Glyph(Glyph.form(s.membership()), Ink.PIPELINE, radius));
        }
        labelEnd(Audit.PIPELINE, Ink.PIPELINE, curveOrMarks(rows), s -> s.quantile(50));
    }

    private List<Summary> inexact(List<Summary> rows) {
        return rows.stream().filter(s -> !results.isExact(s)).toList();
    }

    /** Returns the rows of which the last one has the label: a control that half a turn keeps is not exact elsewhere. */
    private List<Summary> curveOrMarks(List<Summary> rows) {
        return inexact(rows).isEmpty() ? rows : inexact(rows);
    }

    private void mark(Summary s, Glyph glyph) {
        plot.mark(amounts.position(s.amount()), errors.position(s.quantile(50)), glyph);
    }

    private void labelEnd(String name, Ink ink, List<Summary> rows, ToDoubleFunction<Summary> value) {
        if (!rows.isEmpty()) {
            labels.add(name, ink, plot.down(errors.position(value.applyAsDouble(rows.get(rows.size() - 1)))));
        }
    }

    private List<Summary> measured(String variant) {
        return results.rows(variant, layer, kind).stream()
                .filter(s -> s.ok() > 0 && Double.isFinite(s.amount()))
                .toList();
    }

    /**
     * Returns the rows that one line joins. It leaves out exact transformations, since the error drops to rounding there
     * and nowhere near them, and there is no line through transformations that have no order.
     */
    private List<List<Summary>> runs(List<Summary> rows) {
        List<Summary> run = inexact(rows);
        return isCurve(rows) && run.size() > 1 ? List.of(run) : List.of();
    }

    /** Returns whether no line passes through a row, so that it needs a mark. */
    private boolean isAlone(Summary s, List<Summary> rows) {
        return results.isExact(s) || runs(rows).isEmpty();
    }

    private static boolean isCurve(List<Summary> rows) {
        return rows.stream().mapToDouble(Summary::amount).distinct().count() == rows.size();
    }

    private double[] xs(List<Summary> rows) {
        return rows.stream().mapToDouble(s -> amounts.position(s.amount())).toArray();
    }

    private double[] medians(List<Summary> rows) {
        return ys(rows, s -> s.quantile(50));
    }

    private double[] ys(List<Summary> rows, ToDoubleFunction<Summary> value) {
        return rows.stream()
                .mapToDouble(s -> errors.position(value.applyAsDouble(s)))
                .toArray();
    }

    private String description(List<Summary> rows) {
        StringBuilder out = new StringBuilder("Median error of " + layer + " by " + kind + ": ");
        for (int i = 0; i < rows.size(); i++) {
            out.append(i == 0 ? "" : ", ")
                    .append(Phrases.parameter(kind, rows.get(i).parameter()))
                    .append(' ')
                    .append(Phrases.error(rows.get(i).quantile(50)));
        }
        return rows.isEmpty() ? "Nothing of " + layer + " could be measured by " + kind + "." : out + ".";
    }
}
