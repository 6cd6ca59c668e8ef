package io.gconv.feature;

/**
 * The values of planes at scattered points, by band-limited interpolation from 8 × 8 pixels; at a pixel it gives that
 * pixel. The weights depend on the points alone, and all planes share them.
 *
 * <p>The error is at most 1e-3 of a wave up to half the highest frequency, and 2e-2 up to 0.7 of it. Borders are mirrored.
 * Cost: 72 multiplications per point and plane.
 */
public final class PointSamples {

    private static final WindowedSinc SINC = new WindowedSinc(4, 6);
    private static final int TAPS = 8;

    /** How many pixels around a point are read. */
    public static final int REACH = TAPS / 2;

    private final int height;
    private final int width;
    private final int points;
    private final boolean onPixels;
    private final int[] column; // of the pixel at or before the point
    private final int[] row;
    private final float[] alongX; // [point][tap]
    private final float[] alongY;

    /**
     * Prepares points.
     *
     * @param height of the planes
     * @param width of the planes
     * @param columns of the points, in pixels from the first column, within −½ … width − ½
     * @param rows of the points, in pixels from the first row, downwards
     */
    public PointSamples(int height, int width, double[] columns, double[] rows) {
        this.height = height;
        this.width = width;
        this.points = columns.length;
        this.column = new int[points];
        this.row = new int[points];
        this.alongX = new float[points * TAPS];
        this.alongY = new float[points * TAPS];
        boolean pixels = true;
        for (int p = 0; p < points; p++) {
            column[p] = split(columns[p], alongX, p);
            row[p] = split(rows[p], alongY, p);
            pixels &= Warp.isWhole(columns[p]) && Warp.isWhole(rows[p]) && isInside(p);
        }
        this.onPixels = pixels;
    }

    private static int split(double position, float[] weights, int p) {
        double whole = Warp.isWhole(position) ? Math.rint(position) : Math.floor(position);
        double[] w = SINC.weights(Warp.isWhole(position) ? 0 : position - whole);
        for (int k = 0; k < TAPS; k++) {
            weights[p * TAPS + k] = (float) w[k];
        }
        return (int) whole;
    }

    private boolean isInside(int p) {
        return column[p] >= 0 && row[p] >= 0 && column[p] < width && row[p] < height;
    }

    /**
     * Samples the plane that starts at {@code values[from]}.
     *
     * @param out one value per point, for the first {@code count} points
     */
    public void sample(float[] values, int from, float[] out, int count) {
        for (int p = 0; p < count; p++) {
            if (onPixels) {
                out[p] = values[from + row[p] * width + column[p]];
            } else if (column[p] >= 3 && row[p] >= 3 && column[p] + 4 < width && row[p] + 4 < height) {
                out[p] = inner(values, from + (row[p] - 3) * width + column[p] - 3, p * TAPS);
            } else {
                out[p] = mirrored(values, from, p);
            }
        }
    }

    private float inner(float[] v, int from, int at) {
        float sum = 0;
        float x0 = alongX[at];
        float x1 = alongX[at + 1];
        float x2 = alongX[at + 2];
        float x3 = alongX[at + 3];
        float x4 = alongX[at + 4];
        float x5 = alongX[at + 5];
        float x6 = alongX[at + 6];
        float x7 = alongX[at + 7];
        for (int k = 0; k < TAPS; k++) {
            int i = from + k * width;
            float low = x0 * v[i] + x1 * v[i + 1] + (x2 * v[i + 2] + x3 * v[i + 3]);
            float high = x4 * v[i + 4] + x5 * v[i + 5] + (x6 * v[i + 6] + x7 * v[i + 7]);
            sum += alongY[at + k] * (low + high);
        }
        return sum;
    }

    private float mirrored(float[] v, int from, int p) {
        float sum = 0;
        for (int k = 0; k < TAPS; k++) {
            int i = from + CubicSpline.mirrored(row[p] - 3 + k, height) * width;
            float line = 0;
            for (int l = 0; l < TAPS; l++) {
                line += alongX[p * TAPS + l] * v[i + CubicSpline.mirrored(column[p] - 3 + l, width)];
            }
            sum += alongY[p * TAPS + k] * line;
        }
        return sum;
    }
}
