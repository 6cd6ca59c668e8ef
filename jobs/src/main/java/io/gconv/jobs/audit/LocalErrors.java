package io.gconv.jobs.audit;

import io.gconv.audit.Audit;
import io.gconv.audit.Transformation;
import java.io.Serializable;
import java.util.List;

/**
 * Local equivariance errors: how fast the error grows under an infinitesimal transformation.
 *
 * <pre>
 *   ‖L_X Φ (f)‖ / ‖Φ(f)‖,   L_X Φ = d/dt [L_g(t)⁻¹ Φ(L_g(t) f)] at t = 0  ≈  error(g(t)) / t
 * </pre>
 *
 * by a forward difference with a t that moves no pixel of 256 × 256 by more than an eighth: the Lie derivative for rotation,
 * translation along x and y, and scale. Unlike
 * the error at one angle it says nothing about H: what is between its elements counts. Units: per degree, per pixel, per
 * per cent of scale.
 *
 * @see <a href="https://arxiv.org/abs/2210.02984">N. Gruver, M. Finzi, M. Goldblum, A. Wilson, <i>The Lie Derivative for
 *     Measuring Learned Equivariance</i>, ICLR 2023</a>
 */
public final class LocalErrors {

    private static final List<Direction> DIRECTIONS = List.of(
            new Direction("rotation, per degree", Transformation.rotation(0.02), 0.02),
            new Direction("translation along x, per pixel", Transformation.translation(0.05, 0), 0.05),
            new Direction("translation along y, per pixel", Transformation.translation(0, 0.05), 0.05),
            new Direction("scale, per per cent", Transformation.scaling(1.001), 0.1));

    private LocalErrors() {}

    /**
     * A direction X.
     *
     * @param label with the unit
     * @param g g(t)
     * @param t in that unit
     */
    public record Direction(String label, Transformation g, double t) implements Serializable {

        /** Returns the rows of the audited pipeline for this direction. */
        public List<Summary> rows(List<Summary> summaries) {
            return summaries.stream()
                    .filter(s -> s.variant().equals(Audit.PIPELINE)
                            && s.transformation().equals(g.label()))
                    .toList();
        }

        /** Returns the median local error. */
        public double error(Summary s) {
            return s.ok() == 0 ? Double.NaN : s.quantile(50) / t;
        }
    }

    /** Returns the directions. */
    public static List<Direction> directions() {
        return DIRECTIONS;
    }
}
