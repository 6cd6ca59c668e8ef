package io.gconv.layer;

import io.gconv.feature.GroupFeatureMap;
import java.io.Serializable;

/**
 * Antialiased pooling with stride 2: a binomial blur, then every second pixel, symmetric about the image centre.
 *
 * <pre>
 *   (P F)(y, x, h) = Σ_(u,v) b(u) b(v) F(2y + u, 2x + v, h),   b = binomial(size − 1, ·) / 2^(size−1),   u, v = 0 … size−1
 * </pre>
 *
 * Commutes with quarter turns and reflections if no pixels are left over: an odd size needs odd image sides, an
 * even one even sides. Other sides are refused. Sums are in double, which holds them exactly, and so in any order, unless the values
 * of a window differ by more than 2¹⁴ times; then the last bit of a float may, rarely, depend on it.
 *
 * @param size the window, in 2 … 7 pixels
 * @see <a href="https://arxiv.org/abs/1904.11486">R. Zhang, <i>Making Convolutional Networks Shift-Invariant Again</i>,
 *     ICML 2019</a>
 */
public record SpatialPooling(int size) implements GroupLayer, Serializable {

    private static final int STRIDE = 2;
    private static final int MAX_SIZE = 7;
    private static final double[][] BINOMIALS = binomials();

    /** Creates the layer. */
    public SpatialPooling {
        if (size < 2 || size > MAX_SIZE) {
            throw new IllegalArgumentException("pooling size must be in 2 … " + MAX_SIZE + ", but was " + size);
        }
    }

    @Override
    public void apply(GroupFeatureMap f, GroupFeatureMap out) {
        checkSize(f.height(), f.width());
        int height = outputSide(f.height());
        int width = outputSide(f.width());
        MapShape.check(out, f.group(), f.channels(), height, width);
        MapShape.checkDistinct(f, out);
        for (int row = 0; row < f.planes() * height; row++) {
            int from = (row / height * f.height() + STRIDE * (row % height)) * f.width();
            for (int x = 0; x < width; x++) {
                out.array()[row * width + x] = (float) sum(f.array(), from + STRIDE * x, f.width());
            }
        }
    }

    /** Returns Σ_(u,v) b(u) b(v) in(u, v) over the window that starts at {@code from}. */
    private double sum(float[] in, int from, int width) {
        double[] b = BINOMIALS[size];
        double sum = 0;
        for (int u = 0; u < size; u++) {
            double row = 0;
            for (int v = 0; v < size; v++) {
                row += b[v] * in[from + u * width + v];
            }
            sum += b[u] * row;
        }
        return sum;
    }

    /** Returns b for every size up to the largest. */
    private static double[][] binomials() {
        double[][] binomials = new double[MAX_SIZE + 1][];
        for (int size = 0; size <= MAX_SIZE; size++) {
            double value = Math.pow(2, 1 - size);
            binomials[size] = new double[size];
            for (int i = 0; i < size; i++) {
                binomials[size][i] = value;
                value = value * (size - 1 - i) / (i + 1);
            }
        }
        return binomials;
    }

    /** Returns whether an image side of this length keeps its symmetry: at least the window, and nothing left over. */
    public boolean takes(int side) {
        return side >= size && (side - size) % STRIDE == 0;
    }

    /** Returns the side of the output for an input side that {@link #takes} accepts. */
    private int outputSide(int side) {
        return (side - size) / STRIDE + 1;
    }

    @Override
    public MapShape outputShape(MapShape in) {
        checkSize(in.height(), in.width());
        return new MapShape(in.group(), in.channels(), outputSide(in.height()), outputSide(in.width()));
    }

    private void checkSize(int height, int width) {
        if (!takes(height) || !takes(width)) {
            throw new IllegalArgumentException("pooling of size " + size + " would break the symmetry of a map of "
                    + width + " × " + height + " pixels: both sides must be " + (size % 2 == 0 ? "even" : "odd")
                    + " and at least " + size);
        }
    }

    @Override
    public double radius() {
        return 0.5 * (size - 1);
    }

    @Override
    public int stride() {
        return STRIDE;
    }
}
