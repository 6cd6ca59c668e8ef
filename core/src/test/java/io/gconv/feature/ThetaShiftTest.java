package io.gconv.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ThetaShiftTest {

    /** Σ_(k ≤ N/2) cos(2πkt/N − φ_k); for even N the samples fix cos πt alone at k = N/2, hence φ = 0 there. */
    private static double bandLimited(double t, int n) {
        double sum = 0;
        for (int k = 0; 2 * k <= n; k++) {
            double phase = 2 * k == n ? 0 : 0.4 * k + 0.3;
            sum += Math.cos(2 * Math.PI * k * t / n - phase);
        }
        return sum;
    }

    /** Σ_j F(j) D(i − a − j). */
    private static double shifted(int i, double steps, int n) {
        double[] d = ThetaShift.kernel(steps, n);
        double sum = 0;
        for (int j = 0; j < n; j++) {
            sum += bandLimited(j, n) * d[Math.floorMod(i - j, n)];
        }
        return sum;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 7, 8, 16})
    void bandLimitedSignalsAreShifted(int n) {
        for (double steps : new double[] {0, 0.25, 0.5, 2.7, -1.3, 3, -17, 20.5}) {
            for (int i = 0; i < n; i++) {
                assertThat(shifted(i, steps, n)).isCloseTo(bandLimited(i - steps, n), within(1e-12));
            }
        }
    }

    /** D(0) = 1 and D(t) = 0 at the other whole t, also where it is computed and not known. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 7, 8, 16})
    void theKernelInterpolates(int n) {
        for (int whole = -1; whole <= n; whole++) {
            double[] near = ThetaShift.kernel(whole + 1e-6, n);
            for (int i = 0; i < n; i++) {
                assertThat(near[i])
                        .isCloseTo(Math.floorMod(whole, n) == i ? 1 : 0, within(1e-5)); // its slope is below 4
            }
        }
    }
}
