package io.gconv.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gconv.feature.GroupFeatureMap;
import io.gconv.group.DihedralGroup;
import io.gconv.group.PlanarGroup;
import io.gconv.layer.Projection;
import io.gconv.pipeline.DescriptorSpec.Compression;
import io.gconv.pipeline.DescriptorSpec.Harmonics;
import io.gconv.pipeline.DescriptorSpec.Margin;
import io.gconv.pipeline.DescriptorSpec.Pooled;
import io.gconv.pipeline.DescriptorSpec.RegionSpec;
import io.gconv.testing.TestMaps;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Descriptors against literal sums over their definitions, on a map that is not square. */
class DescriptorOracleTest {

    private static final int HEIGHT = 15;
    private static final int WIDTH = 22;
    private static final double RADIUS = 0.5 * (HEIGHT - 1) - 1; // margin 1
    private static final PlanarGroup D3 = new DihedralGroup(3);
    private static final GroupFeatureMap MAP = TestMaps.integers(1, D3, 2, HEIGHT, WIDTH, 0);

    private static float[] numbers(DescriptorSpec spec) {
        DescriptorPart part = new DescriptorPart(spec, D3, List.of(1), 3, 1);
        Cells cells = new Cells(4, HEIGHT, WIDTH, 0, 1, HEIGHT, WIDTH);
        RegionSums<GroupFeatureMap> sums = part.sums(HEIGHT, WIDTH, cells);
        sums.clear();
        sums.add(MAP, new RegionSums.Window(0, 0, 0, HEIGHT, 0, WIDTH));
        double[] numbers = new double[(int) part.size()];
        sums.write(numbers);
        float[] rounded = new float[numbers.length];
        for (int i = 0; i < rounded.length; i++) {
            rounded[i] = (float) numbers[i];
        }
        return rounded;
    }

    private static double x(int column) {
        return column - 10.5;
    }

    private static double y(int row) {
        return 7 - row;
    }

    /** w(r) of the disk, times the Gaussian of ring i of n. */
    private static double weight(int row, int column, int i, int n) {
        double r = Math.hypot(x(column), y(row));
        double disk = Math.max(0, Math.min(1, RADIUS - r + 0.5));
        double u = (r / RADIUS - (i + 0.5) / n) * 2 * n;
        return disk * Math.exp(-0.5 * u * u);
    }

    @Test
    void pooledProjectionsAreWeightedStatistics() {
        float[] actual = numbers(new Pooled(
                "any",
                List.of(1),
                List.of(new Projection.Mean()),
                new RegionSpec(3, new Margin.Pixels(1)),
                List.of(Statistic.MEAN, Statistic.STD, Statistic.MAX),
                new Compression.None()));
        for (int i = 0; i < 3; i++) {
            double weights = 0;
            double mean = 0;
            double max = Double.NEGATIVE_INFINITY;
            for (int pixel = 0; pixel < HEIGHT * WIDTH; pixel++) {
                double w = weight(pixel / WIDTH, pixel % WIDTH, i, 3);
                weights += w;
                mean += w * meanOverH(pixel);
                max = w >= 0.5 ? Math.max(max, meanOverH(pixel)) : max;
            }
            mean /= weights;
            double variance = 0;
            for (int pixel = 0; pixel < HEIGHT * WIDTH; pixel++) {
                variance += weight(pixel / WIDTH, pixel % WIDTH, i, 3) * Math.pow(meanOverH(pixel) - mean, 2);
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
    @Test
    void harmonicsAreLiteralSums() {
        float[] actual = numbers(new Harmonics(
                "any",
                List.of(1),
                new RegionSpec(2, new Margin.Pixels(1)),
                1,
                List.of(-1, 0, 1),
                new Compression.None()));
        int at = 0;
        for (int ring = 0; ring < 2; ring++) {
            for (int[] mk : new int[][] {{0, 0}, {0, 1}, {1, -1}, {1, 0}, {1, 1}}) {
                assertThat((double) actual[at++]).isCloseTo(harmonic(ring, mk[0], mk[1]), within(1e-6));
            }
        }
        assertThat(actual).hasSize(at);
    }

    private static double harmonic(int ring, int m, int k) {
        double power = 0;
        for (int block = 0; block < 2; block++) {
            double re = 0;
            double im = 0;
            double weights = 0;
            for (int pixel = 0; pixel < HEIGHT * WIDTH; pixel++) {
                double w = weight(pixel / WIDTH, pixel % WIDTH, ring, 2);
                weights += w;
                double phi = Math.atan2(y(pixel / WIDTH), x(pixel % WIDTH));
                for (int i = 0; i < 3; i++) {
                    double f = MAP.value(1, 3 * block + i, pixel / WIDTH, pixel % WIDTH);
                    double angle = m * phi + k * 2 * Math.PI * i / 3;
                    re += w * f * Math.cos(angle) / 3;
                    im -= w * f * Math.sin(angle) / 3;
                }
            }
            power += (re * re + im * im) / (weights * weights);
        }
        return Math.sqrt(power / 2);
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
