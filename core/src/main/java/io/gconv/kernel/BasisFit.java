package io.gconv.kernel;

import io.gconv.group.Matrix2;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.SingularOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.SingularValueDecomposition_F64;

/**
 * The least-squares fit of a sampled kernel by a basis.
 *
 * <pre>
 *   c = argmin ‖B c − k‖₂,   B[p, i] = basis_i at pixel p of the window
 * </pre>
 *
 * @param coefficients c, of minimal norm if the basis is linearly dependent on the window
 * @param conditionNumber σ_max/σ_min of B; infinite if the basis is linearly dependent on the window
 * @param relativeResidual ‖B c − k‖₂ / ‖k‖₂; 0 for the zero kernel
 */
public record BasisFit(List<Double> coefficients, double conditionNumber, double relativeResidual) {

    private static final double RANK_TOLERANCE = 1e-12;

    /** Copies the coefficients. */
    public BasisFit {
        coefficients = List.copyOf(coefficients);
    }

    /**
     * Fits a kernel.
     *
     * @param values the sampled kernel, size² values, rows from top to bottom
     * @throws IllegalArgumentException if there are not size² values
     */
    public static BasisFit of(KernelBasis basis, KernelWindow window, double[] values) {
        int pixels = window.size() * window.size();
        if (values.length != pixels) {
            throw new IllegalArgumentException(
                    "a kernel of size " + window.size() + " needs " + pixels + " values, but got " + values.length);
        }
        DMatrixRMaj b = design(basis, window);
        SingularValueDecomposition_F64<DMatrixRMaj> svd =
                DecompositionFactory_DDRM.svd(b.numRows, b.numCols, true, true, true);
        if (!svd.decompose(b.copy())) {
            throw new IllegalArgumentException("the kernel basis could not be decomposed: are its values finite?");
        }
        DMatrixRMaj u = svd.getU(null, false);
        DMatrixRMaj v = svd.getV(null, false);
        double[] sigma = svd.getSingularValues();
        SingularOps_DDRM.descendingOrder(u, false, sigma, svd.numberOfSingularValues(), v, false);
        double[] c = solve(u, sigma, v, svd.numberOfSingularValues(), values);
        boolean fullRank = b.numRows >= b.numCols && sigma[b.numCols - 1] > RANK_TOLERANCE * sigma[0];
        double condition = fullRank ? sigma[0] / sigma[b.numCols - 1] : Double.POSITIVE_INFINITY;
        return new BasisFit(java.util.Arrays.stream(c).boxed().toList(), condition, residual(b, c, values));
    }

    /** Returns B of shape [size², basis]. */
    private static DMatrixRMaj design(KernelBasis basis, KernelWindow window) {
        List<PlanarKernel> functions = basis.functions();
        DMatrixRMaj b = new DMatrixRMaj(window.size() * window.size(), functions.size());
        for (int i = 0; i < functions.size(); i++) {
            double[] column = window.sample(functions.get(i), Matrix2.IDENTITY);
            for (int p = 0; p < column.length; p++) {
                b.set(p, i, column[p]);
            }
        }
        return b;
    }

    /** c = V Σ⁺ Uᵀ k. */
    private static double[] solve(DMatrixRMaj u, double[] sigma, DMatrixRMaj v, int rank, double[] k) {
        double[] c = new double[v.numRows];
        for (int s = 0; s < rank && sigma[s] > RANK_TOLERANCE * sigma[0]; s++) {
            double dot = 0;
            for (int p = 0; p < k.length; p++) {
                dot += u.get(p, s) * k[p];
            }
            for (int i = 0; i < c.length; i++) {
                c[i] += v.get(i, s) * dot / sigma[s];
            }
        }
        return c;
    }

    private static double residual(DMatrixRMaj b, double[] c, double[] k) {
        double error = 0;
        double norm = 0;
        for (int p = 0; p < k.length; p++) {
            double fit = 0;
            for (int i = 0; i < c.length; i++) {
                fit += b.get(p, i) * c[i];
            }
            error += (fit - k[p]) * (fit - k[p]);
            norm += k[p] * k[p];
        }
        return norm == 0 ? 0 : Math.sqrt(error / norm);
    }
}
