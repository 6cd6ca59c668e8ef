package io.gconv.jobs.audit.report;

import io.gconv.jobs.audit.Summary;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The axis of a kind of transformation: linear in angles and lengths, logarithmic in scale factors. */
final class AmountAxis {

    private static final int TICKS = 8;

    private final boolean logarithmic;
    private final double start;
    private final double end;
    private final List<ErrorAxis.Tick> ticks;

    private AmountAxis(boolean logarithmic, double start, double end, List<ErrorAxis.Tick> ticks) {
        this.logarithmic = logarithmic;
        this.start = start;
        this.end = end;
        this.ticks = ticks;
    }

    /** Returns the axis that holds {@code rows}, which are of one kind and at least one. */
    static AmountAxis of(String kind, List<Summary> rows) {
        double[] amounts =
                rows.stream().mapToDouble(Summary::amount).distinct().sorted().toArray();
        return switch (kind) {
            case "scaling" -> factors(amounts);
            case "rotation", "reflection" -> steps(amounts, "°", 5, 10, 15, 30, 45, 90, 180, 360);
            default -> steps(amounts, "", 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000);
        };
    }

    private static AmountAxis factors(double[] amounts) {
        double low = Math.min(0, position2(amounts[0]));
        double high = Math.max(0, position2(amounts[amounts.length - 1]));
        List<ErrorAxis.Tick> ticks = new ArrayList<>();
        int step = Math.max(1, (int) Math.ceil((high - low) / TICKS));
        for (int power = (int) Math.ceil(low); power <= high; power += step) {
            ticks.add(new ErrorAxis.Tick(power, "×" + trimmed(Math.pow(2, power))));
        }
        if (amounts.length <= TICKS) {
            for (double amount : amounts) {
                double position = position2(amount);
                if (ticks.stream().allMatch(t -> Math.abs(t.position() - position) > (high - low) / TICKS)) {
                    ticks.add(new ErrorAxis.Tick(position, "×" + trimmed(amount)));
                }
            }
        }
        double room = Math.max(0.1, 0.05 * (high - low));
        return new AmountAxis(true, low - room, high + room, ticks);
    }

    private static AmountAxis steps(double[] amounts, String unit, double... steps) {
        double low = Math.min(0, amounts[0]);
        double high = amounts[amounts.length - 1];
        double step = steps[steps.length - 1];
        for (int i = steps.length - 1; i >= 0 && (high - low) / steps[i] <= TICKS; i--) {
            step = steps[i];
        }
        int first = (int) Math.floor(low / step);
        int last = Math.max(first + 1, (int) Math.ceil(high / step - 1e-9));
        int stride = 1 + (last - first) / (TICKS + 1);
        List<ErrorAxis.Tick> ticks = new ArrayList<>();
        for (int i = first; i <= last; i += stride) {
            ticks.add(new ErrorAxis.Tick(i * step, trimmed(i * step) + unit));
        }
        return new AmountAxis(false, first * step, last * step, ticks);
    }

    private static double position2(double amount) {
        return Math.log(amount) / Math.log(2);
    }

    private static String trimmed(double value) {
        return String.format(Locale.ROOT, "%.2f", value).replaceFirst("\\.?0+$", "");
    }

    double start() {
        return start;
    }

    double end() {
        return end;
    }

    List<ErrorAxis.Tick> ticks() {
        return ticks;
    }

    double position(double amount) {
        return logarithmic ? position2(amount) : amount;
    }
}
