package io.gconv.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gconv.group.CyclicGroup;
import io.gconv.group.Matrix2;
import io.gconv.group.ScaleGroup;
import io.gconv.testing.Npy;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Kernels as functions, their bases and their samples. */
class KernelsTest {

    private static final double H = 1e-4;

    @Test
    void bSplinesAgreeWithTheReference() {
        Npy t = Npy.load("bspline_t");
        Npy expected = Npy.load("bspline_deg0to5");
        for (int degree = 0; degree <= 5; degree++) {
            for (int i = 0; i < t.values().length; i++) {
                assertThat(BSpline.value(degree, t.values()[i]))
                        .isCloseTo(
                                expected.values()[degree * t.values().length + i],
                                within(1e-13)); // the reference errs at the ends
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "5, DISK, bilinear_k5_N8_disk_rotated",
        "5, SQUARE, bilinear_k5_N8_nodisk_rotated",
        "7, DISK, bilinear_k7_N8_disk_rotated"
    })
    void bilinearKernelsRotateLikeTheReference(int size, KernelWindow.Shape shape, String reference) {
        Npy coefficients = Npy.load("bilinear_k" + size + "_kernel");
        KernelBasis basis = new KernelBasis.BSplines(1, KernelWindow.square(size));
        KernelWindow window = new KernelWindow(size, shape);
        assertSamples(basis.combination(coefficients.values()), window, Npy.load(reference));
    }

    @Test
    void quadraticSplineKernelsRotateLikeTheReference() {
        Npy centres = Npy.load("bspl_centres_xy");
        Npy coefficients = Npy.load("bspl_coeffs");
        KernelBasis basis = KernelBasis.BSplines.ofSize(2, 7);
        assertThat(basis.functions()).hasSize(coefficients.values().length);
        for (int i = 0; i < basis.functions().size(); i++) {
            BSpline b = (BSpline) basis.functions().get(i);
            assertThat(b.centreX()).isEqualTo(centres.values()[2 * i]);
            assertThat(b.centreY()).isEqualTo(centres.values()[2 * i + 1]);
        }
        assertSamples(basis.combination(coefficients.values()), KernelWindow.square(7), Npy.load("bspl_k7_N8_kernels"));
    }

    private static void assertSamples(PlanarKernel kernel, KernelWindow window, Npy expected) {
        CyclicGroup group = new CyclicGroup(8);
        int pixels = window.size() * window.size();
        for (int h = 0; h < 8; h++) {
            double[] actual = window.sample(kernel, group.matrix(h));
            for (int i = 0; i < pixels; i++) {
                assertThat(actual[i]).isCloseTo(expected.values()[h * pixels + i], within(1e-12));
            }
        }
    }

    /** ∂k/∂x by central differences: an order more in x. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void gaussianDerivativesAreDerivatives(int order) {
        GaussianDerivative k = new GaussianDerivative(order, 1, 1.3, 0.9);
        GaussianDerivative derivative = new GaussianDerivative(order + 1, 1, 1.3, 0.9);
        double difference = (k.at(0.7 + H, -0.4) - k.at(0.7 - H, -0.4)) / (2 * H);
        assertThat(derivative.at(0.7, -0.4)).isCloseTo(difference, within(1e-7));
    }

    @Test
    void gaussianHasUnitIntegralAndGaborNone() {
        assertThat(integral(GaussianDerivative.gaussian(1.2))).isCloseTo(1, within(1e-9));
        assertThat(integral(new Gabor(4, 1.5, 2, 0))).isCloseTo(0, within(1e-9));
        assertThat(integral(new Gabor(4, 1.5, 2, 0.8))).isCloseTo(0, within(1e-9));
    }

    private static double integral(PlanarKernel k) {
        double sum = 0;
        for (double x = -12; x <= 12; x += 0.25) {
            for (double y = -12; y <= 12; y += 0.25) {
                sum += k.at(x, y) * 0.0625;
            }
        }
        return sum;
    }

    /** ⟨k, k′⟩ = 0 for different orders, with the weight exp(+r²/2σ²) of one Gaussian taken out. */
    @Test
    void hermiteGaussiansAreOrthogonalAndOfEqualNorm() {
        double norm = inner(new HermiteGaussian(0, 0, 1), new HermiteGaussian(0, 0, 1));
        for (int n = 0; n <= 3; n++) {
            for (int m = 0; m <= 3; m++) {
                double expected = n == m ? norm : 0;
                assertThat(inner(new HermiteGaussian(n, 1, 1), new HermiteGaussian(m, 1, 1)))
                        .isCloseTo(expected, within(1e-9));
            }
        }
    }

    /** He₂(u) He₁(v) = (u² − 1) v at u = 2, v = 1, with σ = 2 and √(2! 1!) = √2. */
    @Test
    void hermiteGaussiansAreThoseOfTheFormula() {
        double expected = 3 * Math.exp(-0.5 * (4 + 1)) / (2 * Math.PI * 4 * Math.sqrt(2));
        assertThat(new HermiteGaussian(2, 1, 2).at(4, 2)).isCloseTo(expected, within(1e-15));
    }

    private static double inner(PlanarKernel a, PlanarKernel b) {
        double sum = 0;
        for (double x = -9; x <= 9; x += 0.25) {
            for (double y = -9; y <= 9; y += 0.25) {
                sum += a.at(x, y) * b.at(x, y) * Math.exp(0.5 * (x * x + y * y)) * 0.0625;
            }
        }
        return sum;
    }

    /** A rotation by α only moves the phase: cos(mφ − β − mα). */
    @Test
    void circularHarmonicsAreSteerable() {
        PlanarKernel turned = new CircularHarmonic(2, 0.6, 3, 0.5).transformed(Matrix2.rotation(0.7));
        PlanarKernel steered = new CircularHarmonic(2, 0.6, 3, 0.5 + 3 * 0.7);
        assertThat(turned.at(1.1, -0.6)).isCloseTo(steered.at(1.1, -0.6), within(1e-14));
        assertThat(new CircularHarmonic(0, 1, 2, 0).at(0, 0)).isZero();
    }

    /** (L_A k)(x) = k(A⁻¹x): what was at x = 1 is at y = 1 after a quarter turn. */
    @Test
    void transformationMovesTheKernel() {
        PlanarKernel k = (x, y) -> x;
        assertThat(k.transformed(new CyclicGroup(4).matrix(1)).at(0, 1)).isEqualTo(1);
        assertThat(k.translated(2, 0).at(3, 5)).isEqualTo(1);
        assertThat(PlanarKernel.sum(List.of(k.times(3), k)).at(1, 0)).isEqualTo(4);
    }

    /** In every pose the samples sum to 0, also of a kernel that the window cuts; what is added keeps its mean. */
    @Test
    void meanIsRemovedFromTheSamplesOfOneTermOnly() {
        KernelWindow window = KernelWindow.disk(7);
        PlanarKernel balanced =
                new GaussianDerivative(2, 0, 1.2, 1.2).truncated(3).withZeroMean(3);
        PlanarKernel blob = GaussianDerivative.gaussian(0.8);
        CyclicGroup group = new CyclicGroup(16);
        for (int h = 0; h < 16; h++) {
            double mean = sum(window.sample(balanced, group.matrix(h)));
            double blobMean = sum(window.sample(blob, group.matrix(h)));
            assertThat(mean).isCloseTo(0, within(1e-14));
            assertThat(sum(window.sample(
                            PlanarKernel.sum(List.of(blob, balanced)).times(2), group.matrix(h))))
                    .isCloseTo(2 * blobMean, within(1e-14));
        }
    }

    /** 1 − 9 b / Σb on 3 × 3 pixels, with the bump b = cos²(πr/2ρ): 1 at r = 0 and ½ at r = ρ/2. */
    @Test
    void theMeanIsRemovedByABump() {
        double corner = Math.pow(Math.cos(Math.PI * Math.sqrt(2) / 4), 2);
        double sum = 1 + 4 * 0.5 + 4 * corner;
        PlanarKernel one = (x, y) -> 1;
        double[] samples = KernelWindow.square(3).sample(one.withZeroMean(2), Matrix2.IDENTITY);
        for (int i = 0; i < 9; i++) {
            double b = i == 4 ? 1 : i % 2 == 1 ? 0.5 : corner;
            assertThat(samples[i]).isCloseTo(1 - 9 * b / sum, within(1e-14));
        }
    }

    private static double sum(double[] values) {
        return java.util.Arrays.stream(values).sum();
    }

    /** Kernels that are cut off through pixel centres are the same for h and h turned by 90°, to the last bit. */
    @Test
    void truncatedKernelsTurnExactly() {
        CyclicGroup group = new CyclicGroup(8);
        KernelWindow window = KernelWindow.disk(11);
        PlanarKernel kernel = new GaussianDerivative(2, 0, 2, 2).truncated(5);
        for (int h = 0; h < 8; h++) {
            double[] e = window.sample(kernel, group.matrix(h));
            double[] turned = window.sample(kernel, group.matrix((h + 2) % 8));
            for (int i = 0; i < e.length; i++) {
                int row = 10 - i % 11;
                int column = i / 11;
                assertThat(turned[row * 11 + column]).isCloseTo(e[i], within(1e-15));
            }
        }
    }

    /** As many as a file may give. */
    @Test
    void sumsOfManyTermsAreSampled() {
        PlanarKernel one = (x, y) -> 1;
        PlanarKernel sum = PlanarKernel.sum(Collections.nCopies(50_000, one)).times(2);
        assertThat(KernelWindow.square(1).sample(sum, Matrix2.IDENTITY)).containsExactly(100_000);
        assertThat(sum.at(0, 0)).isEqualTo(100_000);
    }

    static Stream<KernelBasis> bases() {
        return Stream.of(
                KernelBasis.Steerable.ofSize(5),
                KernelBasis.Steerable.ofSize(7),
                KernelBasis.BSplines.ofSize(3, 7),
                KernelBasis.BSplines.ofSize(2, 9),
                KernelBasis.BSplines.ofSize(1, 5),
                KernelBasis.Hermite.ofSize(7),
                KernelBasis.Hermite.ofSize(9));
    }

    @ParameterizedTest
    @MethodSource("bases")
    void leastSquaresFindsTheCoefficientsOfAKernelInTheBasis(KernelBasis basis) {
        double[] c = new double[basis.functions().size()];
        for (int i = 0; i < c.length; i++) {
            c[i] = Math.cos(3 * i);
        }
        KernelWindow window = KernelWindow.square(9);
        BasisFit fits = new BasisFit(basis, window);
        BasisFit.Fit fit = fits.fit(window.sample(basis.combination(c), Matrix2.IDENTITY));
        assertThat(fit.relativeError()).isLessThan(1e-12);
        assertThat(fits.conditionNumber()).isBetween(1.0, 1e4);
        for (int i = 0; i < c.length; i++) {
            assertThat(fit.coefficients().get(i)).isCloseTo(c[i], within(1e-9));
        }
    }

    @Test
    void fitSaysWhatTheBasisCannotExpress() {
        double[] corner = new double[25];
        corner[0] = 1;
        BasisFit fit = new BasisFit(KernelBasis.Steerable.ofSize(5), KernelWindow.square(5));
        assertThat(fit.fit(corner).relativeError()).isGreaterThan(0.9);
    }

    @Test
    void dependentFunctionsHaveAnInfiniteConditionNumber() {
        BasisFit fit = new BasisFit(new KernelBasis.Hermite(1, 6), KernelWindow.disk(3));
        assertThat(fit.conditionNumber()).isInfinite();
        assertThat(fit.fit(new double[9]).relativeError()).isZero();
    }

    /** To decompose them would take minutes. */
    @Test
    void refusesFitsOfCountlessFunctions() {
        KernelBasis basis = KernelBasis.BSplines.ofSize(3, 63);
        assertThatThrownBy(() -> new BasisFit(basis, KernelWindow.disk(63)))
                .hasMessage("samples of 63 × 63 pixels can be fitted by at most 260 functions, but the basis has 2933");
    }

    /** What is left of it has the mean removed, too. */
    @Test
    void aKernelWithoutMeanHasNoneWhenItIsTruncated() {
        PlanarKernel kernel = GaussianDerivative.gaussian(1).withZeroMean(3).truncated(2);
        double[] samples = KernelWindow.disk(7).sample(kernel, Matrix2.IDENTITY);
        assertThat(Arrays.stream(samples).sum()).isCloseTo(0, within(1e-12));
    }

    /** By whole pixels, so that the samples are the same, elsewhere: what is subtracted moves along. */
    @Test
    void aKernelWithoutMeanMovesAsAWhole() {
        PlanarKernel kernel = GaussianDerivative.gaussian(0.8).truncated(2).withZeroMean(2);
        double[] samples = KernelWindow.square(5).sample(kernel, Matrix2.IDENTITY);
        double[] moved = KernelWindow.square(9).sample(kernel.translated(1, -2), Matrix2.IDENTITY);
        assertThat(sum(moved)).isCloseTo(0, within(1e-14));
        for (int i = 0; i < 25; i++) {
            int row = i / 5 + 2 + 2;
            int column = i % 5 + 2 + 1;
            assertThat(moved[row * 9 + column]).isCloseTo(samples[i], within(1e-15));
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 5", "1, 7", "2, 9", "3, 13"})
    void windowsGrowWithTheScale(int level, int size) {
        double scale = new ScaleGroup(Math.sqrt(2), 4).scale(level);
        assertThat(KernelWindow.disk(5).scaled(scale).size()).isEqualTo(size);
    }

    @Test
    void refusesEvenSizes() {
        assertThatThrownBy(() -> KernelWindow.disk(4)).hasMessage("kernel size must be odd, but was 4");
        assertThatThrownBy(() -> KernelWindow.disk(65)).hasMessage("kernel size must be in 1 … 63, but was 65");
        assertThatThrownBy(() -> KernelBasis.Steerable.ofSize(4)).hasMessage("kernel size must be odd, but was 4");
        double scale = new ScaleGroup(4, 32).scale(31);
        assertThatThrownBy(() -> KernelWindow.disk(3).scaled(scale))
                .hasMessage("kernel size must be in 1 … 63, but was 9223372036854776000");
    }

    @Test
    void refusesNumbersOfABasisThatMakeNoSense() {
        assertThatThrownBy(() -> new KernelBasis.Steerable(5, 0.6, -1))
                .hasMessage("the largest frequency must be in 0 … 32, but was -1");
        assertThatThrownBy(() -> new KernelBasis.Steerable(37, 0.6, 40))
                .hasMessage("the largest frequency must be in 0 … 32, but was 40");
        assertThatThrownBy(() -> new KernelBasis.Steerable(5, 0, 2))
                .hasMessage("ring sigma must be positive, but was 0.0");
        assertThatThrownBy(() -> new KernelBasis.Hermite(Double.NaN, 3))
                .hasMessage("sigma must be positive, but was NaN");
        assertThatThrownBy(() -> new KernelBasis.Hermite(1, 1_000_000))
                .hasMessage("order must be in 0 … 12, but was 1000000");
    }

    @Test
    void aLiftingBankHasOneTap() {
        for (List<Integer> taps : List.of(List.of(0, 1), List.of(1))) {
            KernelBank bank = KernelBank.of(1, 1, taps, (o, c, tap) -> GaussianDerivative.gaussian(1));
            assertThatThrownBy(() -> ExpandedKernels.lifting(bank, KernelWindow.disk(5), new CyclicGroup(4)))
                    .hasMessage("the kernels of a lifting correlation have tap 0 only, but got the taps " + taps);
        }
    }

    @Test
    void refusesTapsThatAreNotThere() {
        KernelBank bank = KernelBank.of(1, 1, List.of(0, 5), (o, c, tap) -> GaussianDerivative.gaussian(1));
        assertThatThrownBy(() -> ExpandedKernels.group(bank, KernelWindow.disk(5), new CyclicGroup(4)))
                .hasMessage("tap 5 is not one of the 4 sampled elements of C4");
        assertThatThrownBy(() -> KernelBank.of(1, 1, List.of(1, 1), (o, c, tap) -> PlanarKernel.ZERO))
                .hasMessageContaining("distinct");
    }

    @Test
    void refusesNumbersOfAKernelByTheirNames() {
        assertThatThrownBy(() -> new CircularHarmonic(1, 1, 33, 0))
                .hasMessage("frequency must be in 0 … 32, but was 33");
        assertThatThrownBy(() -> new GaussianDerivative(9, 0, 1, 1)).hasMessage("order must be in 0 … 8, but was 9");
        assertThatThrownBy(() -> new GaussianDerivative(0, 0, 1, 0))
                .hasMessage("sigma along y must be positive, but was 0.0");
        assertThatThrownBy(() -> new Gabor(4, -1, 1, 0)).hasMessage("sigma along x must be positive, but was -1.0");
        assertThatThrownBy(() -> new KernelBasis.BSplines(9, KernelWindow.disk(3)))
                .hasMessage("B-spline degree must be in 1 … 5, but was 9");
    }
}
