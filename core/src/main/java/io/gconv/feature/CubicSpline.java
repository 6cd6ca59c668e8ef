package io.gconv.feature;

/**
 * The interpolating cubic spline of an image plane.
 *
 * <pre>
 *   s(x, y) = Σ_(i,j) c_(j,i) B³(x − i) B³(y − j),   s(i, j) = plane[j][i]
 * </pre>
 *
 * The coefficients come from a recursive prefilter with the pole z = √3 − 2 and mirrored borders; without it the spline
 * would blur. x is the column and y the row, from 0, in pixels. Cost: O(1) per value after O(pixels).
 *
 * @see <a href="https://doi.org/10.1109/79.799930">M. Unser, <i>Splines: A Perfect Fit for Signal and Image
 *     Processing</i>, IEEE Signal Processing Magazine 1999</a>
 */
final class CubicSpline {

    private static final double POLE = Math.sqrt(3) - 2;
    private static final double GAIN = 6;

    private final int height;
    private final int width;
    private final double[] c;

    /** Prefilters the plane that starts at {@code values[from]}. */
    CubicSpline(float[] values, int from, int height, int width) {
        this.height = height;
        this.width = width;
        this.c = new double[height * width];
        for (int i = 0; i < c.length; i++) {
            c[i] = values[from + i];
        }
        for (int y = 0; y < height; y++) {
            prefilter(y * width, 1, width);
        }
        for (int x = 0; x < width; x++) {
            prefilter(x, width, height);
        }
    }

    /** In place along one row or column: c⁺(k) = 6 s(k) + z c⁺(k−1), then c(k) = z (c(k+1) − c⁺(k)). */
    private void prefilter(int from, int step, int n) {
        if (n == 1) {
            return; // a constant: the coefficients are the values
        }
        double sum = 0;
        double power = 1;
        int period = 2 * n - 2;
        for (int k = 0; k < period; k++) { // the mirrored signal is periodic, and so is its causal filter
            sum += power * c[from + step * (k < n ? k : period - k)];
            power *= POLE;
        }
        double previous = GAIN * sum / (1 - power);
        c[from] = previous;
        for (int k = 1; k < n; k++) {
            previous = GAIN * c[from + step * k] + POLE * previous;
            c[from + step * k] = previous;
        }
        int last = from + step * (n - 1);
        c[last] = POLE / (POLE * POLE - 1) * (c[last] + POLE * c[last - step]);
        for (int k = n - 2; k >= 0; k--) {
            c[from + step * k] = POLE * (c[from + step * (k + 1)] - c[from + step * k]);
        }
    }

    /** Returns s(x, y), or the border's value. */
    double at(double x, double y, Border border) {
        boolean inside = x >= 0 && y >= 0 && x <= width - 1 && y <= height - 1;
        if (!inside && border == Border.ZERO) {
            return 0;
        }
        int i = (int) Math.floor(x);
        int j = (int) Math.floor(y);
        double u = x - i;
        double v = y - j;
        double sum = 0;
        for (int dj = -1; dj <= 2; dj++) {
            int row = mirrored(j + dj, height) * width;
            double rowSum = 0;
            for (int di = -1; di <= 2; di++) {
                rowSum += basis(u - di) * c[row + mirrored(i + di, width)];
            }
            sum += basis(v - dj) * rowSum;
        }
        return sum;
    }

    /** Returns the index in 0 … n−1 that k is a mirror image of. */
    static int mirrored(int k, int n) {
        if (n == 1) {
            return 0;
        }
        int wrapped = Math.floorMod(k, 2 * n - 2);
        return wrapped < n ? wrapped : 2 * n - 2 - wrapped;
    }

    /** B³(t). */
    private static double basis(double t) {
        double a = Math.abs(t);
        if (a < 1) {
            return 2.0 / 3 - a * a + 0.5 * a * a * a;
        }
        double b = 2 - a;
        return b > 0 ? b * b * b / 6 : 0;
    }
}
