package io.gconv.feature;

/**
 * Convolution with a Gaussian, which takes away what a pixel grid cannot turn.
 *
 * <pre>
 *   out(x, y) = Σ_(i,j) g(i) g(j) f(x + i, y + j),   g(i) ∝ exp(−i²/2σ²),  |i| ≤ ⌈5σ⌉,  Σ g = 1
 * </pre>
 *
 * Mirrored at the borders. Cost: O(σ) per value.
 */
public final class GaussianBlur {

    private static final double REACH = 5;
    private static final double MAX_SIGMA = 10_000;

    private GaussianBlur() {}

    /**
     * Returns f blurred.
     *
     * @param f feature map of shape [C, Y, X]; not modified
     * @param sigma σ in pixels; 0 returns f
     * @throws IllegalArgumentException if σ is negative or more than 10,000
     */
    public static PlanarFeatureMap apply(PlanarFeatureMap f, double sigma) {
        if (!(sigma >= 0 && sigma <= MAX_SIGMA)) {
            throw new IllegalArgumentException("the blur must be in 0 … 10,000 px, but was " + sigma);
        }
        if (sigma == 0) {
            return f;
        }
        double[] g = gaussian(sigma);
        int height = f.height();
        int width = f.width();
        float[] rows = new float[f.channels() * height * width];
        float[] out = new float[rows.length];
        for (int c = 0; c < f.channels(); c++) {
            for (int y = 0; y < height; y++) {
                along(g, f.array(), (c * height + y) * width, 1, width, rows);
            }
            for (int x = 0; x < width; x++) {
                along(g, rows, c * height * width + x, width, height, out);
            }
        }
        return PlanarFeatureMap.wrap(f.channels(), height, width, out);
    }

    private static double[] gaussian(double sigma) {
        int radius = (int) Math.ceil(REACH * sigma);
        double[] g = new double[2 * radius + 1];
        double sum = 0;
        for (int i = 0; i < g.length; i++) {
            double u = (i - radius) / sigma;
            g[i] = Math.exp(-0.5 * u * u);
            sum += g[i];
        }
        for (int i = 0; i < g.length; i++) {
            g[i] /= sum;
        }
        return g;
    }

    private static void along(double[] g, float[] in, int from, int step, int n, float[] out) {
        int radius = g.length / 2;
        for (int i = 0; i < n; i++) {
            double sum = 0;
            for (int k = -radius; k <= radius; k++) {
                sum += g[k + radius] * in[from + step * CubicSpline.mirrored(i + k, n)];
            }
            out[from + step * i] = (float) sum;
        }
    }
}
