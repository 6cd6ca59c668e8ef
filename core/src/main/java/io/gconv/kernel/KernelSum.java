package io.gconv.kernel;

import io.gconv.group.Matrix2;

/**
 * The sum a + b of two kernels. Each is sampled by itself, so that a mean is removed only from the one that asks for it.
 *
 * @param a one kernel
 * @param b the other one
 */
record KernelSum(PlanarKernel a, PlanarKernel b) implements PlanarKernel {

    @Override
    public double at(double x, double y) {
        return a.at(x, y) + b.at(x, y);
    }

    @Override
    public PlanarKernel transformed(Matrix2 matrix) {
        return new KernelSum(a.transformed(matrix), b.transformed(matrix));
    }

    @Override
    public PlanarKernel translated(double centreX, double centreY) {
        return new KernelSum(a.translated(centreX, centreY), b.translated(centreX, centreY));
    }

    @Override
    public PlanarKernel times(double c) {
        return new KernelSum(a.times(c), b.times(c));
    }

    @Override
    public PlanarKernel truncated(double radius) {
        return new KernelSum(a.truncated(radius), b.truncated(radius));
    }

    @Override
    public PlanarKernel withZeroMean(double radius) {
        return new KernelSum(a.withZeroMean(radius), b.withZeroMean(radius));
    }
}
