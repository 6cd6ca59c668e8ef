package io.gconv.jobs.report;

import java.util.Locale;
import java.util.regex.Pattern;

/** Messages that may hold names from anywhere, for terminals and logs. */
public final class OneLine {

    /** Ends of lines, what starts a command to a terminal, and what turns the direction of the text that follows. */
    private static final Pattern UNSAFE =
            Pattern.compile("[\\x00-\\x1f\\x7f-\\x9f\\u200e\\u200f\\u2028-\\u202e\\u2066-\\u2069]");

    private OneLine() {}

    /** Returns a text in which such characters are written out, a new line as <code>\n</code>, others by their number. */
    public static String of(String text) {
        return UNSAFE.matcher(text).replaceAll(match -> {
            char c = match.group().charAt(0);
            return c == '\n' ? "\\\\n" : String.format(Locale.ROOT, "\\\\u%04x", (int) c);
        });
    }
}
