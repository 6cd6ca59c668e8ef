package io.gconv.internal.compute;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Winograd's minimal algorithm: the correlation as a product of polynomials, from its values at some points.
 *
 * <pre>
 *   F(6 × 6, 3 × 3), points 0, ∞, ±2, ±½ and ±1:                       1.8 multiplications per output instead of 9
 *   F(4 × 4, 5 × 5), the same:                                         4 instead of 25
 *   F(7 × 7, 5 × 5), with the fifth roots of unity instead of ±1:      3.2
 *   F(8 × 8, 5 × 5), with the sixth roots of unity:                    2.9
 * </pre>
 *
 * A pair of conjugate points costs a complex product, which is three real ones, but is on the unit circle, where powers do
 * not grow: with real points only, 12 × 12 tiles would lose three digits. The points are closed under a → 1/a, which is
 * what reversing a kernel does, so that quarter turns permute the products; for the r-th roots of unity this takes
 * a^(m−2) = 1, so r is m − 2, or 2. Error: 1e-6 of the root mean square for noise.
 *
 * <p>They are almost exactly equivariant under quarter turns: a turn exchanges y and x, and rounding depends on whether a tile is
 * transformed along y or along x first. An <em>exact</em> algorithm does both and adds the results, which has no order:
 *
 * <pre>
 *   B (in Bᵀ) + (B in) Bᵀ,     A (m Aᵀ) + (A m) Aᵀ
 * </pre>
 *
 * so that the values of a turned tile are those of the tile in other places, to the last bit (unless values are so small that
 * halving rounds them); what remains is that products add their planes in turned order, and that a turn takes tiles to tiles. U
 * has a quarter of its values then. Complex points are left out, since half a turn makes conjugates of them.
 *
 * <p>With P(x) = Π_b (x − b) = x (x^r − 1) (x⁴ − 17/4 x² + 1), U, B and A have the rows
 *
 * <pre>
 *   U: aⁱ / P′(a),     B: coefficients of P(x) / (x − a),     A: aᵗ
 * </pre>
 *
 * real and imaginary part if a is complex; for ∞ they are the last unit vector, the coefficients of P, and the last unit
 * vector. The signs of a = 0 and a factor of a = ±2 are distributed such that U is the same for a and 1/a.
 *
 * @see <a href="https://arxiv.org/abs/1509.09308">A. Lavin, S. Gray, <i>Fast Algorithms for Convolutional Neural
 *     Networks</i>, CVPR 2016</a>
 */
final class WinogradTiles extends TileAlgorithm {

    /** Real points; they come first. Without −1 if there is no such root of unity. */
    private static final double[] POINTS = {0, 2, -2, 1, 0.5, -0.5, Double.POSITIVE_INFINITY, -1};

    private final int n;
    private final int roots; // r
    private final int reals;
    private final int pairs;
    private final boolean exact;
    private final double[] polynomial; // P
    private final double[][] kernelRows; // U

    /** Returns the algorithms for k × k kernels, which are 3 × 3 or 5 × 5. */
    static List<WinogradTiles> of(int kernelSize) {
        return switch (kernelSize) {
            case 3 -> List.of(new WinogradTiles(3, 2, false));
            case 5 ->
                Stream.of(2, 5, 6)
                        .map(roots -> new WinogradTiles(5, roots, false))
                        .toList();
            default -> List.of();
        };
    }

    /** Returns the exact ones of them. */
    static List<WinogradTiles> exact(int kernelSize) {
        return of(kernelSize).stream()
                .filter(algorithm -> algorithm.pairs == 0)
                .map(algorithm -> new WinogradTiles(kernelSize, algorithm.roots, true))
                .toList();
    }

    private WinogradTiles(int kernelSize, int roots, boolean exact) {
        super(kernelSize, roots + POINTS.length - 1 - kernelSize);
        this.n = tile();
        this.roots = roots;
        this.reals = roots % 2 == 0 ? POINTS.length : POINTS.length - 1;
        this.pairs = (roots - 1) / 2;
        this.exact = exact;
        double[] circle = new double[roots + 1];
        circle[0] = -1;
        circle[roots] = 1;
        this.polynomial = times(times(circle, 0, 1), 1, 0, -4.25, 0, 1);
        this.kernelRows = kernelRows();
    }

