package io.gconv.layer;

import io.gconv.feature.GroupFeatureMap;
import io.gconv.group.PlanarGroup;

/**
 * The fibres of one channel over some consecutive pixels: the values {F(x_i, h) : h ∈ H} for i = 0 … n−1, which is what
 * projections are functions of. A buffer that is loaded again and again, by one thread.
 *
 * <p>One short row per h, since C2 of JDK 17 vectorises a loop only if all its arrays share one index. Copying them in is
 * nearly free, and they stay in the first-level cache.
 */
public final class Fibres {

    /** The largest number of pixels. */
    public static final int PIXELS = 1024;

    private PlanarGroup group; // of the map that is loaded
    private final float[][] rows; // [h][i]
    private final float[] cos; // cos(2πi/N)/N
    private final float[] sin; // −sin(2πi/N)/N
    private final float[] re = new float[PIXELS];
    private final float[] im = new float[PIXELS];
    private int pixels;

    /** Creates a buffer for maps on one group. */
    public Fibres(PlanarGroup group) {
        int n = group.rotations();
        this.group = group;
        this.rows = new float[group.order()][PIXELS];
        this.cos = new float[n];
        this.sin = new float[n];
        for (int i = 0; i < n; i++) {
            cos[i] = (float) (Math.cos(2 * Math.PI * i / n) / n);
            sin[i] = (float) (-Math.sin(2 * Math.PI * i / n) / n);
        }
    }

    /** Returns about how many bytes a buffer for a group has. */
    public static double bytes(PlanarGroup group) {
        return (group.order() + 2.0) * PIXELS * Float.BYTES;
    }

    /**
     * Loads fibres.
     *
     * @param f a map on this buffer's group
     * @param channel its channel
     * @param at the first pixel, counted by rows from the top left
     * @param n how many pixels, at most {@link #PIXELS}
     */
    public void load(GroupFeatureMap f, int channel, int at, int n) {
        load(f, channel, at, 1, n);
    }

    /**
     * Loads the fibres of a rectangle, row by row.
     *
     * @param f a map on this buffer's group, or one on the trivial group: a projection that is done already
     * @param channel its channel
     * @param at the first pixel, counted by rows from the top left
     * @param height rows of the rectangle
     * @param width columns of the rectangle; {@code height · width} is at most {@link #PIXELS}
     */
    public void load(GroupFeatureMap f, int channel, int at, int height, int width) {
        pixels = height * width;
        boolean whole = width == f.width();
        group = f.group();
        int order = group.order();
        for (int h = 0; h < order; h++) {
            int from = (channel * order + h) * f.height() * f.width() + at;
            for (int y = 0; y < (whole ? 1 : height); y++) {
                System.arraycopy(f.array(), from + y * f.width(), rows[h], y * width, whole ? pixels : width);
            }
        }
    }

    /** Returns the group of the map that is loaded. */
    PlanarGroup group() {
        return group;
    }

    int pixels() {
        return pixels;
    }

    /** Not a copy: F(x_i, h) for all i. */
    float[] row(int h) {
        return rows[h];
    }

    /** Returns B = |H|/N, the number of blocks: the reflections of a dihedral group, the levels of a similitude group. */
    public int blocks() {
        return rows.length / cos.length;
    }

    /**
     * The discrete Fourier transform along θ in one block, in float: N terms of one size.
     *
     * <pre>
     *   re_i + i·im_i = 1/N Σ_j F(x_i, (b, j)) e^(−2πi·jk/N)
     * </pre>
     *
     * @param b the block
     * @param k the frequency, at least 0
     */
    public void transform(int b, int k, float[] re, float[] im) {
        int n = cos.length;
        java.util.Arrays.fill(re, 0, pixels, 0);
        java.util.Arrays.fill(im, 0, pixels, 0);
        for (int j = 0; j < n; j++) {
            int turn = (int) ((long) j * k % n);
            addTurned(rows[b * n + j], cos[turn], sin[turn], re, im, pixels);
        }
    }

    private static void addTurned(float[] f, float cos, float sin, float[] re, float[] im, int n) {
        for (int i = 0; i < n; i++) {
            float v = f[i];
            float a = re[i];
            float b = im[i];
            re[i] = Math.fma(cos, v, a);
            im[i] = Math.fma(sin, v, b);
        }
    }

    /** out_i = √(1/B Σ_b |transform_b(k)_i|²). */
    void spectrum(int k, float[] out) {
        java.util.Arrays.fill(out, 0, pixels, 0);
        for (int b = 0; b < blocks(); b++) {
            transform(b, k, re, im);
            addPower(re, im, out, pixels);
        }
        root(out, 1f / blocks(), pixels);
    }

    private static void addPower(float[] re, float[] im, float[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = Math.fma(re[i], re[i], Math.fma(im[i], im[i], out[i]));
        }
    }

    static void root(float[] out, float factor, int n) {
        for (int i = 0; i < n; i++) {
            float power = factor * out[i];
            out[i] = (float) Math.sqrt(power);
        }
    }
}
