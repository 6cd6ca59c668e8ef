package io.gconv.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gconv.group.Matrix2;
import io.gconv.testing.TestMaps;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Interpolation at points, images at twice their resolution, and blurring. */
class ResamplingTest {

    private static float[] wave(int height, int width, double omega) {
        float[] values = new float[height * width];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Math.cos(omega * (0.8 * (i % width) + 0.6 * (i / width)) + 0.3);
        }
        return values;
    }

    private static double sampled(float[] plane, int height, int width, double column, double row) {
        float[] out = new float[1];
        new PointSamples(height, width, new double[] {column}, new double[] {row}).sample(plane, 0, out, 1);
        return out[0];
    }

    @Test
    void pointsOnPixelsAreThosePixels() {
        float[] plane = TestMaps.integers(1, 1, 9, 12, 0).values();
        for (int y = 0; y < 9; y++) {
            for (int x = 0; x < 12; x++) {
                assertThat(sampled(plane, 9, 12, x, y)).isEqualTo(plane[y * 12 + x]);
            }
        }
    }

    @Test
    void pointsBetweenPixelsFollowWavesUpToHalfTheBand() {
        for (double omega : new double[] {0.3, 1, 1.5}) {
            float[] plane = wave(24, 30, omega);
            for (double offset : new double[] {0.1, 0.5, 0.7}) {
                double column = 12 + offset;
                double row = 11 - offset;
                double expected = Math.cos(omega * (0.8 * column + 0.6 * row) + 0.3);
                assertThat(sampled(plane, 24, 30, column, row)).isCloseTo(expected, within(2e-3));
            }
        }
    }

    @Test
    void theBorderIsMirrored() {
        float[] ramp = new float[10 * 10];
        for (int i = 0; i < 100; i++) {
            ramp[i] = i % 10 + 3 * (i / 10);
        }
        float[] continued = new float[20 * 20];
        for (int i = 0; i < 400; i++) {
            continued[i] = ramp[mirrored(i / 20 - 5) * 10 + mirrored(i % 20 - 5)];
        }
        for (double at : new double[] {-0.4, 0.4, 1.7, 7.5, 8.8, 9.3}) {
            assertThat(sampled(ramp, 10, 10, at, 9.3))
                    .isCloseTo(sampled(continued, 20, 20, 5 + at, 14.3), within(1e-5));
            assertThat(sampled(ramp, 10, 10, -0.4, at))
                    .isCloseTo(sampled(continued, 20, 20, 4.6, 5 + at), within(1e-5));
        }
        assertThat(sampled(new float[] {7}, 1, 1, 0, 0)).isEqualTo(7);
    }

    /** Of ten pixels, the first and the last are not repeated. */
    private static int mirrored(int k) {
        return k < 0 ? -k : k > 9 ? 18 - k : k;
    }

    @Test
    void fineSplinesMovePixelsUnderSymmetriesOfTheGrid() {
        PlanarFeatureMap f = TestMaps.integers(2, 2, 7, 10, 0);
        Matrix2 turn = Matrix2.rotation(Math.PI / 2).snapped();
        assertThat(new FineSpline(f).transformed(turn, 0, 0).values())
                .isEqualTo(LeftRegular.transform(f, turn, 0, 0, Border.MIRROR).values());
        assertThat(new FineSpline(f).transformed(Matrix2.IDENTITY, 2, 1).value(1, 3, 5))
                .isEqualTo(f.value(1, 4, 3));
    }

    @Test
    void fineSplinesAreFarMoreAccurateThanPlainOnes() {
        int n = 64;
        double angle = Math.toRadians(30);
        double omega = 1.5;
        PlanarFeatureMap f = PlanarFeatureMap.wrap(1, n, n, wave(n, n, omega));
        Matrix2 a = Matrix2.rotation(angle);
        float[] exact = new float[n * n];
        Matrix2 back = a.inverse();
        for (int i = 0; i < exact.length; i++) {
            double x = i % n - 0.5 * (n - 1);
            double y = 0.5 * (n - 1) - i / n;
            double column = back.applyX(x, y) + 0.5 * (n - 1);
            double row = 0.5 * (n - 1) - back.applyY(x, y);
            exact[i] = (float) Math.cos(omega * (0.8 * column + 0.6 * row) + 0.3);
        }
        PlanarFeatureMap expected = PlanarFeatureMap.wrap(1, n, n, exact);
        double fine = TestMaps.relativeError(new FineSpline(f).transformed(a, 0, 0), expected, 20);
        double plain = TestMaps.relativeError(LeftRegular.transform(f, a, 0, 0, Border.MIRROR), expected, 20);
        assertThat(fine).isLessThan(1e-3).isLessThan(plain / 8);
    }

    @Test
    void blurringDampsAWaveByItsGaussian() {
        PlanarFeatureMap f = PlanarFeatureMap.wrap(1, 40, 40, wave(40, 40, 1));
        double expected = Math.exp(-0.5 * 1.5 * 1.5) * f.value(0, 20, 20);
        assertThat(GaussianBlur.apply(f, 1.5).value(0, 20, 20)).isCloseTo((float) expected, within(1e-5f));
        assertThat(GaussianBlur.apply(f, 0)).isSameAs(f);
        assertThatThrownBy(() -> GaussianBlur.apply(f, -1)).hasMessageContaining("in 0 … 10,000 px, but was -1");
    }

    /** Each as if it were alone. */
    @Test
    void channelsAreResampledAndBlurredEachByItself() {
        PlanarFeatureMap f = TestMaps.integers(3, 3, 20, 26, 0);
        Matrix2 a = Matrix2.rotation(0.3);
        PlanarFeatureMap turned = new FineSpline(f).transformed(a, 0.5, 1);
        PlanarFeatureMap blurred = GaussianBlur.apply(f, 1.2);
        for (int c = 0; c < 3; c++) {
            PlanarFeatureMap alone = PlanarFeatureMap.of(1, 20, 26, channel(f, c));
            assertThat(channel(turned, c))
                    .isEqualTo(new FineSpline(alone).transformed(a, 0.5, 1).values());
            assertThat(channel(blurred, c))
                    .isEqualTo(GaussianBlur.apply(alone, 1.2).values());
        }
    }

    private static float[] channel(PlanarFeatureMap f, int c) {
        int pixels = f.height() * f.width();
        return Arrays.copyOfRange(f.values(), c * pixels, (c + 1) * pixels);
    }

    /** Between pixels, too, a quarter turn makes of rows columns, as L_g does. */
    @Test
    void aQuarterTurnExchangesTheSidesWhateverTheShift() {
        PlanarFeatureMap f = TestMaps.smooth(1, 1, 40, 60, 4);
        Matrix2 quarter = Matrix2.rotation(Math.PI / 2).snapped();
        PlanarFeatureMap turned = new FineSpline(f).transformed(quarter, 0.5, 0);
        PlanarFeatureMap expected = LeftRegular.transform(f, quarter, 0.5, 0, Border.MIRROR);
        assertThat(turned.height()).isEqualTo(60);
        assertThat(turned.width()).isEqualTo(40);
        double difference = 0;
        for (int i = 0; i < 2400; i++) {
            difference += Math.abs(turned.values()[i] - expected.values()[i]) / 2400;
        }
        assertThat(difference).isLessThan(5e-3); // in another orientation it is 100 times as much
    }

    @Test
    void refusesABlurWithoutBound() {
        PlanarFeatureMap f = TestMaps.smooth(1, 1, 4, 6, 4);
        assertThatThrownBy(() -> GaussianBlur.apply(f, 1e9))
                .hasMessage("the blur must be in 0 … 10,000 px, but was 1.0E9");
    }
}