    /** Of r = 6, pairs are at ±2π/3 and ±π/3, of 5 at ±4π/5 and ±2π/5. */
    private double angle(int pair) {
        return (pairs - pair) * 2 * Math.PI / roots;
    }

    /** Returns the row of the real part at a pair of points; the imaginary part follows. */
    private int cos(int pair) {
        return reals + 2 * pair;
    }

    /** Returns where 1/a is. */
    private static int reciprocal(int a) {
        int b = 0;
        while (POINTS[b] != 1 / POINTS[a]) {
            b++;
        }
        return b;
    }

    private static double[] times(double[] p, double... q) {
        double[] product = new double[p.length + q.length - 1];
        for (int i = 0; i < p.length; i++) {
            for (int j = 0; j < q.length; j++) {
                product[i + j] += p[i] * q[j];
            }
        }
        return product;
    }

    /** Returns P(x) / (x − a) for a real point, with the other sign for 0; P for ∞. */
    private double[] without(int a) {
        double[] quotient = new double[n];
        if (POINTS[a] == Double.POSITIVE_INFINITY) {
            return polynomial;
        }
        double rest = 0;
        for (int i = n - 1; i > 0; i--) {
            rest = polynomial[i] + rest * POINTS[a];
            quotient[i - 1] = a == 0 ? -rest : rest;
        }
        return quotient;
    }

    /** Returns P(x) / (x − a) for a = e^(iφ): with Q = P / (x² − 2 cos φ x + 1) it is Q (x − cos φ) + i Q sin φ. */
    private double[][] without(double angle) {
        double[] q = new double[n];
        for (int i = n - 1; i > 1; i--) {
            q[i - 2] = polynomial[i] + 2 * Math.cos(angle) * q[i - 1] - q[i];
        }
        return new double[][] {
            Arrays.copyOf(times(q, -Math.cos(angle), 1), n), Arrays.copyOf(times(q, Math.sin(angle)), n)
        };
    }

    @Override
    boolean isExact() {
        return exact;
    }

    @Override
    double[][] forward() {
        double[][] forward = new double[n][];
        for (int a = 0; a < reals; a++) {
            forward[a] = without(a);
        }
        for (int pair = 0; pair < pairs; pair++) {
            double[][] parts = without(angle(pair));
            forward[cos(pair)] = parts[0];
            forward[cos(pair) + 1] = parts[1];
        }
        return forward;
    }

    @Override
    double[][] inverse() {
        double[][] inverse = new double[outputs()][n];
        for (int t = 0; t < outputs(); t++) {
            for (int a = 0; a < reals; a++) {
                inverse[t][a] = share(a) * power(POINTS[a], t, outputs());
            }
            for (int pair = 0; pair < pairs; pair++) {
                inverse[t][cos(pair)] = Math.cos(t * angle(pair));
                inverse[t][cos(pair) + 1] = -Math.sin(t * angle(pair));
            }
        }
        return inverse;
    }

    /** Returns the i-th of n powers; of ∞ only the highest counts. */
    private static double power(double a, int i, int n) {
        if (a == Double.POSITIVE_INFINITY) {
            return i == n - 1 ? 1 : 0;
        }
        return i == 0 ? 1 : Math.pow(a, i);
    }

    /** Returns P′(a), with the other sign for 0; 1 for ∞. */
    private double derivative(int a) {
        return POINTS[a] == Double.POSITIVE_INFINITY ? 1 : evaluate(without(a), POINTS[a], 0)[0];
    }

    /** Returns what A takes over from U at ±2, so that U is the same as at ±½: a^(k−1) P′(1/a) / P′(a), which is a^(2−m). */
    private double share(int a) {
        if (Math.abs(POINTS[a]) != 2) {
            return 1;
        }
        return Math.pow(POINTS[a], kernelSize() - 1) * derivative(reciprocal(a)) / derivative(a);
    }

