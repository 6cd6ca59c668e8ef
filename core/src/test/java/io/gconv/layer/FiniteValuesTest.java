package io.gconv.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gconv.feature.GroupFeatureMap;
import io.gconv.feature.PlanarFeatureMap;
import io.gconv.group.CyclicGroup;
import io.gconv.kernel.GaussianDerivative;
import io.gconv.kernel.KernelBank;
import io.gconv.kernel.KernelWindow;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Correlations take every finite float, and say where one is that is not. */
class FiniteValuesTest {

    private static final CyclicGroup C4 = new CyclicGroup(4);
    private static final int HEIGHT = 5;
    private static final int WIDTH = 7;

    private static final LiftingCorrelation LIFT = new LiftingCorrelation(
            C4,
            KernelBank.lifting(1, 2, (o, c, tap) -> GaussianDerivative.gaussian(1)),
            KernelWindow.disk(3),
            Padding.ZERO,
            new double[1]);

    private static final GroupCorrelation CORRELATION = new GroupCorrelation(
            C4,
            KernelBank.of(1, 2, List.of(0, 1), (o, c, tap) -> GaussianDerivative.gaussian(1)),
            KernelWindow.disk(3),
            Padding.ZERO,
            new double[1]);

    private static float[] zeros(int planes, int at, float value) {
        float[] values = new float[planes * HEIGHT * WIDTH];
        values[at] = value;
        return values;
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void liftRefusesWhatIsNotFiniteAnywhere(float value) {
        for (int i = 0; i < 2 * HEIGHT * WIDTH; i++) {
            PlanarFeatureMap f = PlanarFeatureMap.of(2, HEIGHT, WIDTH, zeros(2, i, value));
            assertThatThrownBy(() -> LIFT.apply(f))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "the feature map has a value that is not finite: %s at channel %d, row %d, column %d",
                            value, i / (HEIGHT * WIDTH), i / WIDTH % HEIGHT, i % WIDTH);
        }
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void groupCorrelationRefusesWhatIsNotFiniteAnywhere(float value) {
        for (int i = 0; i < 8 * HEIGHT * WIDTH; i++) {
            int plane = i / (HEIGHT * WIDTH);
            GroupFeatureMap f = GroupFeatureMap.of(C4, 2, HEIGHT, WIDTH, zeros(8, i, value));
            assertThatThrownBy(() -> CORRELATION.apply(f))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "the feature map has a value that is not finite:"
                                    + " %s at channel %d, element %d, row %d, column %d",
                            value, plane / 4, plane % 4, i / WIDTH % HEIGHT, i % WIDTH);
        }
    }

    /** The largest floats do not overflow the check, however many there are; the values beyond the map do not count. */
    @Test
    void acceptsEveryFiniteFloat() {
        float[] values = new float[2 * HEIGHT * WIDTH + 1];
        Arrays.fill(values, Float.MAX_VALUE);
        values[0] = -Float.MAX_VALUE;
        values[1] = Float.MIN_VALUE;
        values[2] = -0f;
        values[values.length - 1] = Float.NaN;
        PlanarFeatureMap f = PlanarFeatureMap.view(2, HEIGHT, WIDTH, values);
        assertThat(LIFT.apply(f).height()).isEqualTo(HEIGHT);
    }

    @Test
    void zerosAreFinite() {
        GroupFeatureMap f = GroupFeatureMap.of(C4, 2, HEIGHT, WIDTH, new float[8 * HEIGHT * WIDTH]);
        assertThat(CORRELATION.apply(f).values()).containsOnly(0);
    }
}
