package io.gconv.jobs.audit.report;

import io.gconv.audit.Membership;
import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import org.knowm.xchart.style.markers.Marker;

/** Marks of plots, told apart by shape: how a transformation relates to the group, and what else is marked. */
final class Glyph extends Marker {

    /** What a glyph looks like. */
    enum Form {
        DIAMOND,
        DISK,
        RING,
        CROSS,
        BAR,
        DASH,
        POINTER
    }

    private final Form form;
    private final Ink ink;
    private final double radius;

    Glyph(Form form, Ink ink, double radius) {
        this.form = form;
        this.ink = ink;
        this.radius = radius;
    }

    /** Returns the form that stands for {@code membership}. */
    static Form form(Membership membership) {
        return switch (membership) {
            case EXACT -> Form.DIAMOND;
            case ON_GRID -> Form.DISK;
            case OFF_GRID -> Form.RING;
            case OUTSIDE -> Form.CROSS;
        };
    }

    @Override
    public void paint(Graphics2D g, double x, double y, int size) {
        g.setStroke(new BasicStroke(1.6f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        Shape shape = shape(x, y);
        if (!isOpen()) {
            g.setColor((form == Form.RING ? Ink.PAPER : ink).standIn());
            g.fill(shape);
        }
        if (form == Form.RING || isOpen()) {
            g.setColor(ink.standIn());
            g.draw(shape);
        }
    }

    private boolean isOpen() {
        return form == Form.CROSS || form == Form.BAR || form == Form.DASH;
    }

    /** Returns the mark of a membership as an element {@code svg} as large as a letter. */
    static String icon(Membership membership) {
        Glyph glyph = new Glyph(form(membership), Ink.PIPELINE, 4);
        return "<svg role=\"img\" aria-label=\"" + membership.label()
                + "\" viewBox=\"0 0 16 16\" width=\"16\" height=\"16\">"
                + SvgText.of(g -> glyph.paint(g, 8, 8, 0)) + "</svg>";
    }

    private Shape shape(double x, double y) {
        double r = radius;
        return switch (form) {
            case DISK, RING -> new Ellipse2D.Double(x - r, y - r, 2 * r, 2 * r);
            case DIAMOND -> path(x, y, 0, -1.4 * r, 1.4 * r, 0, 0, 1.4 * r, -1.4 * r, 0, 0, -1.4 * r);
            case BAR -> path(x, y, 0, -r, 0, r);
            case DASH -> path(x, y, -r, 0, r, 0);
            case POINTER -> path(x, y, 0, 0.4 - r / 2, r / 3, -r, -r / 3, -r, 0, 0.4 - r / 2);
            case CROSS -> {
                Path2D cross = path(x, y, -r, -r, r, r);
                cross.append(path(x, y, -r, r, r, -r), false);
                yield cross;
            }
        };
    }

    /** Returns the open polygon through points that are relative to (x, y). */
    private static Path2D path(double x, double y, double... points) {
        Path2D path = new Path2D.Double();
        path.moveTo(x + points[0], y + points[1]);
        for (int i = 2; i < points.length; i += 2) {
            path.lineTo(x + points[i], y + points[i + 1]);
        }
        return path;
    }
}
