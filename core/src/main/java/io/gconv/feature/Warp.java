package io.gconv.feature;

import io.gconv.group.Matrix2;

/** A planar affine transformation of planes of one size: out(p) = in(A⁻¹(p − x₀)), p in pixels from the centre. */
final class Warp {

    private static final double GRID_TOLERANCE = 1e-9;

    private final int height;
    private final int width;
    private final int outHeight;
    private final int outWidth;
    private final Matrix2 inverse;
    private final double x0;
    private final double y0;
    private final Border border;
    private final boolean exact;

    Warp(int height, int width, Matrix2 a, double x0, double y0, Border border) {
        this.height = height;
        this.width = width;
        this.inverse = a.inverse();
        this.x0 = x0;
        this.y0 = y0;
        this.border = border;
        this.outHeight = a.exchangesAxes() ? width : height;
        this.outWidth = a.exchangesAxes() ? height : width;
        this.exact = a.isGridSymmetry() && isWhole(x0) && isWhole(y0);
    }

    /** Returns whether a number, of pixels or steps, is whole up to rounding. */
    static boolean isWhole(double v) {
        return Math.abs(Math.rint(v) - v) <= GRID_TOLERANCE;
    }

    int outHeight() {
        return outHeight;
    }

    int outWidth() {
        return outWidth;
    }

    int pixels() {
        return outHeight * outWidth;
    }

    /** Transforms the plane {@code in[inAt …]} into {@code out[outAt …]}. */
    void apply(float[] in, int inAt, float[] out, int outAt) {
        CubicSpline spline = exact ? null : new CubicSpline(in, inAt, height, width);
        for (int i = 0; i < pixels(); i++) {
            double x = i % outWidth - 0.5 * (outWidth - 1) - x0;
            double y = 0.5 * (outHeight - 1) - i / outWidth - y0;
            double column = inverse.applyX(x, y) + 0.5 * (width - 1);
            double row = 0.5 * (height - 1) - inverse.applyY(x, y);
            out[outAt + i] = spline == null
                    ? pixel(in, inAt, (int) Math.rint(column), (int) Math.rint(row))
                    : (float) spline.at(column, row, border);
        }
    }

    private float pixel(float[] in, int inAt, int column, int row) {
        boolean inside = column >= 0 && row >= 0 && column < width && row < height;
        if (inside) {
            return in[inAt + row * width + column];
        }
        return border == Border.ZERO
                ? 0
                : in[inAt + CubicSpline.mirrored(row, height) * width + CubicSpline.mirrored(column, width)];
    }
}
