package io.gconv.audit;

import io.gconv.feature.FineSpline;
import io.gconv.feature.GaussianBlur;
import io.gconv.feature.PixelGrid;
import io.gconv.feature.PlanarFeatureMap;
import java.util.HashMap;
import java.util.Map;

/**
 * An image as an audit uses it: its centre, blurred, and continued by its mean beyond the inscribed disk. So a
 * transformed image is known everywhere, as are its features.
 *
 * <pre>
 *   f = μ + w(r) (blurred − μ),   w = 1 for r ≤ R − 4, 0 for r ≥ R, smooth in between;  μ the mean under w
 * </pre>
 */
final class AuditImage {

    private static final int EDGE = 4;

    private final PlanarFeatureMap f;
    private final FineSpline spline;
    private final double[] means; // per channel
    private final Map<Transformation, PlanarFeatureMap> images = new HashMap<>();
    private final Map<Transformation, Double> floors = new HashMap<>();

    private AuditImage(PlanarFeatureMap f, double[] means) {
        this.f = f;
        this.spline = new FineSpline(f);
        this.means = means;
    }

    /** Cuts the part of {@code height × width} pixels about the centre out of an image, and prepares it. */
    static AuditImage of(PlanarFeatureMap image, int height, int width, double blur) {
        int reach = (int) Math.ceil(6 * blur);
        PlanarFeatureMap wide = image.centre(grown(height, image.height(), reach), grown(width, image.width(), reach));
        PlanarFeatureMap f = GaussianBlur.apply(wide, blur).centre(height, width);
        double[] window = window(height, width);
        float[] values = f.values();
        double[] means = new double[f.channels()];
        for (int c = 0; c < means.length; c++) {
            means[c] = fade(values, c * window.length, window);
        }
        return new AuditImage(PlanarFeatureMap.wrap(f.channels(), height, width, values), means);
    }

    private static int grown(int size, int of, int reach) {
        return Math.min(of, size + 2 * reach);
    }

    private static double[] window(int height, int width) {
        double radius = 0.5 * (Math.min(height, width) - 1);
        PixelGrid grid = new PixelGrid(height, width);
        double[] w = new double[height * width];
        for (int i = 0; i < w.length; i++) {
            double r = Math.hypot(grid.x(i % width), grid.y(i / width));
            double t = Math.max(0, Math.min(1, (radius - r) / EDGE));
            w[i] = t * t * (3 - 2 * t);
        }
        return w;
    }

    /** Fades one channel to its mean, which is returned. */
    private static double fade(float[] values, int from, double[] window) {
        double sum = 0;
        double weights = 0;
        for (int i = 0; i < window.length; i++) {
            sum += window[i] * values[from + i];
            weights += window[i];
        }
        double mean = weights > 0 ? sum / weights : values[from];
        for (int i = 0; i < window.length; i++) {
            values[from + i] = (float) (mean + window[i] * (values[from + i] - mean));
        }
        return mean;
    }

    /** Returns f. */
    PlanarFeatureMap map() {
        return f;
    }

    /** Returns L_g f. */
    PlanarFeatureMap transformed(Transformation g) {
        return images.computeIfAbsent(g, key -> spline.transformed(key.matrix(), key.x(), key.y()));
    }

    /** Returns the radius of the inscribed disk, in pixels. */
    double radius() {
        return 0.5 * (Math.min(f.height(), f.width()) - 1);
    }

    /**
     * Returns the error of resampling alone, ‖L_g⁻¹ L_g f − f‖ / ‖f − μ‖, on the disk less an edge, where both are known;
     * NaN if nothing is left of it, or f is constant.
     */
    double floor(Transformation g, PointCache points) {
        return floors.computeIfAbsent(g, key -> floor(key, transformed(key), points));
    }

    private double floor(Transformation g, PlanarFeatureMap transformed, PointCache points) {
        double shift = Math.hypot(g.x(), g.y());
        double radius = (radius() - shift) / Math.max(1, g.scale()) - EDGE;
        if (radius <= 0) {
            return Double.NaN;
        }
        DiskPoints disk = points.of(PixelGrid.of(f), PixelGrid.of(transformed), 1, g.inverse(), radius);
        int count = disk.count(radius);
        float[] back = new float[count];
        float[] original = new float[count];
        double difference = 0;
        double reference = 0;
        for (int c = 0; c < f.channels(); c++) {
            disk.sample(transformed.array(), c * f.height() * f.width(), back, count);
            disk.gather(f.array(), c * f.height() * f.width(), original, count);
            for (int p = 0; p < count; p++) {
                difference += Math.pow((double) original[p] - back[p], 2);
                reference += Math.pow(original[p] - means[c], 2);
            }
        }
        return reference > Math.pow(Audit.FLAT * f.largest(), 2) * count
                ? Math.sqrt(difference / reference)
                : Double.NaN;
    }
}
