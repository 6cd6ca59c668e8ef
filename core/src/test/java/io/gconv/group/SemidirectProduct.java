package io.gconv.group;

/**
 * The affine group G = R² ⋊ H, derived from H.
 *
 * <pre>
 *   product   (x, h) · (x′, h′) = (x + h·x′, h h′)
 *   inverse   (x, h)⁻¹          = (−h⁻¹·x, h⁻¹)
 *   identity  (0, e)
 *   action    (x, h) · p        = x + h·p
 * </pre>
 *
 * @param h the matrix group H
 */
public record SemidirectProduct(PlanarGroup h) {

    /** Returns (0, e). */
    public Pose identity() {
        return new Pose(0, 0, h.identity());
    }

    /** Returns g · g′: first g′, then g. */
    public Pose product(Pose g, Pose gPrime) {
        Matrix2 m = h.matrix(g.h());
        return new Pose(
                g.x() + m.applyX(gPrime.x(), gPrime.y()),
                g.y() + m.applyY(gPrime.x(), gPrime.y()),
                h.product(g.h(), gPrime.h()));
    }

    /** Returns g⁻¹, with g⁻¹ · g = (0, e). */
    public Pose inverse(Pose g) {
        int inverse = h.inverse(g.h());
        Matrix2 m = h.matrix(inverse);
        return new Pose(0.0 - m.applyX(g.x(), g.y()), 0.0 - m.applyY(g.x(), g.y()), inverse);
    }

    /** Returns g · p for the point p = (x, y), as {x, y}. */
    public double[] act(Pose g, double x, double y) {
        Matrix2 m = h.matrix(g.h());
        return new double[] {g.x() + m.applyX(x, y), g.y() + m.applyY(x, y)};
    }
}
