package io.gconv.pipeline;

import io.gconv.kernel.BasisFit;
import io.gconv.kernel.KernelBank;
import io.gconv.kernel.KernelBasis;
import io.gconv.kernel.KernelWindow;
import io.gconv.kernel.PlanarKernel;
import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;

/** The kernels of a layer, as data: analytic terms, coefficients in a basis, samples to be fitted, or a seeded random draw. */
public sealed interface KernelSpec extends Serializable {

    /** How the kernels of an output channel are scaled: by one factor, their norm over input channels, taps and pixels,
     * averaged over the h of scale 1. */
    enum Normalisation {
        /** As given. */
        NONE,
        /** To Σ|E| = 1. */
        L1,
        /** To Σ E² = 1. */
        L2
    }

    /** A bound on what a few lines of a configuration file may ask for: 128 MB in double. */
    int MAX_COEFFICIENTS = 1 << 24;

    /** Returns the number of output channels. */
    int outChannels();

    /** Returns the number of parameters as they are given: terms, coefficients or samples, or 1 for a seed. */
    long parameters();

    /** Returns how the kernels are scaled. */
    Normalisation normalisation();

    /**
     * Returns the kernels, before normalisation.
     *
     * @param window of the layer
     * @throws IllegalArgumentException if they do not fit the window, the channels and the taps
     */
    KernelBank bank(KernelWindow window, int inChannels, List<Integer> taps);

    /** Returns functions whose combinations the kernels are. */
    List<PlanarKernel> functions();