    /**
     * Returns U, with twice the values at pairs: what a pair contributes is twice a real part. Exact algorithms have half of it
     * here, since they compute everything twice in each of two transforms.
     */
    private double[][] kernelRows() {
        double[][] rows = new double[n][kernelSize()];
        double scale = exact ? 0.5 : 1;
        for (int a = 0; a < reals; a++) {
            for (int i = 0; i < kernelSize(); i++) {
                rows[a][i] = scale * power(POINTS[a], i, kernelSize()) / derivative(a) / share(a);
            }
        }
        for (int pair = 0; pair < pairs; pair++) {
            kernelRows(angle(pair), rows[cos(pair)], rows[cos(pair) + 1]);
        }
        return rows;
    }

    /** The reciprocal of P′(a) is its conjugate over the square of its magnitude. */
    private void kernelRows(double angle, double[] re, double[] im) {
        double[][] without = without(angle);
        double[] real = evaluate(without[0], Math.cos(angle), Math.sin(angle));
        double[] imaginary = evaluate(without[1], Math.cos(angle), Math.sin(angle));
        double x = real[0] - imaginary[1];
        double y = real[1] + imaginary[0];
        double phase = Math.atan2(y, x);
        for (int i = 0; i < kernelSize(); i++) {
            re[i] = 2 * Math.cos(i * angle - phase) / Math.hypot(x, y);
            im[i] = 2 * Math.sin(i * angle - phase) / Math.hypot(x, y);
        }
    }

    /** Returns the value of a polynomial at x + iy, as {re, im}. */
    private static double[] evaluate(double[] coefficients, double x, double y) {
        double re = 0;
        double im = 0;
        for (int i = coefficients.length - 1; i >= 0; i--) {
            double next = re * x - im * y + coefficients[i];
            im = re * y + im * x;
            re = next;
        }
        return new double[] {re, im};
    }

    /** A quarter turn takes the product at (a, b) to (1/b, a). The reciprocal of a point on the unit circle is its conjugate. */
    @Override
    List<List<List<Product>>> units() {
        List<List<List<Product>>> units = new ArrayList<>();
        boolean[] seen = new boolean[reals * reals];
        for (int first = 0; first < seen.length; first++) {
            List<Product> orbit = new ArrayList<>();
            for (int at = first; !seen[at]; at = reciprocal(at % reals) * reals + at / reals) {
                orbit.add(Product.real(at / reals * n + at % reals, orbit.size()));
                seen[at] = true;
            }
            if (!orbit.isEmpty()) {
                units.add(List.of(orbit));
            }
        }
        int[] cosines = new int[pairs];
        for (int pair = 0; pair < pairs; pair++) {
            cosines[pair] = cos(pair);
            for (int a = 0; a < reals; a++) {
                if (a <= reciprocal(a)) {
                    units.add(List.of(mixed(a, cos(pair))));
                }
            }
        }
        units.addAll(pairUnits(cosines));
        return units;
    }

    /** Real points along y, then pairs; for each the same along x. */
    @Override
    int place(Product product) {
        int a = product.u() / n;
        int b = product.u() % n;
        int width = reals + 3 * pairs;
        if (a < reals) {
            return a * width + (b < reals ? b : reals + 3 * ((b - reals) / 2));
        }
        int start = reals * width + (a - reals) / 2 * (3 * reals + 6 * pairs);
        int opposite = product.mix() > 0 ? 3 : 0;
        return start + (b < reals ? 3 * b : 3 * reals + 6 * ((b - reals) / 2) + opposite);
    }

    /** The orbit of a real point along y and a pair along x. */
    private List<Product> mixed(int a, int cos) {
        int reciprocal = reciprocal(a);
        Product along = Product.axis(a * n + cos, a * n + cos + 1, 1, 0);
        Product across = Product.axis(cos * n + a, (cos + 1) * n + a, -1, 1);
        if (reciprocal == a) {
            return List.of(along, across);
        }
        return List.of(
                along,
                across,
                Product.axis(reciprocal * n + cos, reciprocal * n + cos + 1, -1, 2),
                Product.axis(cos * n + reciprocal, (cos + 1) * n + reciprocal, 1, 3));
    }

    @Override
    double[] transformKernel(float[] kernel) {
        return separable(kernelRows, kernel);
    }

    @Override
    double[] factor(Product product, double[] rows) {
        return product.combine(rows);
    }

    @Override
    String label() {
        return (exact ? "exact " : "") + "winograd " + outputs() + "×" + outputs();
    }
}
