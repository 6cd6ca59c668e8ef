package io.gconv.kernel;

/** The few special functions of the kernel families, and the checks they share. */
final class Polynomials {

    private Polynomials() {}

    /** Returns He_n(t), the probabilists' Hermite polynomial: He_(n+1) = t He_n − n He_(n−1). */
    static double hermite(int n, double t) {
        double previous = 0;
        double current = 1;
        for (int i = 0; i < n; i++) {
            double next = t * current - i * previous;
            previous = current;
            current = next;
        }
        return current;
    }

    /** Returns n!. */
    static double factorial(int n) {
        double product = 1;
        for (int i = 2; i <= n; i++) {
            product *= i;
        }
        return product;
    }

    static void checkOrder(String name, int order, int max) {
        if (order < 0 || order > max) {
            throw new IllegalArgumentException(name + " must be in 0 … " + max + ", but was " + order);
        }
    }

    static void checkPositive(String name, double value) {
        if (!(value > 0 && Double.isFinite(value))) {
            throw new IllegalArgumentException(name + " must be positive, but was " + value);
        }
    }
}
