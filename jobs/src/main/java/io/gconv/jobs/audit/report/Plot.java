package io.gconv.jobs.audit.report;

import io.gconv.jobs.html.Html;
import java.awt.BasicStroke;
import java.awt.Color;
import java.util.Locale;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * A plot as SVG within HTML. XChart places and paints lines, areas and marks; letters are text of the page, in the
 * page's font, that can be selected. So no fonts are needed where the report is written, often a bare container, where
 * Java fails at the first text that it measures.
 */
final class Plot {

    /** The frame of a plot, in units of the drawing. */
    record Frame(int left, int top, int width, int height, int right, int bottom) {}

    /** Where a text is fixed. */
    enum Anchor {
        START,
        MIDDLE,
        END
    }

    private static final Color NOTHING = new Color(0, 0, 0, 0);

    private final Frame frame;
    private final XYChart chart;
    private final StringBuilder letters = new StringBuilder();
    private int count;

    /** Creates an empty plot of [xMin, xMax] × [yMin, yMax]; no point may be outside. */
    Plot(Frame frame, double xMin, double xMax, double yMin, double yMax) {
        this.frame = frame;
        chart = new XYChart(frame.width, frame.height);
        XYStyler style = chart.getStyler();
        style.setLegendVisible(false).setChartTitleVisible(false).setChartPadding(0);
        style.setChartBackgroundColor(NOTHING).setPlotBackgroundColor(NOTHING).setPlotBorderVisible(false);
        style.setPlotContentSize(1);
        style.setPlotGridLinesVisible(false).setPlotMargin(0);
        style.setXAxisTicksVisible(false).setYAxisTicksVisible(false).setAxisTitlesVisible(false);
        // Tick labels that are all the same end XChart's search for ticks before it measures text.
        style.setXAxisTickLabelsFormattingFunction(x -> "").setYAxisTickLabelsFormattingFunction(y -> "");
        style.setXAxisMin(xMin).setXAxisMax(xMax).setYAxisMin(yMin).setYAxisMax(yMax);
    }

    /** Draws a line through points; {@code dashes} are lengths of strokes and gaps, none for a solid line. */
    void line(double[] x, double[] y, Ink ink, double thickness, float... dashes) {
        XYSeries series = series(x, y);
        series.setLineColor(ink.standIn());
        series.setLineStyle(
                dashes.length == 0
                        ? new BasicStroke((float) thickness, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND)
                        : new BasicStroke(
                                (float) thickness, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, dashes, 0));
    }

    /** Draws a line from one point to another. */
    void line(double x1, double y1, double x2, double y2, Ink ink, double thickness, float... dashes) {
        line(new double[] {x1, x2}, new double[] {y1, y2}, ink, thickness, dashes);
    }

    /** Fills the area between two curves over the same x. */
    void band(double[] x, double[] low, double[] high, Ink ink) {
        int n = x.length;
        double[] aroundX = new double[2 * n];
        double[] aroundY = new double[2 * n];
        for (int i = 0; i < n; i++) {
            aroundX[i] = x[i];
            aroundX[2 * n - 1 - i] = x[i];
            aroundY[i] = low[i];
            aroundY[2 * n - 1 - i] = high[i];
        }
        XYSeries series = series(aroundX, aroundY);
        series.setXYSeriesRenderStyle(XYSeriesRenderStyle.PolygonArea);
        series.setLineStyle(SeriesLines.NONE).setFillColor(ink.standIn());
    }

    /** Draws a mark. */
    void mark(double x, double y, Glyph glyph) {
        XYSeries series = series(new double[] {x}, new double[] {y});
        series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
        series.setMarker(glyph);
    }

    private XYSeries series(double[] x, double[] y) {
        XYSeries series = chart.addSeries("s" + count++, x, y);
        series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Line);
        series.setMarker(SeriesMarkers.NONE);
        return series;
    }

    /** Returns where x is, in units of the drawing from its left edge. */
    double across(double x) {
        XYStyler style = chart.getStyler();
        return frame.left + frame.width * (x - style.getXAxisMin()) / (style.getXAxisMax() - style.getXAxisMin());
    }

    /** Returns where y is, in units of the drawing from its upper edge. */
    double down(double y) {
        XYStyler style = chart.getStyler();
        return frame.top + frame.height * (style.getYAxisMax() - y) / (style.getYAxisMax() - style.getYAxisMin());
    }

    /** Writes a text at a place in units of the drawing. */
    void letter(double across, double down, Anchor anchor, Ink ink, String text) {
        letters.append(String.format(
                Locale.ROOT,
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" fill=\"%s\">%s</text>",
                across,
                down,
                anchor.name().toLowerCase(Locale.ROOT),
                ink.css(),
                Html.text(text)));
    }

    /** Returns the drawing as an element {@code svg}; {@code description} is for those who cannot see it. */
    String svg(String description) {
        int width = frame.left + frame.width + frame.right;
        int height = frame.top + frame.height + frame.bottom;
        return "<svg class=\"plot\" role=\"img\" aria-label=\"" + Html.text(description) + "\" viewBox=\"0 0 " + width
                + " " + height + "\" width=\"" + width + "\" height=\"" + height + "\">"
                + "<g transform=\"translate(" + frame.left + "," + frame.top + ")\">"
                + SvgText.of(g -> chart.paint(g, frame.width, frame.height)) + "</g>" + letters + "</svg>";
    }
}
