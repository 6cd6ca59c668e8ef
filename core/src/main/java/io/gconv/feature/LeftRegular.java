package io.gconv.feature;

import io.gconv.group.Matrix2;
import io.gconv.group.PlanarGroup;
import io.gconv.group.Pose;

/**
 * The left-regular representation L_g. This is its definition on maps; what the audit transforms images and samples maps
 * with ({@link FineSpline}, {@link PointSamples}) interpolates better, and is tested against it.
 *
 * <pre>
 *   (L_g f)(x)      = f(g⁻¹·x)              on R²
 *   (L_g F)(x, h′)  = F(g⁻¹·x, h⁻¹h′)       on G,   g = (x₀, h)
 * </pre>
 *
 * <p>On G this is, for rotations, a planar rotation and a periodic shift along θ; for scales, a planar scaling and a
 * shift along the scale axis, where what comes from beyond the window is 0. Grid symmetries (quarter turns, reflections)
 * with shifts by whole pixels move values without changing them, and turn a width × height map into height × width. All
 * other transformations interpolate with cubic splines in the plane. Shrinking is not preceded by a low-pass: blur first
 * where it matters.
 */
public final class LeftRegular {

    private LeftRegular() {}

    /** Returns L_g f on R² for g = (x₀, h), with f = 0 beyond the border. */
    public static PlanarFeatureMap apply(PlanarGroup group, Pose g, PlanarFeatureMap f) {
        return transform(f, group.matrix(g.h()), g.x(), g.y(), Border.ZERO);
    }

    /** Returns L_g F on G for g = (x₀, h), with F = 0 beyond the border and beyond the sampled scales. */
    public static GroupFeatureMap apply(Pose g, GroupFeatureMap f) {
        PlanarGroup group = f.group();
        Warp warp = new Warp(f.height(), f.width(), group.matrix(g.h()), g.x(), g.y(), Border.ZERO);
        float[] out = new float[f.planes() * warp.pixels()];
        for (int c = 0; c < f.channels(); c++) {
            for (int hPrime = 0; hPrime < group.order(); hPrime++) {
                int from = group.relative(g.h(), hPrime);
                if (group.isSampled(from)) {
                    int plane = (c * group.order() + from) * f.height() * f.width();
                    warp.apply(f.array(), plane, out, (c * group.order() + hPrime) * warp.pixels());
                }
            }
        }
        return GroupFeatureMap.wrap(group, f.channels(), warp.outHeight(), warp.outWidth(), out);
    }

    /** Returns f(A⁻¹(x − x₀)) for any invertible matrix A, in pixels from the centre, x to the right and y up. */
    public static PlanarFeatureMap transform(PlanarFeatureMap f, Matrix2 a, double x, double y, Border border) {
        Warp warp = new Warp(f.height(), f.width(), a, x, y, border);
        float[] out = new float[f.channels() * warp.pixels()];
        for (int c = 0; c < f.channels(); c++) {
            warp.apply(f.array(), c * f.height() * f.width(), out, c * warp.pixels());
        }
        return PlanarFeatureMap.wrap(f.channels(), warp.outHeight(), warp.outWidth(), out);
    }
}
