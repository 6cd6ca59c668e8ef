package io.gconv.pipeline;

import io.gconv.pipeline.DescriptorSpec.RegionSpec;

/**
 * The weights of the disk or of its soft rings on the pixels of a feature map.
 *
 * <pre>
 *   disk      w(r)   = clamp(R/p + ½ − r/p, 0, 1),   R the radius and p the pitch in pixels of the image
 *   ring i    w_i(r) = w(r) · exp(−(r/R − (i + ½)/n)² / 2σ²),   σ = 1/(2n)
 * </pre>
 *
 * Neighbouring rings overlap at about one standard deviation, and their number does not depend on the image size.
 *
 * @param spec disk or rings
 * @param height rows of the map
 * @param width columns of the map
 * @param pitch p, the distance of its pixels, in pixels of the image
 * @param radius R > 0, in pixels of the image
 */
record Regions(RegionSpec spec, int height, int width, double pitch, double radius) {

    /** Returns the position of column x, in pixels of the image from the centre, to the right. */
    double x(int column) {
        return (column - 0.5 * (width - 1)) * pitch;
    }

    /** Returns the position of row y, in pixels of the image from the centre, up. */
    double y(int row) {
        return (0.5 * (height - 1) - row) * pitch;
    }

    /** Returns the weights of region i on the rows {@code from … from+count−1}, one per pixel. */
    float[] weights(int i, int from, int count) {
        float[] weights = new float[count * width];
        for (int at = 0; at < weights.length; at++) {
            double r = Math.hypot(x(at % width), y(from + at / width));
            double disk = Math.max(0, Math.min(1, (radius - r) / pitch + 0.5));
            weights[at] = (float) (spec.rings() == 0 ? disk : disk * ring(i, r / radius));
        }
        return weights;
    }

    private double ring(int i, double rho) {
        double u = (rho - (i + 0.5) / spec.rings()) * 2 * spec.rings();
        return Math.exp(-0.5 * u * u);
    }
}
