package io.gconv.jobs.audit.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.geom.Line2D;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

class SvgTextTest {

    /** Returns the values of all attributes within an element. */
    static String attributes(Node node) {
        StringBuilder out = new StringBuilder();
        if (node instanceof Element element) {
            for (int i = 0; i < element.getAttributes().getLength(); i++) {
                out.append(element.getAttributes().item(i).getNodeValue()).append('\n');
            }
        }
        for (Node child = node.getFirstChild(); child != null; child = child.getNextSibling()) {
            out.append(attributes(child));
        }
        return out.toString();
    }

    @Test
    void segmentsThatContinueEachOtherBecomeOneLine() {
        String svg = SvgText.of(g -> {
            g.setColor(Ink.FLOOR.standIn());
            g.draw(new Line2D.Double(0, 0, 1, 2));
            g.draw(new Line2D.Double(1, 2, 3, 4));
            g.draw(new Line2D.Double(5, 5, 6, 6));
        });
        assertThat(svg).contains("points=\"0,0 1,2 3,4\"", "points=\"5,5 6,6\"");
        assertThat(svg.split("<polyline")).hasSize(3);
    }

    @Test
    void coloursAreVariablesOfTheStyleSheet() {
        String svg = SvgText.of(g -> {
            g.setColor(Ink.CONTROL_2.standIn());
            g.draw(new Line2D.Double(0, 0, 1, 2));
        });
        assertThat(svg).contains("stroke=\"var(--control-2)\"").doesNotContain("rgb(");
    }

    @Test
    void aPlotPlacesItsPointsWhereItsLettersAre() {
        Plot plot = new Plot(new Plot.Frame(10, 20, 200, 100, 5, 5), 0, 10, -3, 1);
        plot.line(0, -3, 10, 1, Ink.PIPELINE, 2);
        assertThat(plot.svg("a line")).contains("translate(10,20)", "points=\"0,100 200,0\"");
        assertThat(plot.across(10)).isEqualTo(210);
        assertThat(plot.down(-3)).isEqualTo(120);
    }
}