    private static double[] toArray(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** Refuses kernels with too many coefficients that the file does not have. */
    private static void checkCoefficients(double count, String kind) {
        if (count > MAX_COEFFICIENTS) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "a layer may have at most %d %s coefficients, but has %.0f",
                    MAX_COEFFICIENTS,
                    kind,
                    count));
        }
    }

    /**
     * Sums of analytic terms, for hand-made filter banks.
     *
     * @param channels for each output channel its terms, at least one
     * @param normalisation the scaling
     */
    record Terms(List<List<KernelTerm>> channels, Normalisation normalisation) implements KernelSpec {

        /** Copies the lists; refuses channels without terms, which would be 0 everywhere. */
        public Terms {
            channels = channels.stream().map(List::copyOf).toList();
            int empty = channels.indexOf(List.of());
            if (empty >= 0) {
                throw new IllegalArgumentException("channel " + empty + " has no terms");
            }
        }

        @Override
        public int outChannels() {
            return channels.size();
        }

        @Override
        public long parameters() {
            return channels.stream().mapToLong(List::size).sum();
        }

        @Override
        public KernelBank bank(KernelWindow window, int inChannels, List<Integer> taps) {
            for (KernelTerm term : channels.stream().flatMap(List::stream).toList()) {
                if (term.channel() >= inChannels) {
                    throw new IllegalArgumentException("a kernel term reads channel " + term.channel()
                            + ", but the input has the channels 0 … " + (inChannels - 1));
                }
                if (!taps.contains(term.tap())) {
                    throw new IllegalArgumentException(
                            "a kernel term has tap " + term.tap() + ", which is not one of the layer's taps " + taps);
                }
            }
            return KernelBank.of(outChannels(), inChannels, taps, this::kernel);
        }

        @Override
        public List<PlanarKernel> functions() {
            return channels.stream()
                    .flatMap(List::stream)
                    .map(KernelTerm::function)
                    .toList();
        }

        /** Refuses terms that are not in the window, and those whose support it would cut into another shape. */
        void checkInside(KernelWindow window) {
            for (KernelTerm term : channels.stream().flatMap(List::stream).toList()) {
                boolean square = window.shape() == KernelWindow.Shape.SQUARE;
                double distance =
                        square ? Math.max(Math.abs(term.x()), Math.abs(term.y())) : Math.hypot(term.x(), term.y());
                if (distance + 0.5 * term.support() > 0.5 * window.size()) {
                    throw new IllegalArgumentException("a kernel term "
                            + (term.support() > 0 ? "with support-px " + term.support() + " " : "") + "at ("
                            + term.x() + ", " + term.y() + ") "
                            + (term.support() > 0 ? "reaches" : "lies") + " beyond the window of size-px "
                            + window.size());
                }
            }
        }

        private PlanarKernel kernel(int o, int c, int tap) {
            return PlanarKernel.sum(channels.get(o).stream()
                    .filter(term -> term.channel() == c && term.tap() == tap)
                    .map(KernelTerm::function)
                    .toList());
        }
    }

    /**
     * Coefficients in a basis, for imported or trained kernels.
     *
     * @param basis the basis functions
     * @param outChannels C_out
     * @param coefficients in the order [o][c][tap][basis function]
     * @param normalisation the scaling
     */
    record Coefficients(KernelBasis basis, int outChannels, List<Double> coefficients, Normalisation normalisation)
            implements KernelSpec {

        /** Copies the coefficients. */
        public Coefficients {
            coefficients = List.copyOf(coefficients);
        }

        @Override
        public long parameters() {
            return coefficients.size();
        }

        @Override
        public List<PlanarKernel> functions() {
            return basis.functions();
        }

        @Override
        public KernelBank bank(KernelWindow window, int inChannels, List<Integer> taps) {
            List<PlanarKernel> basisFunctions = functions();
            int functions = basisFunctions.size();
            long expected = (long) outChannels * inChannels * taps.size() * functions;
            if (coefficients.size() != expected) {
                throw new IllegalArgumentException("the kernels need " + expected + " coefficients (" + outChannels
                        + " output channels × " + inChannels + " input channels × " + taps.size() + " taps × "
                        + functions + " basis functions), but got " + coefficients.size());
            }
            return KernelBank.of(outChannels, inChannels, taps, (o, c, tap) -> {
                int at = ((o * inChannels + c) * taps.size() + taps.indexOf(tap)) * functions;
                return KernelBasis.combination(basisFunctions, toArray(coefficients.subList(at, at + functions)));
            });
        }
    }

    /**
     * Sampled kernels, such as those of another network, as the functions of a basis that come nearest to them; only
     * functions can be turned and enlarged.
     *
     * @param basis the basis functions
     * @param outChannels C_out
     * @param samples in the order [o][c][tap][y][x], rows from the top, of the layer's {@code size × size} pixels
     * @param normalisation the scaling
     */
    record Sampled(KernelBasis basis, int outChannels, List<Double> samples, Normalisation normalisation)
            implements KernelSpec {

        /** Copies the samples. */
        public Sampled {
            samples = List.copyOf(samples);
        }

        @Override
        public long parameters() {
            return samples.size();
        }

        @Override
        public List<PlanarKernel> functions() {
            return basis.functions();
        }

        @Override
        public KernelBank bank(KernelWindow window, int inChannels, List<Integer> taps) {
            int size = window.size();
            double expected = (double) outChannels * inChannels * taps.size() * size * size;
            if (samples.size() != expected) {
                throw new IllegalArgumentException(String.format(
                        Locale.ROOT,
                        "the kernels need %.0f samples (%d output channels × %d input channels × %d taps × %d × %d pixels),"
                                + " but got %d",
                        expected,
                        outChannels,
                        inChannels,
                        taps.size(),
                        size,
                        size,
                        samples.size()));
            }
            List<PlanarKernel> functions = functions();
            checkCoefficients((double) outChannels * inChannels * taps.size() * functions.size(), "fitted");
            BasisFit fit = new BasisFit(basis, window);
            return KernelBank.of(outChannels, inChannels, taps, (o, c, tap) -> {
                int kernel = (o * inChannels + c) * taps.size() + taps.indexOf(tap);
                return KernelBasis.combination(
                        functions, toArray(fit(fit, window, kernel).coefficients()));
            });
        }

        /** Returns ‖fit − samples‖₂ / ‖samples‖₂ of every kernel. */
        double[] relativeErrors(KernelWindow window, BasisFit fit) {
            return IntStream.range(0, samples.size() / (window.size() * window.size()))
                    .mapToDouble(kernel -> fit(fit, window, kernel).relativeError())
                    .toArray();
        }

        private BasisFit.Fit fit(BasisFit fit, KernelWindow window, int kernel) {
            int pixels = window.size() * window.size();
            return fit.fit(toArray(samples.subList(kernel * pixels, (kernel + 1) * pixels)));
        }
    }

    /**
     * Coefficients drawn independently from the standard normal distribution, for reservoirs and audits. Every output
     * channel is scaled to unit L2 norm; then the layer is scaled so that it keeps the mean square of a picture with the
     * spectrum of natural images, so that activations neither vanish nor explode through the layers.
     *
     * @param basis the basis functions
     * @param outChannels C_out
     * @param seed of {@link Random}, which is specified bit for bit
     */
    record Drawn(KernelBasis basis, int outChannels, long seed) implements KernelSpec {

        @Override
        public long parameters() {
            return 1;
        }

        @Override
        public List<PlanarKernel> functions() {
            return basis.functions();
        }

        @Override
        public Normalisation normalisation() {
            return Normalisation.L2;
        }

        @Override
        public KernelBank bank(KernelWindow window, int inChannels, List<Integer> taps) {
            Random random = new Random(seed);
            List<PlanarKernel> functions = basis.functions();
            checkCoefficients((double) outChannels * inChannels * taps.size() * functions.size(), "drawn");
            return KernelBank.of(
                    outChannels,
                    inChannels,
                    taps,
                    (o, c, tap) -> KernelBasis.combination(functions, gaussians(random, functions.size())));
        }

        private static double[] gaussians(Random random, int count) {
            double[] values = new double[count];
            for (int i = 0; i < count; i++) {
                values[i] = random.nextGaussian();
            }
            return values;
        }
    }
}
