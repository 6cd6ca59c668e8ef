package io.gconv.kernel;

import io.gconv.group.Matrix2;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Locale;

/**
 * The pixels on which a kernel is sampled: an odd square, or the disk in it.
 *
 * <pre>
 *   square   |x|, |y| ≤ R,                     R = (size − 1)/2
 *   disk     also x² + y² ≤ (size/2)²
 * </pre>
 *
 * Outside the window a kernel counts as 0. A rotated square covers other pixels than the square did, which triples the
 * equivariance error at 45°; the disk does not change. The square is for groups of quarter turns and for imported
 * kernels.
 *
 * @param size the side in pixels, odd, in 1 … 63
 * @param shape disk or square
 */
public record KernelWindow(int size, Shape shape) implements Serializable {

    /** The shape of a window. */
    public enum Shape {
        /** The pixels whose centre is at most size/2 from the origin. */
        DISK,
        /** All pixels of the square. */
        SQUARE
    }

    private static final int MAX_SIZE = 63;

    /** Creates the window. */
    public KernelWindow {
        checkSize(size);
        if (size % 2 == 0) {
            throw new IllegalArgumentException("kernel size must be odd, but was " + size);
        }
    }

    private static void checkSize(double size) {
        if (size < 1 || size > MAX_SIZE) {
            throw new IllegalArgumentException(
                    String.format(Locale.ROOT, "kernel size must be in 1 … %d, but was %.0f", MAX_SIZE, size));
        }
    }

    /** Returns a disk of the given diameter. */
    public static KernelWindow disk(int size) {
        return new KernelWindow(size, Shape.DISK);
    }

    /** Returns a square of the given side. */
    public static KernelWindow square(int size) {
        return new KernelWindow(size, Shape.SQUARE);
    }

    /** Returns R = (size − 1)/2. */
    public int radius() {
        return (size - 1) / 2;
    }

    /**
     * Returns the window of a kernel that is enlarged by {@code scale}: 2⌈R·scale⌉ + 1 pixels.
     *
     * @throws IllegalArgumentException if that exceeds the largest kernel size
     */
    public KernelWindow scaled(double scale) {
        double scaled = 2 * Math.ceil(radius() * scale - 1e-9) + 1;
        checkSize(scaled); // may exceed an int
        return new KernelWindow((int) scaled, shape);
    }

    /** Returns whether the pixel (x, y), from the centre, belongs to the window. */
    public boolean contains(int x, int y) {
        boolean inSquare = Math.abs(x) <= radius() && Math.abs(y) <= radius();
        return inSquare && (shape == Shape.SQUARE || 4L * (x * (long) x + y * (long) y) <= (long) size * size);
    }

    /**
     * Samples L_A k, the kernel transformed by A, on this window: {@code [row·size + column] = k(A⁻¹(x, y))}, less its
     * bump if it has one.
     *
     * @return size² values, rows from top to bottom; 0 outside the window
     */
    public double[] sample(PlanarKernel kernel, Matrix2 a) {
        if (kernel instanceof KernelSum sum) {
            double[] total = new double[size * size];
            for (PlanarKernel term : sum.summands()) {
                double[] values = sample(term, a);
                for (int i = 0; i < total.length; i++) {
                    total[i] += values[i];
                }
            }
            return total;
        }
        double[] values = values(kernel.transformed(a));
        if (kernel instanceof ZeroMeanKernel balanced) {
            double[] bump = values(balanced.bump().transformed(a));
            double weight = Arrays.stream(bump).sum();
            double factor = weight == 0 ? 0 : Arrays.stream(values).sum() / weight;
            for (int i = 0; i < values.length; i++) {
                values[i] -= factor * bump[i];
            }
        }
        return values;
    }

    private double[] values(PlanarKernel kernel) {
        double[] values = new double[size * size];
        for (int row = 0; row < size; row++) {
            int y = radius() - row;
            for (int column = 0; column < size; column++) {
                int x = column - radius();
                values[row * size + column] = contains(x, y) ? kernel.at(x, y) : 0;
            }
        }
        return values;
    }
}
