package io.gconv.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gconv.feature.GroupFeatureMap;
import io.gconv.group.CyclicGroup;
import io.gconv.group.DihedralGroup;
import io.gconv.group.PlanarGroup;
import io.gconv.layer.Projection;
import io.gconv.pipeline.DescriptorSpec.Compression;
import io.gconv.pipeline.DescriptorSpec.Harmonics;
import io.gconv.pipeline.DescriptorSpec.Margin;
import io.gconv.pipeline.DescriptorSpec.Pooled;
import io.gconv.pipeline.DescriptorSpec.RegionSpec;
import io.gconv.testing.TestMaps;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Descriptors against literal sums over their definitions, on a map that is not square. */
class DescriptorOracleTest {

    private static final int HEIGHT = 15;
    private static final int WIDTH = 22;
    private static final CyclicGroup C3 = new CyclicGroup(3);
    private static final GroupFeatureMap TURNING = TestMaps.integers(2, C3, 2, HEIGHT, WIDTH, 0);
    private static final PlanarGroup D3 = new DihedralGroup(3);
    private static final GroupFeatureMap MAP = TestMaps.integers(1, D3, 2, HEIGHT, WIDTH, 0);

    private static final Harmonics HARMONICS = new Harmonics(
            "any", List.of(), new RegionSpec(2, new Margin.Pixels(1)), 1, List.of(-1, 0, 1), new Compression.None());

    /** The side of an image whose map has so many pixels, as behind pooling of 2·pitch − 1 pixels. */
    private static int side(int pixels, int pitch) {
        return pitch * (pixels - 1) + 1 + 2 * (pitch - 1);
    }

    private static float[] numbers(DescriptorPart part, GroupFeatureMap map) {
        int pitch = (int) part.pitch();
        Cells cells =
                new Cells(4, side(HEIGHT, pitch), side(WIDTH, pitch), pitch - 1, pitch, map.height(), map.width());
        RegionSums<GroupFeatureMap> sums = part.sums(side(HEIGHT, pitch), side(WIDTH, pitch), cells);
        sums.clear();
        sums.add(map, new RegionSums.Window(0, 0, 0, HEIGHT, 0, WIDTH));
        double[] numbers = new double[(int) part.size()];
        sums.write(numbers);
        float[] rounded = new float[numbers.length];
        for (int i = 0; i < rounded.length; i++) {
            rounded[i] = (float) numbers[i];
        }
        return rounded;
    }

    private static double x(int pixel) {
        return pixel % WIDTH - 10.5;
    }

    private static double y(int pixel) {
        return 7 - pixel / WIDTH;
    }

    /** w(r) of the disk, times the Gaussian of ring i of n if there are rings, with r and R in pixels of the image. */
    private static double weight(int pixel, int i, int n, int pitch) {
        double radius = 0.5 * (side(HEIGHT, pitch) - 1) - 1; // margin 1
        double r = pitch * Math.hypot(x(pixel), y(pixel));
        double disk = Math.max(0, Math.min(1, (radius - r) / pitch + 0.5));
        double u = (r / radius - (i + 0.5) / n) * 2 * n;
        return n == 0 ? disk : disk * Math.exp(-0.5 * u * u);
    }

