package io.gconv.kernel;

import io.gconv.group.Matrix2;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.SingularOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.SingularValueDecomposition_F64;

/**
 * Least-squares fits of sampled kernels by a basis, which make functions of them that can be transformed.
 *
 * <pre>
 *   c = argmin ‖B c − k‖₂,   B[p, i] = basis_i at pixel p of the window;   B = U Σ Vᵀ,   c = V Σ⁺ Uᵀ k
 * </pre>
 *
 * Immutable. B is decomposed once, in O(size² · functions²), and each fit costs O(size² · functions).
 */
public final class BasisFit {

    private static final double RANK_TOLERANCE = 1e-12;
    private static final double MAX_WORK = 1 << 28; // some seconds

    private final DMatrixRMaj b;
    private final DMatrixRMaj u;
    private final DMatrixRMaj v;
    private final double[] sigma; // in descending order
    private final int rank;

    /**
     * A kernel in the basis.
     *
     * @param coefficients c, of minimal norm if the basis is linearly dependent on the window
     * @param relativeError ‖B c − k‖₂ / ‖k‖₂; 0 for the zero kernel
     */
    public record Fit(List<Double> coefficients, double relativeError) {

        /** Copies the coefficients. */
        public Fit {
            coefficients = List.copyOf(coefficients);
        }
    }

    /**
     * Prepares fits on a window.
     *
     * @throws IllegalArgumentException if the basis has too many functions for that
     */
    public BasisFit(KernelBasis basis, KernelWindow window) {
        List<PlanarKernel> functions = basis.functions();
        int pixels = window.size() * window.size();
        double work = (double) pixels * functions.size() * functions.size();
        if (work > MAX_WORK) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "samples of %d × %d pixels can be fitted by at most %.0f functions, but the basis has %d",
                    window.size(),
                    window.size(),
                    Math.floor(Math.sqrt(MAX_WORK / pixels)),
                    functions.size()));
        }
        b = new DMatrixRMaj(pixels, functions.size());
        for (int i = 0; i < functions.size(); i++) {
            double[] column = window.sample(functions.get(i), Matrix2.IDENTITY);
            for (int p = 0; p < pixels; p++) {
                b.set(p, i, column[p]);
            }
        }
        SingularValueDecomposition_F64<DMatrixRMaj> svd =
                DecompositionFactory_DDRM.svd(b.numRows, b.numCols, true, true, true);
        if (!svd.decompose(b.copy())) {
            throw new IllegalArgumentException("the kernel basis could not be decomposed: are its values finite?");
        }
        u = svd.getU(null, false);
        v = svd.getV(null, false);
        sigma = svd.getSingularValues();
        SingularOps_DDRM.descendingOrder(u, false, sigma, svd.numberOfSingularValues(), v, false);
        rank = (int) Arrays.stream(sigma, 0, svd.numberOfSingularValues())
                .filter(value -> value > RANK_TOLERANCE * sigma[0])
                .count();
    }

    /** Returns σ_max/σ_min of B, by which errors of samples may grow; infinite if B has linearly dependent columns. */
    public double conditionNumber() {
        return rank == b.numCols ? sigma[0] / sigma[rank - 1] : Double.POSITIVE_INFINITY;
    }

    /**
     * Fits a kernel. What lies outside of the window counts as error.
     *
     * @param samples size² values, rows from top to bottom
     * @throws IllegalArgumentException if there are not size² values
     */
    public Fit fit(double[] samples) {
        if (samples.length != b.numRows) {
            throw new IllegalArgumentException("a kernel of " + (int) Math.sqrt(b.numRows) + " × "
                    + (int) Math.sqrt(b.numRows) + " pixels needs " + b.numRows + " values, but got " + samples.length);
        }
        double[] c = new double[b.numCols];
        for (int s = 0; s < rank; s++) {
            double dot = 0;
            for (int p = 0; p < samples.length; p++) {
                dot += u.get(p, s) * samples[p];
            }
            for (int i = 0; i < c.length; i++) {
                c[i] += v.get(i, s) * dot / sigma[s];
            }
        }
        return new Fit(Arrays.stream(c).boxed().toList(), relativeError(c, samples));
    }

    private double relativeError(double[] c, double[] samples) {
        double error = 0;
        double norm = 0;
        for (int p = 0; p < samples.length; p++) {
            double fit = 0;
            for (int i = 0; i < c.length; i++) {
                fit += b.get(p, i) * c[i];
            }
            error += (fit - samples[p]) * (fit - samples[p]);
            norm += samples[p] * samples[p];
        }
        return norm == 0 ? 0 : Math.sqrt(error / norm);
    }
}
