package io.gconv.pipeline;

import io.gconv.pipeline.DescriptorSpec.RegionSpec;

/**
 * The weights of the disk or of its soft rings on the pixels of a feature map.
 *
 * <pre>
 *   disk      w(r)   = clamp(R + ½ − r/p, 0, 1),   R the radius and p the pitch in pixels of the image
 *   ring i    w_i(r) = w(r) · exp(−(r/R − (i + ½)/n)² / 2σ²),   σ = 1/(2n)
 * </pre>
 *
 * Neighbouring rings overlap at about one standard deviation, and their number does not depend on the image size.
 */
final class Regions {

    private final float[][] weights;

    /**
     * Creates the weights.
     *
     * @param height rows of the map
     * @param width columns of the map
     * @param pitch distance of its pixels, in pixels of the image
     * @param radius R > 0, in pixels of the image
     */
    Regions(RegionSpec spec, int height, int width, double pitch, double radius) {
        weights = new float[spec.count()][height * width];
        for (int i = 0; i < height * width; i++) {
            double y = (0.5 * (height - 1) - i / width) * pitch;
            double x = (i % width - 0.5 * (width - 1)) * pitch;
            double r = Math.sqrt(x * x + y * y);
            double disk = Math.max(0, Math.min(1, (radius - r) / pitch + 0.5));
            for (int ring = 0; ring < weights.length; ring++) {
                weights[ring][i] = (float) (spec.rings() == 0 ? disk : disk * ring(spec.rings(), ring, r / radius));
            }
        }
    }

    private static double ring(int rings, int ring, double rho) {
        double u = (rho - (ring + 0.5) / rings) * 2 * rings;
        return Math.exp(-0.5 * u * u);
    }

    /** Not a copy: returns the weights of region i, one per pixel. */
    float[] weights(int i) {
        return weights[i];
    }
}
