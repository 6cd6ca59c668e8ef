package io.gconv.jobs.audit.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Names at the ends of lines, moved apart where they would overlap. */
final class Labels {

    private record Label(String text, Ink ink, double down) {}

    private static final double LINE_HEIGHT = 14;

    private final List<Label> labels = new ArrayList<>();

    /** Adds a name at a height in units of the drawing. */
    void add(String text, Ink ink, double down) {
        labels.add(new Label(text, ink, down));
    }

    /** Writes the names at {@code across}, none below {@code bottom}. */
    void write(Plot plot, double across, double bottom) {
        labels.sort(Comparator.comparingDouble(Label::down));
        double[] downs = new double[labels.size()];
        for (int i = 0; i < downs.length; i++) {
            double down = labels.get(i).down;
            downs[i] = i == 0 ? down : Math.max(down, downs[i - 1] + LINE_HEIGHT);
        }
        double ceiling = bottom;
        for (int i = downs.length - 1; i >= 0; i--) {
            downs[i] = Math.min(downs[i], ceiling);
            ceiling = downs[i] - LINE_HEIGHT;
        }
        for (int i = 0; i < downs.length; i++) {
            Label label = labels.get(i);
            plot.letter(across, downs[i] + 4, Plot.Anchor.START, label.ink, shortened(label.text));
        }
    }

    /** Returns a text that fits beside a plot. */
    static String shortened(String text) {
        return text.codePointCount(0, text.length()) <= 22
                ? text
                : text.substring(0, text.offsetByCodePoints(0, 21)) + "…";
    }
}
