package io.gconv.kernel;

import java.util.List;

/**
 * The sum of kernels. Each is sampled by itself, so that a mean is removed only from the one that asks for it.
 *
 * @param terms the kernels, at least one
 */
record KernelSum(List<PlanarKernel> terms) implements PlanarKernel {

    /** Copies the list. */
    KernelSum {
        terms = List.copyOf(terms);
    }

    @Override
    public double at(double x, double y) {
        return terms.stream().mapToDouble(term -> term.at(x, y)).sum();
    }

    @Override
    public PlanarKernel times(double c) {
        return new KernelSum(terms.stream().map(term -> term.times(c)).toList());
    }
}
