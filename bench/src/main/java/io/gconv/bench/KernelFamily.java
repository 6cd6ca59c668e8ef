package io.gconv.bench;

import io.gconv.kernel.GaussianDerivative;
import io.gconv.kernel.KernelBasis;
import io.gconv.kernel.KernelWindow;
import io.gconv.pipeline.KernelSpec;
import io.gconv.pipeline.KernelTerm;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** The kernel families of the table. */
enum KernelFamily {
    STEERABLE("steerable, m ≤ 2"),
    STEERABLE_ALL("steerable, m ≤ 2ρ"),
    QUARTIC("B-spline, quartic, 3 × 3 centres"),
    CUBIC("B-spline, cubic, 3 × 3 centres"),
    CUBIC_WIDE("B-spline, cubic, 5 × 5 centres"),
    QUADRATIC("B-spline, quadratic, 3 × 3 centres"),
    BILINEAR("B-spline, bilinear, 3 × 3 centres"),
    HERMITE("Hermite-Gaussian, σ = size/7"),
    ANALYTIC("Gaussian derivatives, σ = 0.16 size");

    private static final double RING_SIGMA = 0.6;

    private final String label;

    KernelFamily(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    /**
     * Returns random kernels.
     *
     * @param size of the window
     * @param out output channels
     * @param in input channels
     * @param taps the relative poses
     * @param seed of the draw
     */
    KernelSpec draw(int size, int out, int in, List<Integer> taps, long seed) {
        return this == ANALYTIC
                ? new KernelSpec.Terms(terms(size, out, in, taps, new Random(seed)), KernelSpec.Normalisation.L2)
                : new KernelSpec.Drawn(basis(size), out, seed);
    }

    /** Returns whether the family differs at this size from the one before it in the list. */
    boolean isDistinct(int size) {
        return size > 5 || (this != STEERABLE_ALL && this != CUBIC_WIDE);
    }

    private KernelBasis basis(int size) {
        return switch (this) {
            case STEERABLE -> new KernelBasis.Steerable(size, RING_SIGMA, 2);
            case STEERABLE_ALL -> new KernelBasis.Steerable(size, RING_SIGMA, size);
            case QUARTIC -> new KernelBasis.BSplines(4, KernelWindow.disk(3));
            case CUBIC -> new KernelBasis.BSplines(3, KernelWindow.disk(3));
            case CUBIC_WIDE -> new KernelBasis.BSplines(3, KernelWindow.disk(5));
            case QUADRATIC -> new KernelBasis.BSplines(2, KernelWindow.disk(3));
            case BILINEAR -> new KernelBasis.BSplines(1, KernelWindow.disk(3));
            default -> new KernelBasis.Hermite(size / 7.0, 3);
        };
    }

    /** One derivative of order 0 to 2 per channel pair and tap, with a random weight and angle; σ = 0.16 · size. */
    private static List<List<KernelTerm>> terms(int size, int out, int in, List<Integer> taps, Random random) {
        double sigma = 0.16 * size;
        List<List<KernelTerm>> channels = new ArrayList<>();
        for (int o = 0; o < out; o++) {
            List<KernelTerm> terms = new ArrayList<>();
            for (int c = 0; c < in; c++) {
                for (int tap : taps) {
                    int order = random.nextInt(3);
                    terms.add(new KernelTerm(
                            random.nextGaussian() * Math.pow(sigma, order),
                            c,
                            tap,
                            new GaussianDerivative(order, 0, sigma, sigma),
                            0,
                            0,
                            2 * Math.PI * random.nextDouble(),
                            size,
                            order == 0 ? KernelTerm.Mean.KEPT : KernelTerm.Mean.REMOVED));
                }
            }
            channels.add(terms);
        }
        return channels;
    }
}
