package io.gconv.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gconv.feature.GaussianBlur;
import io.gconv.feature.PlanarFeatureMap;
import io.gconv.feature.PointSamples;
import io.gconv.testing.TestMaps;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an audit makes of an image, and what resampling alone does to it, as literal loops. */
class AuditImageTest {

    /** w(r) = t² (3 − 2t), t = (R − r)/4 in 0 … 1. */
    private static double window(int y, int x, int height, int width) {
        double r = Math.hypot(x - 0.5 * (width - 1), y - 0.5 * (height - 1));
        double t = Math.max(0, Math.min(1, (0.5 * (Math.min(height, width) - 1) - r) / 4));
        return t * t * (3 - 2 * t);
    }

    /** The centre of the whole image as it is blurred, although less of it is: μ + w (blurred − μ) for each channel. */
    @ParameterizedTest
    @CsvSource({
        "150, 171, 101, 101, 1",
        "109, 112, 101, 101, 1",
        "61, 80, 40, 53, 2.5",
        "48, 37, 31, 20, 0",
        "104, 106, 101, 101, 1",
        "102, 102, 101, 101, 1"
    })
    void isTheCentreOfTheBlurredImageFadedToItsMean(int rows, int columns, int height, int width, double blur) {
        PlanarFeatureMap f = TestMaps.integers(1, 2, rows, columns, 0);
        PlanarFeatureMap blurred = GaussianBlur.apply(f, blur);
        PlanarFeatureMap actual = AuditImage.of(f, height, width, blur).map();
        assertThat(actual.height()).isEqualTo(height);
        assertThat(actual.width()).isEqualTo(width);
        int top = (rows - height) / 2;
        int left = (columns - width) / 2;
        for (int c = 0; c < 2; c++) {
            double sum = 0;
            double weights = 0;
            for (int i = 0; i < height * width; i++) {
                double w = window(i / width, i % width, height, width);
                sum += w * blurred.value(c, top + i / width, left + i % width);
                weights += w;
            }
            double mean = sum / weights;
            for (int i = 0; i < height * width; i++) {
                double w = window(i / width, i % width, height, width);
                double expected = mean + w * (blurred.value(c, top + i / width, left + i % width) - mean);
                assertThat((double) actual.value(c, i / width, i % width)).isCloseTo(expected, within(1e-5));
            }
        }
    }

    /**
     * ‖L_g⁻¹ L_g f − f‖ / ‖f − μ‖ over all channels, on the x with |x| and |g·x| in the disk, less four pixels; μ is what f
     * is far outside.
     */
    @ParameterizedTest
    @ValueSource(strings = {"rotation 20", "scaling 1.4", "scaling 0.8", "translation 2.5,1.5"})
    void theFloorIsTheErrorOfResamplingThereAndBack(String text) {
        Random random = new Random(2);
        float[] noise = new float[2 * 45 * 51];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = random.nextFloat();
        }
        AuditImage image = AuditImage.of(PlanarFeatureMap.of(2, 45, 51, noise), 45, 51, 0);
        Transformation g = Transformation.parse(text);
        float[] f = image.map().values();
        float[] transformed = image.transformed(g).values();
        double radius = Math.min(22, (22 - Math.hypot(g.x(), g.y())) / g.scale()) - 4;
        double difference = 0;
        double reference = 0;
        for (int i = 0; i < 45 * 51; i++) {
            double x = i % 51 - 25;
            double y = 22 - i / 51;
            if (Math.hypot(x, y) <= radius) {
                double column = 25 + g.matrix().applyX(x, y) + g.x();
                double row = 22 - g.matrix().applyY(x, y) - g.y();
                PointSamples back = new PointSamples(45, 51, new double[] {column}, new double[] {row});
                for (int c = 0; c < 2; c++) {
                    float[] value = new float[1];
                    back.sample(transformed, c * 45 * 51, value, 1);
                    difference += Math.pow((double) f[c * 45 * 51 + i] - value[0], 2);
                    reference += Math.pow((double) f[c * 45 * 51 + i] - f[c * 45 * 51], 2);
                }
            }
        }
        double floor = image.floor(g, new PointCache(4, 1_000_000));
        assertThat(floor).isCloseTo(Math.sqrt(difference / reference), within(1e-6));
        assertThat(floor).isGreaterThan(0.04);
    }
}
