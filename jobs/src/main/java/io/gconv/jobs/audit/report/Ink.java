package io.gconv.jobs.audit.report;

import java.awt.Color;
import java.util.List;
import java.util.Locale;

/**
 * The colours of a plot by their use. Plots are painted with stand-ins that {@link SvgText} replaces by variables of the
 * style sheet, so that one drawing serves light and dark. No two lines differ by colour alone.
 */
enum Ink {
    PAPER(0),
    INK(1),
    SOFT(2),
    LINE(3),
    BAD(4),
    PIPELINE(5),
    BAND(6),
    FLOOR(7),
    CONTROL_1(8),
    CONTROL_2(9),
    CONTROL_3(10),
    CONTROL_4(11);

    private static final List<Ink> CONTROLS = List.of(CONTROL_1, CONTROL_2, CONTROL_3, CONTROL_4);

    private final int blue;

    Ink(int blue) {
        this.blue = blue;
    }

    /** Returns the stand-in, which no other colour of a plot equals. */
    Color standIn() {
        return new Color(1, 2, blue);
    }

    /** Returns the colour as a value in CSS. */
    String css() {
        return "var(--" + name().toLowerCase(Locale.ROOT).replace('_', '-') + ")";
    }

    /** Returns the value in CSS for a colour as Batik writes it, or that colour if it is no stand-in. */
    static String css(String rgb) {
        for (Ink ink : values()) {
            if (rgb.equals("rgb(1,2," + ink.blue + ")")) {
                return ink.css();
            }
        }
        return rgb;
    }

    /** Returns the ink of the i-th control. */
    static Ink control(int i) {
        return CONTROLS.get(i % CONTROLS.size());
    }
}
