package io.gconv.jobs.audit.report;

import java.awt.Graphics2D;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * What is painted, as SVG that stands within an HTML page: without document type, definitions, clip paths and fonts,
 * whose ids would meet those of other plots, with colours of the style sheet, and with segments joined to polylines, so
 * that dashes run on.
 */
final class SvgText {

    private static final String SVG = "http://www.w3.org/2000/svg";
    private static final Set<String> DROPPED_ELEMENTS = Set.of("defs", "rect");
    private static final Set<String> DROPPED_ATTRIBUTES =
            Set.of("clip-path", "font-family", "font-size", "font-style", "font-weight", "text-rendering");

    private SvgText() {}

    /** Returns the shapes that {@code painter} draws and fills. */
    static String of(Consumer<Graphics2D> painter) {
        SVGGeneratorContext context = SVGGeneratorContext.createDefault(document());
        context.setComment("");
        context.setPrecision(2);
        SVGGraphics2D graphics = new SVGGraphics2D(context, false);
        painter.accept(graphics);
        StringBuilder out = new StringBuilder();
        children(graphics.getRoot(), out);
        graphics.dispose();
        return out.toString();
    }

    private static Document document() {
        try {
            return DocumentBuilderFactory.newDefaultInstance()
                    .newDocumentBuilder()
                    .getDOMImplementation()
                    .createDocument(SVG, "svg", null);
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("the JDK's own XML parser cannot be configured", e);
        }
    }

    private static void children(Node parent, StringBuilder out) {
        Node node = parent.getFirstChild();
        while (node != null) {
            Node next = node.getNextSibling();
            if (node instanceof Element element && !DROPPED_ELEMENTS.contains(element.getTagName())) {
                if (element.getTagName().equals("line")) {
                    next = polyline(element, out);
                } else {
                    element(element, out);
                }
            }
            node = next;
        }
    }

    private static void element(Element element, StringBuilder out) {
        StringBuilder inside = new StringBuilder();
        children(element, inside);
        boolean group = element.getTagName().equals("g");
        if (group && inside.isEmpty()) {
            return;
        }
        out.append('<').append(element.getTagName());
        attributes(element).forEach((name, value) -> attribute(name, value, out));
        if (inside.isEmpty()) {
            out.append("/>");
        } else {
            out.append('>')
                    .append(inside)
                    .append("</")
                    .append(element.getTagName())
                    .append('>');
        }
    }

    /** Writes a line and those that continue it; returns what comes after them. */
    private static Node polyline(Element first, StringBuilder out) {
        Map<String, String> style = withoutEnds(first);
        StringBuilder points = new StringBuilder(point(first, "1")).append(' ').append(point(first, "2"));
        Element last = first;
        Node next = first.getNextSibling();
        while (next instanceof Element line
                && line.getTagName().equals("line")
                && point(line, "1").equals(point(last, "2"))
                && withoutEnds(line).equals(style)) {
            points.append(' ').append(point(line, "2"));
            last = line;
            next = line.getNextSibling();
        }
        out.append("<polyline");
        style.forEach((name, value) -> attribute(name, value, out));
        attribute("points", points.toString(), out);
        out.append("/>");
        return next;
    }

    private static String point(Element line, String end) {
        return line.getAttribute("x" + end) + "," + line.getAttribute("y" + end);
    }

    private static Map<String, String> withoutEnds(Element line) {
        Map<String, String> attributes = attributes(line);
        attributes.keySet().removeAll(Set.of("x1", "y1", "x2", "y2"));
        return attributes;
    }

    private static Map<String, String> attributes(Element element) {
        Map<String, String> attributes = new TreeMap<>();
        for (int i = 0; i < element.getAttributes().getLength(); i++) {
            Node attribute = element.getAttributes().item(i);
            if (!DROPPED_ATTRIBUTES.contains(attribute.getNodeName())) {
                attributes.put(attribute.getNodeName(), Ink.css(attribute.getNodeValue()));
            }
        }
        return attributes;
    }

    private static void attribute(String name, String value, StringBuilder out) {
        out.append(' ').append(name).append("=\"").append(value).append('"');
    }
}
