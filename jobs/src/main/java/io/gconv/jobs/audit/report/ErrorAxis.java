package io.gconv.jobs.audit.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * The logarithmic axis of errors, the same for all layers. Errors of 0, which have no logarithm, and those
 * below {@link #NEGLIGIBLE} are drawn one decade below the smallest other one, at a tick named 0.
 */
final class ErrorAxis {

    /** A place on the axis and what is written there. */
    record Tick(double position, String label) {}

    private static final double NEGLIGIBLE = 1e-12;

    private final int lowest;
    private final double end;
    private final boolean zero;

    private ErrorAxis(int lowest, double end, boolean zero) {
        this.lowest = lowest;
        this.end = end;
        this.zero = zero;
    }

    /** Returns the axis that holds {@code values}; those that are not finite are left out. */
    static ErrorAxis of(DoubleStream values) {
        double[] errors = values.filter(Double::isFinite).toArray();
        double least =
                DoubleStream.of(errors).filter(e -> e >= NEGLIGIBLE).min().orElse(0.1);
        double most = Math.max(least, DoubleStream.of(errors).max().orElse(1));
        int lowest = (int) Math.floor(Math.log10(least));
        double end = Math.max(lowest + 1, Math.log10(most) + 0.15);
        return new ErrorAxis(lowest, end, DoubleStream.of(errors).anyMatch(e -> e < NEGLIGIBLE));
    }

    double start() {
        return zero ? lowest - 1 : lowest;
    }

    double end() {
        return end;
    }

    /** Returns whether an error of 0 has a place of its own. */
    boolean hasZero() {
        return zero;
    }

    /** Returns where an error is drawn; NaN stays NaN. */
    double position(double error) {
        return error < NEGLIGIBLE ? start() : Math.min(end(), Math.max(start(), Math.log10(error)));
    }

    /** Returns the decades, labelled so that at most {@code labels} have one. */
    List<Tick> ticks(int labels) {
        int highest = (int) Math.floor(end);
        int step = (int) Math.ceil((highest - lowest + 1) / (double) labels);
        List<Tick> ticks = new ArrayList<>();
        if (zero) {
            ticks.add(new Tick(start(), "0"));
        }
        for (int decade = lowest; decade <= highest; decade++) {
            boolean crowded = zero && decade == lowest && step > 1;
            ticks.add(new Tick(decade, Math.floorMod(decade, step) == 0 && !crowded ? label(decade) : ""));
        }
        return ticks;
    }

    private static String label(int decade) {
        return decade >= -3 && decade <= 3
                ? String.format(Locale.ROOT, "%." + Math.max(0, -decade) + "f", Math.pow(10, decade))
                : "1e" + decade;
    }
}
