package io.gconv.bench;

import io.gconv.feature.PlanarFeatureMap;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.DoubleUnaryOperator;
import javax.imageio.ImageIO;

/** A white picture on which feature maps and words are put. Colours are those of a scale that colour-blind people can read. */
final class Canvas {

    /** From 0 to 1: white to dark blue, evenly in lightness. */
    private static final int[][] BLUES = {
        {255, 255, 255}, {198, 219, 239}, {107, 174, 214}, {33, 113, 181}, {8, 48, 107}
    };

    /** From 0 to 1, with ½ for zero: orange, white, blue. */
    private static final int[][] DIVERGING = {
        {150, 60, 0}, {240, 160, 90}, {247, 247, 247}, {90, 155, 205}, {5, 60, 120}
    };

    private static final int[][] GRAYS = {{0, 0, 0}, {255, 255, 255}};
    private static final int[][] INK = {{255, 255, 255}, {20, 20, 20}};
    private static final Color TEXT = new Color(40, 40, 40);
    private static final Color FRAME = new Color(190, 190, 190);

    private final BufferedImage image;
    private final Graphics2D graphics;

    /** How values become colours. */
    enum Palette {
        /** Black to white. */
        GRAY(GRAYS),
        /** White to black. */
        PAPER(INK),
        /** White to blue. */
        BLUE(BLUES),
        /** Orange over white to blue. */
        SIGNED(DIVERGING);

        private final int[][] stops;

        Palette(int[][] stops) {
            this.stops = stops;
        }

        int colour(double t) {
            double at = Math.max(0, Math.min(1, t)) * (stops.length - 1);
            int i = Math.min((int) at, stops.length - 2);
            int rgb = 0;
            for (int c = 0; c < 3; c++) {
                rgb = rgb << 8 | (int) Math.round(stops[i][c] + (at - i) * (stops[i + 1][c] - stops[i][c]));
            }
            return rgb;
        }
    }

    Canvas(int width, int height) {
        image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        graphics = image.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, width, height);
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    }

    /**
     * Puts a one-channel map at (x, y), enlarged to {@code side} pixels, in a thin frame.
     *
     * @param unit from values to [0, 1] for the palette
     */
    void map(PlanarFeatureMap f, int x, int y, int side, Palette palette, DoubleUnaryOperator unit) {
        for (int j = 0; j < side; j++) {
            for (int i = 0; i < side; i++) {
                float value = f.value(0, j * f.height() / side, i * f.width() / side);
                image.setRGB(x + i, y + j, palette.colour(unit.applyAsDouble(value)));
            }
        }
        graphics.setColor(FRAME);
        graphics.setStroke(new BasicStroke(1));
        graphics.drawRect(x - 1, y - 1, side + 1, side + 1);
    }

    /** As {@link #map}, but only the inscribed disk, without a frame and averaged over the pixels that fall on one. */
    void disk(PlanarFeatureMap f, int x, int y, int side, Palette palette, DoubleUnaryOperator unit) {
        double step = (double) f.height() / side;
        double centre = 0.5 * (side - 1);
        for (int j = 0; j < side; j++) {
            for (int i = 0; i < side; i++) {
                if (Math.hypot(i - centre, j - centre) <= 0.5 * side - 1) {
                    double value = unit.applyAsDouble(mean(f, j * step, i * step, step));
                    image.setRGB(x + i, y + j, palette.colour(value));
                }
            }
        }
        graphics.setColor(FRAME);
        graphics.setStroke(new BasicStroke(1.2f));
        graphics.draw(new Ellipse2D.Double(x + 0.5, y + 0.5, side - 1.0, side - 1.0));
    }

    private static double mean(PlanarFeatureMap f, double top, double left, double step) {
        double sum = 0;
        int count = 0;
        for (int y = (int) top; y < Math.min(f.height(), top + step); y++) {
            for (int x = (int) left; x < Math.min(f.width(), left + step); x++) {
                sum += f.value(0, y, x);
                count++;
            }
        }
        return sum / count;
    }

    /** Writes words centred at x, with their base line at y. */
    void centred(String words, int x, int y, int size, boolean bold) {
        graphics.setColor(TEXT);
        graphics.setFont(new Font(Font.SANS_SERIF, bold ? Font.BOLD : Font.PLAIN, size));
        FontMetrics metrics = graphics.getFontMetrics();
        graphics.drawString(words, x - metrics.stringWidth(words) / 2, y);
    }

    /** Writes words from x, with their base line at y. */
    void left(String words, int x, int y, int size, boolean bold) {
        graphics.setColor(TEXT);
        graphics.setFont(new Font(Font.SANS_SERIF, bold ? Font.BOLD : Font.PLAIN, size));
        graphics.drawString(words, x, y);
    }

    /** Draws an arrow. */
    void arrow(double fromX, double fromY, double toX, double toY, Color colour) {
        graphics.setColor(colour);
        graphics.setStroke(new BasicStroke(2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        graphics.draw(new Line2D.Double(fromX, fromY, toX, toY));
        double angle = Math.atan2(toY - fromY, toX - fromX);
        for (double side : new double[] {-0.45, 0.45}) {
            graphics.draw(
                    new Line2D.Double(toX, toY, toX - 9 * Math.cos(angle + side), toY - 9 * Math.sin(angle + side)));
        }
    }

    /** Writes the picture as PNG. */
    void write(Path file) throws IOException {
        graphics.dispose();
        Files.createDirectories(file.toAbsolutePath().getParent());
        ImageIO.write(image, "png", file.toFile());
    }
}
