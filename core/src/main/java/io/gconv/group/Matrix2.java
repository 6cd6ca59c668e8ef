package io.gconv.group;

/**
 * A linear map of the plane, (x, y) ↦ (a·x + b·y, c·x + d·y).
 *
 * @param a row 1, column 1
 * @param b row 1, column 2
 * @param c row 2, column 1
 * @param d row 2, column 2
 */
public record Matrix2(double a, double b, double c, double d) {

    /** How far rounding may have moved a symmetry of the pixel grid, or a whole number of pixels. */
    public static final double GRID_TOLERANCE = 1e-9;

    /** The identity map. */
    public static final Matrix2 IDENTITY = new Matrix2(1, 0, 0, 1);

    /** Returns the rotation by {@code radians}, counter-clockwise. Not rounded: groups make their quarter turns exact. */
    public static Matrix2 rotation(double radians) {
        double cos = Math.cos(radians);
        double sin = Math.sin(radians);
        return new Matrix2(cos, -sin, sin, cos);
    }

    /** Returns the uniform scaling x ↦ s·x. */
    public static Matrix2 scaling(double s) {
        return new Matrix2(s, 0, 0, s);
    }

    /** Returns the first coordinate of the image of (x, y). */
    public double applyX(double x, double y) {
        return a * x + b * y;
    }

    /** Returns the second coordinate of the image of (x, y). */
    public double applyY(double x, double y) {
        return c * x + d * y;
    }

    /** Returns the composition this · other: first {@code other}, then this. */
    public Matrix2 multiply(Matrix2 other) {
        return new Matrix2(
                a * other.a + b * other.c,
                a * other.b + b * other.d,
                c * other.a + d * other.c,
                c * other.b + d * other.d);
    }

    /** Returns the inverse map. */
    public Matrix2 inverse() {
        double det = determinant();
        if (det == 0) {
            throw new IllegalArgumentException("matrix must be invertible, but was " + this);
        }
        // 0.0 − x instead of −x: an exact quarter turn keeps +0 entries, so that records compare equal
        return new Matrix2(d / det, (0.0 - b) / det, (0.0 - c) / det, a / det);
    }

    /** Returns ad − bc. */
    public double determinant() {
        return a * d - b * c;
    }

    /** Returns the symmetry of the pixel grid that this matrix is within 1e-9 of, or else this matrix. */
    public Matrix2 snapped() {
        Matrix2 rounded = new Matrix2(rounded(a), rounded(b), rounded(c), rounded(d));
        double distance = Math.max(
                Math.max(Math.abs(a - rounded.a), Math.abs(b - rounded.b)),
                Math.max(Math.abs(c - rounded.c), Math.abs(d - rounded.d)));
        return rounded.isGridSymmetry() && distance <= GRID_TOLERANCE ? rounded : this;
    }

    private static double rounded(double v) {
        return 0.0 + Math.rint(v); // not −0
    }

    /**
     * Returns whether this is one of the eight symmetries of the pixel grid: quarter turns and reflections at the axes
     * and diagonals. They permute pixels, so nothing is interpolated.
     */
    public boolean isGridSymmetry() {
        boolean upright = Math.abs(a) == 1 && b == 0 && c == 0 && Math.abs(d) == 1;
        boolean swapped = a == 0 && Math.abs(b) == 1 && Math.abs(c) == 1 && d == 0;
        return upright || swapped;
    }

    /** Returns whether this is a symmetry of the pixel grid that exchanges rows and columns. */
    public boolean exchangesAxes() {
        return isGridSymmetry() && a == 0;
    }
}
