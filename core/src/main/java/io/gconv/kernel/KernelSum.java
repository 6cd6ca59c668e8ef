package io.gconv.kernel;

import java.util.List;

/**
 * The sum of kernels. Each is sampled by itself, so that a mean is removed only from the one that asks for it.
 *
 * @param summands the kernels, at least one
 */
record KernelSum(List<PlanarKernel> summands) implements PlanarKernel {

    /** Copies the list. */
    KernelSum {
        summands = List.copyOf(summands);
    }

    @Override
    public double at(double x, double y) {
        return summands.stream().mapToDouble(term -> term.at(x, y)).sum();
    }

    @Override
    public int terms() {
        return summands.stream().mapToInt(PlanarKernel::terms).sum();
    }

    @Override
    public PlanarKernel times(double c) {
        return new KernelSum(summands.stream().map(term -> term.times(c)).toList());
    }
}
