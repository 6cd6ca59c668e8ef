package io.gconv.feature;

import io.gconv.group.Matrix2;

/** A planar affine transformation of planes of one size: out(p) = in(A⁻¹(p − x₀)), p in pixels from the centre. */
final class Warp {

    private final int height;
    private final int width;
    private final PixelGrid in;
    private final PixelGrid out;
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
        this.in = new PixelGrid(height, width);
        this.out = a.exchangesAxes() ? new PixelGrid(width, height) : in;
        this.exact = a.isGridSymmetry() && isWhole(x0) && isWhole(y0);
    }

    /** Returns whether a number, of pixels or steps, is whole up to rounding. */
    static boolean isWhole(double v) {
        return Math.abs(Math.rint(v) - v) <= Matrix2.GRID_TOLERANCE;
    }

    int outHeight() {
        return out.height();
    }

    int outWidth() {
        return out.width();
    }

    int pixels() {
        return out.height() * out.width();
    }

    /** Transforms the plane {@code from[fromAt …]} into {@code to[toAt …]}. */
    void apply(float[] from, int fromAt, float[] to, int toAt) {
        CubicSpline spline = exact ? null : new CubicSpline(from, fromAt, height, width);
        for (int i = 0; i < pixels(); i++) {
            double x = out.x(i % out.width()) - x0;
            double y = out.y(i / out.width()) - y0;
            double column = in.column(inverse.applyX(x, y));
            double row = in.row(inverse.applyY(x, y));
            to[toAt + i] = spline == null
                    ? pixel(from, fromAt, (int) Math.rint(column), (int) Math.rint(row))
                    : (float) spline.at(column, row, border);
        }
    }

    private float pixel(float[] from, int fromAt, int column, int row) {
        boolean inside = column >= 0 && row >= 0 && column < width && row < height;
        if (inside) {
            return from[fromAt + row * width + column];
        }
        return border == Border.ZERO
                ? 0
                : from[fromAt + CubicSpline.mirrored(row, height) * width + CubicSpline.mirrored(column, width)];
    }
}
