package io.gconv.kernel;

import io.gconv.group.Matrix2;

/**
 * A kernel whose samples sum to 0 in every pose.
 *
 * <pre>
 *   E(p) = k(p) − b(p) · Σk / Σb   over the pixels p of the window
 * </pre>
 *
 * <p>∫k = 0 does not survive sampling and truncation: what is left of the mean differs from one orientation to the next,
 * and on a bright image it looks like a pattern of the pixel grid. Subtracting a smooth bump b that is transformed along
 * with k removes it.
 *
 * @param kernel k
 * @param bump b, positive around the centre
 */
record ZeroMeanKernel(PlanarKernel kernel, PlanarKernel bump) implements PlanarKernel {

    /** Returns k with the bump cos²(πr/2ρ) on the disk of radius ρ, in pixels. */
    static PlanarKernel of(PlanarKernel kernel, double radius) {
        PlanarKernel bump = (x, y) -> {
            double rho = Math.hypot(x, y) / radius;
            double c = rho < 1 ? Math.cos(Math.PI / 2 * rho) : 0;
            return c * c;
        };
        return new ZeroMeanKernel(kernel, bump);
    }

    @Override
    public double at(double x, double y) {
        return kernel.at(x, y);
    }

    @Override
    public PlanarKernel transformed(Matrix2 a) {
        return new ZeroMeanKernel(kernel.transformed(a), bump.transformed(a));
    }

    @Override
    public PlanarKernel translated(double centreX, double centreY) {
        return new ZeroMeanKernel(kernel.translated(centreX, centreY), bump.translated(centreX, centreY));
    }

    @Override
    public PlanarKernel truncated(double radius) {
        return new ZeroMeanKernel(kernel.truncated(radius), bump.truncated(radius));
    }

    @Override
    public PlanarKernel times(double c) {
        return new ZeroMeanKernel(kernel.times(c), bump);
    }
}
