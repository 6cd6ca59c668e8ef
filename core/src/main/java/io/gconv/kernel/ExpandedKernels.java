package io.gconv.kernel;

import io.gconv.group.Matrix2;
import io.gconv.group.PlanarGroup;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A kernel bank in every pose: transformed by h, then sampled.
 *
 * <pre>
 *   lifting   E[o, h, c]     = 1/|det h| L_h K_(o,c)
 *   group     E[o, h, c, h′] = 1/|det h| L_h K_(o,c)(·, h⁻¹h′)
 * </pre>
 *
 * With these a group correlation is a plain correlation from C_in·|H_in| to C_out·|H_out| planes. The window grows with
 * the scale of h. A group bank whose taps reach t levels up leaves levels − t output levels ("valid" along scale).
 */
public final class ExpandedKernels {

    private static final int QUARTERS = 4;
    private static final int MAX_PLANES = 1 << 14;
    private static final int MAX_PAIRS = 1 << 22;
    private static final int MAX_VALUES = 1 << 24; // 128 MB in double

    private final PlanarGroup inGroup;
    private final PlanarGroup outGroup;
    private final int inElements;
    private final int outChannels;
    private final int inChannels;
    private final KernelWindow window;
    private final double[] @Nullable [] kernels;

    private ExpandedKernels(
            KernelBank bank, KernelWindow window, PlanarGroup inGroup, PlanarGroup outGroup, int inElements) {
        this.outChannels = bank.outChannels();
        this.inChannels = bank.inChannels();
        this.window = window;
        this.inGroup = inGroup;
        this.outGroup = outGroup;
        this.inElements = inElements;
        checkSize(bank.taps().size());
        this.kernels = new double[outPlanes() * inPlanes()][];
        for (int q = 0; q < outPlanes(); q++) { // the first of an orbit comes before the others
            expand(bank, q);
        }
    }

