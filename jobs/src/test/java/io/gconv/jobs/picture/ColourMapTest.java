package io.gconv.jobs.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a colour says about a number, also in gray. */
class ColourMapTest {

    private static final int STEPS = 400;

    /** The relative luminance of sRGB, 0.2126 R + 0.7152 G + 0.0722 B of the linear values. */
    private static double luminance(int rgb) {
        return 0.2126 * linear(rgb >> 16 & 0xff) + 0.7152 * linear(rgb >> 8 & 0xff) + 0.0722 * linear(rgb & 0xff);
    }

    private static double linear(int byteValue) {
        double c = byteValue / 255.0;
        return c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
    }

    @ParameterizedTest
    @EnumSource(
            value = ColourMap.class,
            names = {"GRAY", "SEQUENTIAL"})
    void luminanceIsStrictlyMonotone(ColourMap map) {
        double direction = Math.signum(luminance(map.rgb(1)) - luminance(map.rgb(0)));
        for (int i = 0; i < 100; i++) {
            double change = luminance(map.rgb((i + 1) / 100.0)) - luminance(map.rgb(i / 100.0));
            assertThat(change * direction).as("step %d of %s", i, map).isPositive();
        }
    }

    /** The anchors have 8 bits per colour, which leaves up to 0.01 between the two sides. */
    @Test
    void bothSidesOfTheDivergingMapAreEquallyDark() {
        for (int i = 0; i <= STEPS; i++) {
            double t = 0.5 * i / STEPS;
            assertThat(luminance(ColourMap.DIVERGING.rgb(0.5 - t)))
                    .as("at ±%.3f", t)
                    .isCloseTo(luminance(ColourMap.DIVERGING.rgb(0.5 + t)), within(0.02));
        }
        assertThat(ColourMap.DIVERGING.rgb(0.5)).isEqualTo(0xffffff);
    }

    @Test
    void valuesBeyondTheScaleHaveTheColourOfItsEnd() {
        ColourScale scale = ColourScale.symmetric(2);
        assertThat(scale.rgb(-9)).isEqualTo(scale.rgb(-2)).isNotEqualTo(scale.rgb(-1.9));
        assertThat(scale.rgb(9)).isEqualTo(scale.rgb(2)).isNotEqualTo(scale.rgb(1.9));
        assertThat(scale.rgb(0)).isEqualTo(0xffffff);
    }

    @Test
    void aScaleHasASignOnlyIfThePlanesHaveOne() {
        Plane positive = Plane.of(1, 3, 0, 1, 4);
        assertThat(ColourScale.of(List.of(positive), 1)).isEqualTo(new ColourScale(ColourMap.SEQUENTIAL, 0, 4));
        assertThat(ColourScale.of(List.of(positive, Plane.of(1, 1, -8)), 1)).isEqualTo(ColourScale.symmetric(8));
        assertThat(ColourScale.of(List.of(Plane.of(1, 1, 0)), 1).high()).isEqualTo(1);
    }

    @Test
    void smallDifferencesAreDrawnStronger() {
        ColourScale scale = new ColourScale(ColourMap.SEQUENTIAL, 0, 4);
        assertThat(scale.ofDifferences(List.of(Plane.of(1, 2, 0.05, -0.1)), 1).high())
                .isEqualTo(0.4);
        assertThat(scale.ofDifferences(List.of(Plane.of(1, 1, 2.1)), 1)).isEqualTo(ColourScale.symmetric(4));
        assertThat(scale.ofDifferences(List.of(Plane.of(1, 1, 9)), 1)).isEqualTo(ColourScale.symmetric(4));
        assertThat(scale.ofDifferences(List.of(Plane.of(1, 1, 0.6)), 1))
                .as("0.6 is beyond 0.4")
                .isEqualTo(ColourScale.symmetric(4));
        assertThat(scale.ofDifferences(List.of(Plane.of(1, 1, 0)), 1)).isEqualTo(ColourScale.symmetric(4));
        assertThat(scale.ofDifferences(List.of(Plane.of(1, 1, 1e-12)), 1).high())
                .isEqualTo(4e-6);
    }

    @Test
    void nothingIsLeftBeyondARadius() {
        Plane plane = Plane.of(3, 3, 1, 2, 3, 4, 5, 6, 7, 8, 9).within(1);
        assertThat(plane.value(0, 0)).isNaN();
        assertThat(plane.value(0, 1)).isEqualTo(2);
        assertThat(plane.value(1, 1)).isEqualTo(5);
    }
}
