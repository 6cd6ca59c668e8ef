package io.gconv.jobs.html;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;

/**
 * Pieces of HTML. What comes from files, names and messages goes through {@link #text}; a page loads nothing from
 * anywhere and runs no script that is not its own.
 */
public final class Html {

    private Html() {}

    /**
     * Returns {@code s} as text for an element or a quoted attribute. Characters that are not allowed, or that turn the
     * direction of what follows, become U+FFFD.
     */
    public static String text(String s) {
        StringBuilder out = new StringBuilder();
        s.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.appendCodePoint(isLegal(c) ? c : 0xFFFD);
            }
        });
        return out.toString();
    }

    /** Whether a character, of which file names may hold any, is allowed by HTML and XML and leaves its neighbours alone. */
    private static boolean isLegal(int c) {
        if (c == '\n' || c == '\t') {
            return true;
        }
        boolean surrogate = c >= 0xD800 && c <= 0xDFFF;
        boolean nonCharacter = (c & 0xFFFE) == 0xFFFE;
        boolean turnsText = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
        return !Character.isISOControl(c) && !surrogate && !nonCharacter && !turnsText;
    }

    /** Returns an {@code img} element that holds a PNG. */
    public static String png(byte[] png, String alternative) {
        return "<img alt=\"" + text(alternative) + "\" src=\"data:image/png;base64,"
                + Base64.getEncoder().encodeToString(png) + "\"/>";
    }

    /**
     * Returns a whole page: light and dark by the reader's setting, from narrow to wide, and on paper.
     *
     * @param title as text
     * @param body as HTML
     */
    public static String page(String title, String body) {
        return page(title, body, "");
    }

    /**
     * Returns a whole page with styles of its own.
     *
     * @param title as text
     * @param body as HTML
     * @param css that is added to the style sheet of all pages
     */
    public static String page(String title, String body, String css) {
        String page = """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light dark"/>
                <meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'"/>
                <title>%s</title>
                <style>
                %s%s</style>
                </head>
                <body>
                <main>
                %s
                </main>
                </body>
                </html>
                """;
        return String.format(Locale.ROOT, page, text(title), resource(Html.class, "page.css"), css, body);
    }

    /** Returns a text that lies beside a class in the jar. */
    public static String resource(Class<?> beside, String name) {
        try (InputStream in = beside.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the jar lacks " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + name, e);
        }
    }
}