    /** Bounds what a configuration file may allocate, in double since the products may exceed an int. */
    private void checkSize(int taps) {
        double out = (double) outChannels * outGroup.order();
        double in = (double) inChannels * inElements;
        int size = window(outGroup.order() - 1).size();
        double values = out * inChannels * taps * size * size;
        if (out > MAX_PLANES || in > MAX_PLANES || out * in > MAX_PAIRS || values > MAX_VALUES) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "a layer from %.0f to %.0f planes with %.0f kernel values in all poses is too large: at most %d planes, %d"
                            + " pairs of planes and %d values",
                    in,
                    out,
                    values,
                    MAX_PLANES,
                    MAX_PAIRS,
                    MAX_VALUES));
        }
    }

    /**
     * Expands a bank of planar kernels over H.
     *
     * @throws IllegalArgumentException if the bank has other taps than 0
     */
    public static ExpandedKernels lifting(KernelBank bank, KernelWindow window, PlanarGroup group) {
        if (!bank.taps().equals(List.of(0))) {
            throw new IllegalArgumentException(
                    "the kernels of a lifting correlation have tap 0 only, but got the taps " + bank.taps());
        }
        return new ExpandedKernels(bank, window, group, group, 1);
    }

    /**
     * Expands a bank of kernels on G.
     *
     * @param group H of the input
     * @throws IllegalArgumentException if a tap is not an element of H, points to a smaller scale, or reaches beyond
     *     the levels of H
     */
    public static ExpandedKernels group(KernelBank bank, KernelWindow window, PlanarGroup group) {
        int reach = 0;
        for (int tap : bank.taps()) {
            if (!group.isSampled(tap)) {
                throw new IllegalArgumentException(
                        "tap " + tap + " is not one of the " + group.order() + " sampled elements of " + group.label());
            }
            reach = Math.max(reach, group.level(tap));
        }
        return new ExpandedKernels(bank, window, group, group.withLevels(group.levels() - reach), group.order());
    }

    private void expand(KernelBank bank, int q) {
        int h = q % outGroup.order();
        int turns = turns(h);
        if (turns == 0) {
            sample(bank, q, h);
            return;
        }
        int[] inTurn = quarterTurnOfInputs();
        int first = q - h + untilFirst(h, turns);
        for (int p = 0; p < inPlanes(); p++) {
            double[] values = kernels[first * inPlanes() + p];
            if (values != null) {
                int turned = p;
                double[] kernel = values;
                for (int j = 0; j < turns; j++) {
                    turned = inTurn[turned];
                    kernel = turned(kernel);
                }
                kernels[q * inPlanes() + turned] = kernel;
            }
        }
    }

    private void sample(KernelBank bank, int q, int h) {
        Matrix2 matrix = outGroup.matrix(h);
        double measure = 1 / Math.abs(matrix.determinant());
        KernelWindow scaled = window(h);
        for (int c = 0; c < inChannels; c++) {
            for (int t = 0; t < bank.taps().size(); t++) {
                PlanarKernel kernel = bank.kernel(q / outGroup.order(), c, t);
                if (kernel != PlanarKernel.ZERO) {
                    int hPrime =
                            inElements == 1 ? 0 : inGroup.product(h, bank.taps().get(t));
                    double[] values = scaled.sample(kernel, matrix);
                    for (int i = 0; i < values.length; i++) {
                        values[i] *= measure;
                    }
                    kernels[q * inPlanes() + c * inElements + hPrime] = values;
                }
            }
        }
    }

    /** Returns j, if h is what j quarter turns make of the smallest element of its orbit: those kernels are turned, exactly. */
    private int turns(int h) {
        int turns = 0;
        for (int j = 1; hasQuarterTurns() && j < QUARTERS; j++) {
            turns = untilFirst(h, j) < untilFirst(h, turns) ? j : turns;
        }
        return turns;
    }

    /** Returns r⁻ʲ·h, with r the quarter turn. */
    private int untilFirst(int h, int turns) {
        int element = h;
        for (int j = 0; j < turns; j++) {
            element = outGroup.product(outGroup.inverse(outGroup.rotations() / QUARTERS), element);
        }
        return element;
    }

    /** Returns the array of L_r k, with r the quarter turn, from that of k. */
    private static double[] turned(double[] kernel) {
        int size = (int) Math.sqrt(kernel.length);
        double[] turned = new double[kernel.length];
        for (int i = 0; i < turned.length; i++) {
            turned[i] = kernel[i % size * size + size - 1 - i / size];
        }
        return turned;
    }

    /** Returns whether the quarter turn is an element of H. Then the kernels of its orbits are turned copies, exactly. */
    private boolean hasQuarterTurns() {
        return outGroup.rotations() % QUARTERS == 0;
    }

    /** Returns the plane r·p to which the quarter turn r takes each input plane, or an empty array if H does not have it. */
    public int[] quarterTurnOfInputs() {
        return inElements == 1 && hasQuarterTurns()
                ? IntStream.range(0, inPlanes()).toArray()
                : quarterTurn(inGroup, inChannels);
    }

    /** Returns the plane to which the quarter turn takes each output plane, or an empty array if H does not have it. */
    public int[] quarterTurnOfOutputs() {
        return quarterTurn(outGroup, outChannels);
    }

    private int[] quarterTurn(PlanarGroup group, int channels) {
        return IntStream.range(0, hasQuarterTurns() ? channels * group.order() : 0)
                .map(plane -> plane
                        - plane % group.order()
                        + group.product(group.rotations() / QUARTERS, plane % group.order()))
                .toArray();
    }

    /** Returns H of the output. */
    public PlanarGroup outGroup() {
        return outGroup;
    }

    /** Returns C_in·|H_in|, or C_in for a lifting correlation. */
    public int inPlanes() {
        return inChannels * inElements;
    }

    /** Returns C_out·|H_out|. */
    public int outPlanes() {
        return outChannels * outGroup.order();
    }

    /** Returns the window of the kernels for output element h. */
    public KernelWindow window(int h) {
        return window.scaled(outGroup.scale(h));
    }

    /** Returns the radius of the largest window, in pixels. */
    public int radius() {
        return window(outGroup.order() - 1).radius();
    }

    /**
     * Returns a copy of the kernel from input plane p = c·|H_in| + h′ to output plane q = o·|H_out| + h, rows from top
     * to bottom, or an empty array where the bank has no kernel.
     */
    public double[] kernel(int q, int p) {
        double[] values = kernels[q * inPlanes() + p];
        return values == null ? new double[0] : values.clone();
    }

    /** Returns Σ |E| over all input planes and pixels, for output channel o, averaged over the h of scale 1. */
    public double norm1(int o) {
        return valuesAtScaleOne(o).map(Math::abs).sum() / outGroup.elementsPerLevel();
    }

    /** Returns √(Σ E²) over all input planes and pixels, for output channel o, the mean of Σ E² over the h of scale 1. */
    public double norm2(int o) {
        return Math.sqrt(valuesAtScaleOne(o).map(v -> v * v).sum() / outGroup.elementsPerLevel());
    }

    private DoubleStream valuesAtScaleOne(int o) {
        int from = o * outGroup.order() * inPlanes();
        return Arrays.stream(kernels, from, from + outGroup.elementsPerLevel() * inPlanes())
                .filter(Objects::nonNull)
                .flatMapToDouble(Arrays::stream);
    }

    /** Returns how many values these kernels keep in memory. */
    public long values() {
        return Arrays.stream(kernels)
                .filter(Objects::nonNull)
                .mapToLong(values -> values.length)
                .sum();
    }

    /** Returns the number of multiplications per output pixel: the weights that are not 0, over all planes. */
    public long multiplicationsPerPixel() {
        long count = 0;
        for (double[] values : kernels) {
            count += values == null
                    ? 0
                    : Arrays.stream(values).filter(v -> v != 0).count();
        }
        return count;
    }
}
