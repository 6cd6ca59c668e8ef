package io.gconv.jobs.audit;

import io.gconv.audit.Audit;
import io.gconv.audit.Transformation;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Local equivariance errors: how fast the error grows with a transformation that begins.
 *
 * <pre>
 *   ‖L_X Φ (f)‖ / ‖Φ(f)‖,   L_X Φ = d/dt [L_g(t)⁻¹ Φ(L_g(t) f)] at t = 0  ≈  error(g(t)) / t
 * </pre>
 *
 * by a forward difference with a t that moves pixels by a tenth or less: the Lie derivative for rotation, translation along x and y, and scale. Unlike
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
    public record Direction(String label, Transformation g, double t) {

        /** Returns the rows of the audited pipeline for this direction. */
        public Stream<Summary> rows(List<Summary> summaries) {
            return summaries.stream()
                    .filter(s -> s.variant().equals(Audit.PIPELINE)
                            && s.transformation().equals(g.label()));
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

    /** Returns the rows that are not of local errors, which are a section of their own: no gate and no curve is about them. */
    public static List<Summary> without(List<Summary> summaries) {
        Set<String> labels = DIRECTIONS.stream().map(d -> d.g.label()).collect(Collectors.toSet());
        boolean isMeasured = summaries.stream()
                .map(Summary::transformation)
                .collect(Collectors.toSet())
                .containsAll(labels);
        return isMeasured
                ? summaries.stream()
                        .filter(s -> !labels.contains(s.transformation()))
                        .toList()
                : summaries; // some were asked for by themselves
    }

    /** Returns the transformations that an audit needs for them. */
    public static List<Transformation> transformations() {
        return DIRECTIONS.stream().map(Direction::g).toList();
    }
}
