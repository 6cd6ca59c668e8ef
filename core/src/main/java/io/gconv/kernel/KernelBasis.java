package io.gconv.kernel;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * A finite set of kernels whose linear combinations are the kernels of a layer. By default the functions nearly stay inside
 * the window: centres lie in the disk of size − 2, and rings at most R − 1 from the centre. Of Σ|B| of the outermost function
 * 1 to 2 % lie beyond with rings and B-splines of degree 1 and 2, 3 % with degree 3, 6 % with degree 5.
 */
public sealed interface KernelBasis extends Serializable {

    /** Returns the basis functions, in an order that coefficients in files rely on. */
    List<PlanarKernel> functions();

    /** Returns Σ_i coefficients[i] · function_i. */
    default PlanarKernel combination(double[] coefficients) {
        return combination(functions(), coefficients);
    }

    /** Returns Σ_i coefficients[i] · functions[i], for many kernels that share one list of {@link #functions}. */
    static PlanarKernel combination(List<PlanarKernel> functions, double[] coefficients) {
        if (coefficients.length != functions.size()) {
            throw new IllegalArgumentException("the basis has " + functions.size() + " functions, but got "
                    + coefficients.length + " coefficients");
        }
        return new Combination(functions, coefficients.clone());
    }

    /** Σ_i coefficients[i] · functions[i]. */
    record Combination(List<PlanarKernel> functions, double... coefficients) implements PlanarKernel {

        @Override
        public double at(double x, double y) {
            double sum = 0;
            for (int i = 0; i < coefficients.length; i++) {
                sum += coefficients[i] == 0
                        ? 0
                        : coefficients[i] * functions.get(i).at(x, y);
            }
            return sum;
        }

        @Override
        public int terms() {
            return functions.size();
        }
    }

    /**
     * Steerable basis: circular harmonics on the rings ρ = 0, 1, …, R − 1 with σ = {@code ringSigma}, band-limited per
     * ring to m ≤ min(2ρ, {@code maxFrequency}). For every m > 0 the phases 0 and π/2 follow each other.
     *
     * @param size the window size, odd, at least 3
     * @param ringSigma σ in pixels
     * @param maxFrequency the largest m
     */
    record Steerable(int size, double ringSigma, int maxFrequency) implements KernelBasis {

        /** Creates the basis. */
        public Steerable {
            checkSize(size);
            Polynomials.checkPositive("ring sigma", ringSigma);
            if (maxFrequency < 0 || maxFrequency > CircularHarmonic.MAX_FREQUENCY) {
                throw new IllegalArgumentException("the largest frequency must be in 0 … "
                        + CircularHarmonic.MAX_FREQUENCY + ", but was " + maxFrequency);
            }
        }

        /** Returns the default for a window: σ = 0.6, m ≤ 2; higher frequencies double the equivariance error at 45° or more. */
        public static Steerable ofSize(int size) {
            return new Steerable(size, 0.6, 2);
        }

        @Override
        public List<PlanarKernel> functions() {
            List<PlanarKernel> functions = new ArrayList<>();
            for (int ring = 0; ring <= (size - 1) / 2 - 1; ring++) {
                for (int m = 0; m <= Math.min(2 * ring, maxFrequency); m++) {
                    functions.add(new CircularHarmonic(ring, ringSigma, m, 0));
                    if (m > 0) {
                        functions.add(new CircularHarmonic(ring, ringSigma, m, Math.PI / 2));
                    }
                }
            }
            return functions;
        }
    }

    /**
     * B-splines of one degree at the pixels of a window: rows from top to bottom.
     *
     * @param degree 1 … 5
     * @param centres the window whose pixels are the centres
     */
    record BSplines(int degree, KernelWindow centres) implements KernelBasis {

        /** Checks the degree. */
        public BSplines {
            BSpline.checkDegree(degree);
        }

        /**
         * Returns the default for a window of the given size: centres in the disk of size − 2, so that the functions
         * nearly stay inside the window.
         */
        public static BSplines ofSize(int degree, int size) {
            checkSize(size);
            return new BSplines(degree, KernelWindow.disk(size - 2));
        }

        @Override
        public List<PlanarKernel> functions() {
            List<PlanarKernel> functions = new ArrayList<>();
            int radius = centres.radius();
            for (int y = radius; y >= -radius; y--) {
                for (int x = -radius; x <= radius; x++) {
                    if (centres.contains(x, y)) {
                        functions.add(new BSpline(degree, x, y));
                    }
                }
            }
            return functions;
        }
    }

    /**
     * Hermite-Gaussian basis: all orders n + m ≤ {@code maxOrder}, by total order, then by m.
     *
     * @param sigma σ in pixels
     * @param maxOrder the largest n + m
     */
    record Hermite(double sigma, int maxOrder) implements KernelBasis {

        /** Creates the basis. */
        public Hermite {
            Polynomials.checkPositive("sigma", sigma);
            Polynomials.checkOrder("order", maxOrder, HermiteGaussian.MAX_ORDER);
        }

        /** Returns the default for a window of the given size: orders up to 3, σ = (R + ½)/3.5, so that order 3 decays inside. */
        public static Hermite ofSize(int size) {
            checkSize(size);
            return new Hermite(0.5 * size / 3.5, 3);
        }

        @Override
        public List<PlanarKernel> functions() {
            List<PlanarKernel> functions = new ArrayList<>();
            for (int total = 0; total <= maxOrder; total++) {
                for (int m = 0; m <= total; m++) {
                    functions.add(new HermiteGaussian(total - m, m, sigma));
                }
            }
            return functions;
        }
    }

    private static void checkSize(int size) {
        if (size < 3) {
            throw new IllegalArgumentException("a kernel basis needs a window of at least 3 pixels, but got " + size);
        }
        KernelWindow unused = KernelWindow.disk(size); // refuses even sizes
    }
}
