package io.gconv.internal.compute;

import java.util.ArrayList;
import java.util.List;

/**
 * A bilinear algorithm for the correlation of square tiles with k × k kernels: two separable linear transforms with
 * products in between.
 *
 * <pre>
 *   out = A (Σ_p U(kernel_p) · (B in_p Bᵀ)) Aᵀ,     in: N × N,   out: m × m,   N = m + k − 1
 * </pre>
 *
 * The products are real or complex numbers, one row each of the transformed tile; a product of channels becomes a matrix
 * product over the tiles. A quarter turn of a tile permutes the products, so a kernel bank that is closed under quarter
 * turns needs the matrices of one product per orbit only.
 */
abstract sealed class TileAlgorithm permits WinogradTiles, FourierTiles {

    private final int kernelSize;
    private final int outputs;
    private int multiplications; // counted when they are first asked for; the same for all threads
    private int orbitProducts;

    TileAlgorithm(int kernelSize, int outputs) {
        this.kernelSize = kernelSize;
        this.outputs = outputs;
    }

    /**
     * A product: a real number, which is row {@code u} of a transformed tile, or a complex one from four rows.
     *
     * <pre>
     *   x = (u + mix·v) + i·sign·(w − mix·z)
     * </pre>
     *
     * @param u the row
     * @param v another row, or u again if mix is 0
     * @param w a row, or −1 if the product is real
     * @param z another row, or w again if mix is 0
     * @param mix 1, −1 or 0
     * @param sign −1 if this is the complex conjugate of what the turn makes of the first product of the orbit, otherwise 1
     * @param turns j of the turn R^j that takes the first product of the orbit to this one
     */
    record Product(int u, int v, int w, int z, int mix, int sign, int turns) {

        static Product real(int row, int turns) {
            return new Product(row, row, -1, -1, 0, 1, turns);
        }

        /** A complex number whose parts are rows. */
        static Product axis(int re, int im, int sign, int turns) {
            return new Product(re, re, im, im, 0, sign, turns);
        }

        boolean complex() {
            return w >= 0;
        }

        /** Returns the number that this product reads, without the sign, as {re, im}; half of it if two rows are mixed. */
        double[] combine(double[] rows) {
            if (!complex()) {
                return new double[] {rows[u], 0};
            }
            double scale = mix == 0 ? 1 : 0.5;
            return new double[] {scale * (rows[u] + mix * rows[v]), scale * (rows[w] - mix * rows[z])};
        }

        /** Returns this product as an orbit of its own. */
        Product alone() {
            return new Product(u, v, w, z, mix, 1, 0);
        }
    }

    /** Whether results are added to what is there. */
    enum Mode {
        /** They take its place. */
        SET,
        /** They are added. */
        ADD
    }

    /** Returns k. */
    final int kernelSize() {
        return kernelSize;
    }

    /** Returns m. */
    final int outputs() {
        return outputs;
    }

    /** Returns N. */
    final int tile() {
        return outputs + kernelSize - 1;
    }

    /**
     * Returns whether transforms of a turned tile give the turned values, to the last bit, because it is transformed in both orders: for
     * {@link InterleavedCorrelation} with matrices that quarter turns share.
     */
    boolean isExact() {
        return false;
    }

    /** Returns B, [N × N]. */
    abstract double[][] forward();

    /** Returns A, [m × N]. */
    abstract double[][] inverse();

    /**
     * Returns the orbits of products under quarter turns, the first product of each with 0 turns, in units: orbits that
     * share rows are together.
     */
    abstract List<List<List<Product>>> units();

    /**
     * Returns the units of products of complex numbers along y with complex numbers along x.
     *
     * @param cosines the rows of B with their real parts; imaginary parts follow
     */
    final List<List<List<Product>>> pairUnits(int... cosines) {
        List<List<List<Product>>> units = new ArrayList<>();
        for (int i = 0; i < cosines.length; i++) {
            int k = cosines[i];
            units.add(List.of(List.of(same(k, k, 1, 0), opposite(k, k, -1, 1))));
            for (int j = i + 1; j < cosines.length; j++) {
                int l = cosines[j];
                units.add(List.of(
                        List.of(same(k, l, 1, 0), opposite(l, k, -1, 1)),
                        List.of(opposite(k, l, 1, 0), same(l, k, 1, 1))));
            }
        }
        return units;
    }

    /** The product of two numbers: cos·cos − sin·sin and sin·cos + cos·sin. */
    private Product same(int k, int l, int sign, int turns) {
        return pair(k, l, -1, sign, turns);
    }

    /** The product with the conjugate of the second: cos·cos + sin·sin and sin·cos − cos·sin. */
    private Product opposite(int k, int l, int sign, int turns) {
        return pair(k, l, 1, sign, turns);
    }

    private Product pair(int k, int l, int mix, int sign, int turns) {
        int n = tile();
        return new Product(k * n + l, (k + 1) * n + l + 1, (k + 1) * n + l, k * n + l + 1, mix, sign, turns);
    }

    /** Returns all orbits. */
    final List<List<Product>> orbits() {
        return units().stream().flatMap(List::stream).toList();
    }

    /** Returns where a product, or the first of the three real ones that make it, is among all {@link #multiplications}. */
    abstract int place(Product product);

    /** Returns B' kernel B'ᵀ, by row: the rows from which products make U. */
    abstract double[] transformKernel(float[] kernel);

    /** Returns U(kernel) for a product, as {re, im}. */
    abstract double[] factor(Product product, double[] transformed);

    /**
     * Returns U(kernel) for a product as real numbers: (a + ib)(x + iy) is made from a(x + y), (b − a)x and (a + b)y.
     */
    final double[] factors(Product product, double[] transformed) {
        double[] factor = factor(product, transformed);
        double re = factor[0];
        double im = factor[1];
        return product.complex() ? new double[] {re, im - re, re + im} : new double[] {re};
    }

    /** Returns the number of real multiplications per input plane, output plane and tile. */
    final int multiplications() {
        if (multiplications == 0) {
            multiplications = orbits().stream()
                    .flatMap(List::stream)
                    .mapToInt(product -> product.complex() ? 3 : 1)
                    .sum();
        }
        return multiplications;
    }

    /** The same for one product of every orbit only. */
    final int orbitProducts() {
        if (orbitProducts == 0) {
            orbitProducts = orbits().stream()
                    .mapToInt(orbit -> orbit.get(0).complex() ? 3 : 1)
                    .sum();
        }
        return orbitProducts;
    }

    /** Returns {@code matrix · kernel · matrixᵀ}, by row, for a k × k kernel. */
    static double[] separable(double[][] matrix, float[] kernel) {
        int k = matrix[0].length;
        int n = matrix.length;
        double[] rows = new double[n * k];
        double[] both = new double[n * n];
        for (int a = 0; a < n; a++) {
            for (int j = 0; j < k; j++) {
                for (int i = 0; i < k; i++) {
                    rows[a * k + j] += matrix[a][i] * kernel[i * k + j];
                }
            }
            for (int b = 0; b < n; b++) {
                for (int j = 0; j < k; j++) {
                    both[a * n + b] += rows[a * k + j] * matrix[b][j];
                }
            }
        }
        return both;
    }

    /** Returns the name in {@code describe} and run files. */
    abstract String label();
}