    @ParameterizedTest
    @CsvSource({"3, 1", "3, 2", "0, 1", "0, 2"})
    void pooledProjectionsAreWeightedStatistics(int rings, int pitch) {
        Pooled spec = new Pooled(
                "any",
                List.of(1),
                List.of(new Projection.Mean()),
                new RegionSpec(rings, new Margin.Pixels(1)),
                List.of(Statistic.MEAN, Statistic.STD, Statistic.MAX),
                new Compression.None());
        float[] actual = numbers(new DescriptorPart(spec, D3, List.of(1), 3, pitch), MAP);
        assertThat(actual).hasSize(3 * Math.max(1, rings));
        for (int i = 0; i < actual.length / 3; i++) {
            double weights = 0;
            double mean = 0;
            double max = Double.NEGATIVE_INFINITY;
            for (int pixel = 0; pixel < HEIGHT * WIDTH; pixel++) {
                double w = weight(pixel, i, rings, pitch);
                weights += w;
                mean += w * meanOverH(pixel);
                max = w >= 0.5 ? Math.max(max, meanOverH(pixel)) : max;
            }
            mean /= weights;
            double variance = 0;
            for (int pixel = 0; pixel < HEIGHT * WIDTH; pixel++) {
                variance += weight(pixel, i, rings, pitch) * Math.pow(meanOverH(pixel) - mean, 2);
            }
            assertThat((double) actual[3 * i]).isCloseTo(mean, within(1e-5));
            assertThat((double) actual[3 * i + 1]).isCloseTo(Math.sqrt(variance / weights), within(1e-5));
            assertThat((double) actual[3 * i + 2]).isCloseTo(max, within(1e-5));
        }
    }

    private static double meanOverH(int pixel) {
        double sum = 0;
        for (int h = 0; h < 6; h++) {
            sum += MAP.value(1, h, pixel / WIDTH, pixel % WIDTH);
        }
        return sum / 6;
    }

    /** √(1/2 Σ_b |Σ_x w 1/3 Σ_i F e^(−i(mφ + kθ_i)) / Σ w|²). */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void harmonicsAreLiteralSums(int pitch) {
        float[] actual = numbers(new DescriptorPart(HARMONICS, D3, List.of(1), 3, pitch), MAP);
        int at = 0;
        for (int ring = 0; ring < 2; ring++) {
            for (int[] mk : new int[][] {{0, 0}, {0, 1}, {1, -1}, {1, 0}, {1, 1}}) {
                double power = 0;
                for (int block = 0; block < 2; block++) {
                    double[] c = harmonic(MAP, 1, block, ring, mk[0], mk[1], pitch);
                    power += c[0] * c[0] + c[1] * c[1];
                }
                assertThat((double) actual[at++]).isCloseTo(Math.sqrt(power / 2), within(1e-6));
            }
        }
        assertThat(actual).hasSize(at);
    }

    /** Without reflections Re c and Im c for k = −m, otherwise |c|, in the order of the index: channels as they are asked for. */
    @Test
    void harmonicsThatDoNotTurnKeepTheirPhase() {
        DescriptorPart part = new DescriptorPart(HARMONICS, C3, List.of(1, 0), 3, 1);
        float[] actual = numbers(part, TURNING);
        List<DescriptorEntry> index = new ArrayList<>();
        part.appendIndex(index);
        int at = 0;
        for (int channel : new int[] {1, 0}) {
            for (int ring = 0; ring < 2; ring++) {
                for (int[] mk : new int[][] {{0, 0}, {0, 1}, {1, -1}, {1, 0}, {1, 1}}) {
                    double[] c = harmonic(TURNING, channel, 0, ring, mk[0], mk[1], 1);
                    boolean turns = mk[0] + mk[1] != 0;
                    double[] expected =
                            turns ? new double[] {Math.hypot(c[0], c[1])} : mk[0] == 0 ? new double[] {c[0]} : c;
                    for (int i = 0; i < expected.length; i++) {
                        String label = "harmonic m=" + mk[0] + (turns ? "" : i == 0 ? " re" : " im");
                        String fourier = "fourier k=" + mk[1];
                        String region = HARMONICS.region().label(ring);
                        assertThat((double) actual[at]).as(label).isCloseTo(expected[i], within(1e-6));
                        assertThat(index.get(at))
                                .isEqualTo(new DescriptorEntry(at, "any", fourier, channel, region, label));
                        at++;
                    }
                }
            }
        }
        assertThat(actual).hasSize(at);
        assertThat(index).hasSize(at);
    }

