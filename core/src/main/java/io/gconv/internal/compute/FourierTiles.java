package io.gconv.internal.compute;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Overlap-save with half spectra.
 *
 * <pre>
 *   x̂(k) = Σ_i x(i) e^(+2πi·k·i/N),   ô(k) = K̂(k) x̂(k),   K̂(k) = Σ_u K(u) e^(−2πi·k·u/N),   u = −r … r
 * </pre>
 *
 * in two dimensions, as real separable transforms with cosines and sines, whose products of cosines and sines are then
 * combined to the frequencies (k, ±l) with additions. Since tiles and kernels are real, half of the frequencies is
 * enough. Of the N outputs of the cyclic correlation the m = N − k + 1 that do not wrap are kept. A complex product takes
 * three real ones. N is even. Error: a few float roundings, less than the plain sum.
 */
final class FourierTiles extends TileAlgorithm {

    /** The largest kernel size: beyond it tiles would be larger than what the transforms are made for. */
    static final int MOST_SIZE = 31;

    private static final int MOST_OUTPUTS = 16;

    /** The largest N. */
    static final int MOST_TILE = MOST_OUTPUTS + MOST_SIZE - 1;

    private final int n;
    private final double[][] kernelRows;

    /** Returns the algorithms for k × k kernels: 8 × 8 and 16 × 16 outputs. */
    static List<FourierTiles> of(int kernelSize) {
        return kernelSize > MOST_SIZE
                ? List.of()
                : List.of(new FourierTiles(kernelSize, 8), new FourierTiles(kernelSize, MOST_OUTPUTS));
    }

    private FourierTiles(int kernelSize, int outputs) {
        super(kernelSize, outputs);
        this.n = tile();
        this.kernelRows = basis(kernelSize, -(kernelSize / 2));
    }

    /** Returns the row of cos(2πki/N): rows are cos 0, cos 1, sin 1, cos 2, sin 2, …, cos N/2. */
    private static int cos(int k) {
        return Math.max(0, 2 * k - 1);
    }

    private static int sin(int k) {
        return 2 * k;
    }

    /** Returns cosines and sines of k·(i + offset). */
    private double[][] basis(int columns, int offset) {
        double[][] basis = new double[n][columns];
        for (int k = 0; k <= n / 2; k++) {
            for (int i = 0; i < columns; i++) {
                double angle = 2 * Math.PI * Math.floorMod(k * (i + offset), n) / n;
                basis[cos(k)][i] = Math.cos(angle);
                if (isPaired(k)) {
                    basis[sin(k)][i] = Math.sin(angle);
                }
            }
        }
        return basis;
    }

    /** Frequencies 0 and N/2 have no sine. */
    private boolean isPaired(int k) {
        return k > 0 && 2 * k < n;
    }

    /** Returns how often a frequency counts in the inverse, with its conjugate, over N. */
    double weight(int k) {
        return (isPaired(k) ? 2.0 : 1.0) / n;
    }

    @Override
    double[][] forward() {
        return basis(n, 0);
    }

    @Override
    double[][] inverse() {
        double[][] basis = basis(n, 0);
        double[][] inverse = new double[outputs()][n];
        for (int t = 0; t < outputs(); t++) {
            for (int k = 0; k <= n / 2; k++) {
                int at = t + kernelSize() / 2;
                inverse[t][cos(k)] = weight(k) * basis[cos(k)][at];
                if (isPaired(k)) {
                    inverse[t][sin(k)] = weight(k) * basis[sin(k)][at];
                }
            }
        }
        return inverse;
    }

    private Product real(int k, int l, int turns) {
        return Product.real(cos(k) * n + cos(l), turns);
    }

    /** A quarter turn takes frequency (k, l) to (−l, k); the half turn is the conjugate. */
    @Override
    List<List<List<Product>>> units() {
        List<List<List<Product>>> units = new ArrayList<>();
        int half = n / 2;
        units.add(List.of(List.of(real(0, 0, 0))));
        units.add(List.of(List.of(real(half, half, 0))));
        units.add(List.of(List.of(real(0, half, 0), real(half, 0, 1))));
        for (int k = 1; k < half; k++) {
            for (int zero : new int[] {0, half}) {
                units.add(List.of(List.of(
                        Product.axis(cos(k) * n + cos(zero), sin(k) * n + cos(zero), 1, 0),
                        Product.axis(cos(zero) * n + cos(k), cos(zero) * n + sin(k), 1, 1))));
            }
        }
        units.addAll(pairUnits(IntStream.range(1, half).map(FourierTiles::cos).toArray()));
        return Collections.unmodifiableList(units);
    }

    /** Returns the number of a frequency that has a sine: even ones first. */
    private int pair(int k) {
        return k % 2 == 0 ? k / 2 - 1 : (n / 2 - 1) / 2 + k / 2;
    }

    /** In the order 0, N/2, and then pairs, along y and along x. */
    @Override
    int place(Product product) {
        int k = (product.u() / n + 1) / 2;
        int l = (product.u() % n + 1) / 2;
        int width = 3 * (n / 2) - 1;
        if (!isPaired(k)) {
            int start = k == 0 ? 0 : width;
            return start + (isPaired(l) ? 2 + 3 * pair(l) : l == 0 ? 0 : 1);
        }
        int start = 2 * width + 3 * n * pair(k);
        return start + (isPaired(l) ? 6 + 6 * pair(l) + (product.mix() > 0 ? 3 : 0) : l == 0 ? 0 : 3);
    }

    @Override
    double[] transformKernel(float[] kernel) {
        return separable(kernelRows, kernel);
    }

    /** K̂ is the conjugate of what x̂ would be; the inverse counts the frequencies (k, ±l) twice. */
    @Override
    double[] factor(Product product, double[] rows) {
        double[] factor = product.combine(rows);
        return new double[] {factor[0], -factor[1]};
    }

    @Override
    String label() {
        return "fft " + n + "×" + n;
    }
}
