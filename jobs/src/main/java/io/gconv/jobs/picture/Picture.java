package io.gconv.jobs.picture;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** A picture on white paper. Immutable. */
public final class Picture {

    private static final Color FRAME = new Color(0xb4b4b4);
    private static final Color MISSING = new Color(0xf0f0f0);
    private static final Color MEASURED = new Color(0x606060);

    private final BufferedImage image;

    Picture(BufferedImage image) {
        this.image = image;
    }

    /** Returns a plane in the colours of a scale, one pixel per value. */
    public static Picture of(Plane plane, ColourScale scale) {
        BufferedImage image = paper(plane.width(), plane.height());
        for (int y = 0; y < plane.height(); y++) {
            for (int x = 0; x < plane.width(); x++) {
                image.setRGB(x, y, scale.rgb(plane.value(y, x)));
            }
        }
        return new Picture(image);
    }

    /** Returns an image: one plane as gray, three planes as red, green and blue; low is black and high is white. */
    public static Picture of(List<Plane> channels, double low, double high) {
        ColourScale gray = ColourScale.gray(low, high);
        Plane first = channels.get(0);
        BufferedImage image = paper(first.width(), first.height());
        for (int y = 0; y < first.height(); y++) {
            for (int x = 0; x < first.width(); x++) {
                int rgb = 0;
                for (int i = 0; i < 3; i++) {
                    Plane channel = channels.get(Math.min(i, channels.size() - 1));
                    rgb = rgb << 8 | gray.rgb(channel.value(y, x)) & 0xff;
                }
                image.setRGB(x, y, rgb);
            }
        }
        return new Picture(image);
    }

    /** Returns white paper. */
    public static Picture blank(int width, int height) {
        return new Picture(paper(width, height));
    }

    /** Returns what stands where there is nothing to show: a light disk with a stroke. */
    public static Picture missing(int side) {
        BufferedImage image = paper(side, side);
        Graphics2D graphics = graphics(image);
        graphics.setColor(MISSING);
        graphics.fill(new Ellipse2D.Double(0, 0, side, side));
        graphics.setColor(FRAME);
        graphics.draw(new Line2D.Double(0.35 * side, 0.5 * side, 0.65 * side, 0.5 * side));
        graphics.dispose();
        return new Picture(image);
    }

    static BufferedImage paper(int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, width, height);
        graphics.dispose();
        return image;
    }

    static Graphics2D graphics(BufferedImage image) {
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
        return graphics;
    }

    /** Returns the width in pixels. */
    public int width() {
        return image.getWidth();
    }

    /** Returns the height in pixels. */
    public int height() {
        return image.getHeight();
    }

    /** Not a copy: for drawing it. */
    BufferedImage image() {
        return image;
    }

    /** Returns this picture in a thin frame: two pixels wider and higher. */
    public Picture framed() {
        BufferedImage framed = paper(width() + 2, height() + 2);
        Graphics2D graphics = framed.createGraphics();
        graphics.drawImage(image, 1, 1, null);
        graphics.setColor(FRAME);
        graphics.drawRect(0, 0, width() + 1, height() + 1);
        graphics.dispose();
        return new Picture(framed);
    }

    /** Returns this picture with its inscribed circle and, dashed, one of another radius in pixels if that is positive. */
    public Picture ringed(double radius) {
        BufferedImage ringed = paper(width(), height());
        Graphics2D graphics = graphics(ringed);
        graphics.drawImage(image, 0, 0, null);
        graphics.setColor(FRAME);
        graphics.draw(circle(0.5 * Math.min(width(), height()) - 0.6));
        if (radius > 0) {
            graphics.setColor(MEASURED);
            float[] dash = {2, 4};
            graphics.setStroke(new BasicStroke(1, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, dash, 0));
            graphics.draw(circle(radius));
        }
        graphics.dispose();
        return new Picture(ringed);
    }

    private Ellipse2D circle(double radius) {
        return new Ellipse2D.Double(0.5 * width() - radius, 0.5 * height() - radius, 2 * radius, 2 * radius);
    }

    /** Returns the picture as PNG; takes memory only. */
    public byte[] png() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            if (!ImageIO.write(image, "png", out)) {
                throw new IllegalStateException("this Java installation cannot write PNG");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write a picture to memory", e);
        }
        return bytes.toByteArray();
    }
}
