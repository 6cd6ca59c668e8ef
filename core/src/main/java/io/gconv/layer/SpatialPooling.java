package io.gconv.layer;

import io.gconv.feature.FeatureMap;
import io.gconv.feature.GroupFeatureMap;
import java.io.Serializable;

/**
 * Antialiased pooling with stride 2: a binomial blur, then every second pixel, symmetric about the image centre.
 *
 * <pre>
 *   (P F)(y, x, h) = Σ_(u,v) b(u) b(v) F(2y + u, 2x + v, h),   b = binomial(size − 1, ·) / 2^(size−1),   u, v = 0 … size−1
 * </pre>
 *
 * Commutes with quarter turns and reflections if the window fits without rest: an odd size needs odd image sides, an
 * even one even sides. Other sides are refused.
 *
 * @param size the window, in 2 … 7 pixels
 * @see <a href="https://arxiv.org/abs/1904.11486">R. Zhang, <i>Making Convolutional Networks Shift-Invariant Again</i>,
 *     ICML 2019</a>
 */
public record SpatialPooling(int size) implements GroupLayer, Serializable {

    private static final int STRIDE = 2;
    private static final int MAX_SIZE = 7;

    /** Creates the layer. */
    public SpatialPooling {
        if (size < 2 || size > MAX_SIZE) {
            throw new IllegalArgumentException("pooling size must be in 2 … " + MAX_SIZE + ", but was " + size);
        }
    }

    @Override
    public GroupFeatureMap apply(GroupFeatureMap f) {
        MapShape shape = outputShape(new MapShape(f.group(), f.channels(), f.height(), f.width()));
        float[] out = new float
                [FeatureMap.checkedSize(shape.channels(), shape.group().order(), shape.height(), shape.width())];
        double[] rows = new double[f.height() * shape.width()];
        for (int plane = 0; plane < f.planes(); plane++) {
            blurRows(f.array(), plane * f.height() * f.width(), f.width(), rows, shape.width());
            blurColumns(rows, shape, out, plane * shape.height() * shape.width());
        }
        return GroupFeatureMap.wrap(shape.group(), shape.channels(), shape.height(), shape.width(), out);
    }

    private void blurRows(float[] in, int plane, int width, double[] rows, int outWidth) {
        double[] b = binomial();
        for (int i = 0; i < rows.length; i++) {
            int from = plane + i / outWidth * width + STRIDE * (i % outWidth);
            double sum = 0;
            for (int v = 0; v < size; v++) {
                sum += b[v] * in[from + v];
            }
            rows[i] = sum;
        }
    }

    private void blurColumns(double[] rows, MapShape shape, float[] out, int plane) {
        double[] b = binomial();
        int width = shape.width();
        for (int i = 0; i < shape.height() * width; i++) {
            int from = STRIDE * (i / width) * width + i % width;
            double sum = 0;
            for (int u = 0; u < size; u++) {
                sum += b[u] * rows[from + u * width];
            }
            out[plane + i] = (float) sum;
        }
    }

    private double[] binomial() {
        double[] b = new double[size];
        double value = Math.pow(2, 1 - size);
        for (int i = 0; i < size; i++) {
            b[i] = value;
            value = value * (size - 1 - i) / (i + 1);
        }
        return b;
    }

    /** Returns whether an image side of this length keeps its symmetry: at least the window, and no rest. */
    public boolean takes(int side) {
        return side >= size && (side - size) % STRIDE == 0;
    }

    /** Returns the side of the output for an input side that {@link #takes} accepts. */
    public int outputSide(int side) {
        return (side - size) / STRIDE + 1;
    }

    @Override
    public MapShape outputShape(MapShape in) {
        if (!takes(in.height()) || !takes(in.width())) {
            throw new IllegalArgumentException("pooling of size " + size + " would break the symmetry of a map of "
                    + in.width() + " × " + in.height() + " pixels: both sides must be "
                    + (size % 2 == 0 ? "even" : "odd") + " and at least " + size);
        }
        return new MapShape(in.group(), in.channels(), outputSide(in.height()), outputSide(in.width()));
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
