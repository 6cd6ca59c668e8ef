package io.gconv.jobs.picture;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.font.FontRenderContext;
import java.awt.image.BufferedImage;
import java.util.List;

/**
 * Words on pictures. Without fonts, as on some machines without a screen, pictures have none: nothing is drawn, and words
 * take no room.
 */
enum Lettering {
    /** Titles. */
    TITLE(Font.BOLD, 15),
    /** What stands beside pictures. */
    LABEL(Font.PLAIN, 12);

    private static final Color INK = new Color(0x282828);
    private static final FontRenderContext CONTEXT = new FontRenderContext(null, true, true);
    private static final boolean AVAILABLE = available();

    private final int style;
    private final int size;

    Lettering(int style, int size) {
        this.style = style;
        this.size = size;
    }

    /** Draws a letter: what is missing may be a library, a configuration or every font, and Java then fails in its own ways. */
    private static boolean available() {
        try {
            Graphics2D graphics = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB).createGraphics();
            graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 8));
            graphics.drawString("g", 1, 7);
            graphics.dispose();
            return true;
        } catch (RuntimeException | LinkageError | InternalError noFonts) {
            return false;
        }
    }

    private Font font() {
        return new Font(Font.SANS_SERIF, style, size);
    }

    /** Returns the height of a line in pixels. */
    int lineHeight() {
        return AVAILABLE ? size + size / 3 : 0;
    }

    /** Returns the width of the longest line in pixels. */
    int width(List<String> lines) {
        if (!AVAILABLE) {
            return 0;
        }
        return (int) Math.ceil(lines.stream()
                .mapToDouble(line -> font().getStringBounds(line, CONTEXT).getWidth())
                .max()
                .orElse(0));
    }

    /** Draws lines whose first one has its top at y, from x on. */
    void left(Graphics2D graphics, List<String> lines, int x, int y) {
        draw(graphics, lines, x, y, 0);
    }

    /** Draws lines whose first one has its top at y, centred at x. */
    void centred(Graphics2D graphics, List<String> lines, int x, int y) {
        draw(graphics, lines, x, y, 0.5);
    }

    private void draw(Graphics2D graphics, List<String> lines, int x, int y, double share) {
        if (!AVAILABLE) {
            return;
        }
        graphics.setColor(INK);
        graphics.setFont(font());
        for (int i = 0; i < lines.size(); i++) {
            int from = x - (int) (share * width(List.of(lines.get(i))));
            graphics.drawString(lines.get(i), from, y + i * lineHeight() + size);
        }
    }
}