    /** Re and Im of Σ_x w 1/3 Σ_i F e^(−i(mφ + kθ_i)) / Σ w, for one block of three rotations. */
    private static double[] harmonic(GroupFeatureMap map, int channel, int block, int ring, int m, int k, int pitch) {
        double re = 0;
        double im = 0;
        double weights = 0;
        for (int pixel = 0; pixel < HEIGHT * WIDTH; pixel++) {
            double w = weight(pixel, ring, 2, pitch);
            weights += w;
            double phi = Math.atan2(y(pixel), x(pixel));
            for (int i = 0; i < 3; i++) {
                double f = map.value(channel, 3 * block + i, pixel / WIDTH, pixel % WIDTH);
                double angle = m * phi + k * 2 * Math.PI * i / 3;
                re += w * f * Math.cos(angle) / 3;
                im -= w * f * Math.sin(angle) / 3;
            }
        }
        return new double[] {re / weights, im / weights};
    }

    /** √(1/2 Σ_b |1/3 Σ_i F(b, i) e^(−2πi·ik/3)|²), pixel by pixel. */
    @Test
    void spectrumIsALiteralSum() {
        float[] actual = new Projection.Spectrum(1, 1).apply(MAP).values();
        for (int k = 0; k < 2; k++) {
            for (int pixel = 0; pixel < HEIGHT * WIDTH; pixel++) {
                double power = 0;
                for (int block = 0; block < 2; block++) {
                    double re = 0;
                    double im = 0;
                    for (int i = 0; i < 3; i++) {
                        double f = MAP.value(1, 3 * block + i, pixel / WIDTH, pixel % WIDTH);
                        re += f * Math.cos(2 * Math.PI * i * k / 3) / 3;
                        im -= f * Math.sin(2 * Math.PI * i * k / 3) / 3;
                    }
                    power += re * re + im * im;
                }
                assertThat((double) actual[(2 + k) * HEIGHT * WIDTH + pixel])
                        .isCloseTo(Math.sqrt(power / 2), within(1e-6));
            }
        }
    }

    @Test
    void compressionsAreOdd() {
        assertThat(new Compression.Sqrt().apply(-9)).isEqualTo(-3);
        assertThat(new Compression.Log(0.5).apply(-1)).isCloseTo(-Math.log(3), within(1e-15));
        assertThat(new Compression.Log(0.5).apply(1)).isCloseTo(Math.log(3), within(1e-15));
        assertThat(new Compression.None().apply(-2)).isEqualTo(-2);
    }

    @Test
    void compressionsAreUndone() {
        for (Compression compression :
                List.of(new Compression.None(), new Compression.Sqrt(), new Compression.Log(0.01))) {
            for (double v : new double[] {-3, -1e-7, 0, 1e-7, 0.5, 200}) {
                assertThat(compression.undo(compression.apply(v))).isCloseTo(v, within(1e-13 * Math.abs(v)));
            }
        }
    }

    @Test
    void refusesWhatHasNoNumbersOrOneThingTwice() {
        RegionSpec disk = RegionSpec.disk();
        assertThatThrownBy(() -> new Harmonics("a", List.of(), disk, 0, List.of(-1), new Compression.None()))
                .hasMessageContaining("must be at least 0");
        List<Projection> max = List.of(new Projection.Max());
        List<Statistic> mean = List.of(Statistic.MEAN);
        String start = "the descriptor of layer a has ";
        assertThatThrownBy(() -> pooled(List.of(2, 3, 2), max, mean))
                .hasMessage(start + "2 twice in channels: [2, 3, 2]");
        assertThatThrownBy(() -> pooled(List.of(), List.of(max.get(0), max.get(0)), mean))
                .hasMessage(start + "max twice in projections: [max, max]");
        assertThatThrownBy(() -> pooled(List.of(), max, List.of(Statistic.STD, Statistic.MEAN, Statistic.MEAN)))
                .hasMessage(start + "mean twice in statistics: [std, mean, mean]");
    }

    private static Pooled pooled(List<Integer> channels, List<Projection> projections, List<Statistic> statistics) {
        return new Pooled("a", channels, projections, RegionSpec.disk(), statistics, new Compression.None());
    }
}
