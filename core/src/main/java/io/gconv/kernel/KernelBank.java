package io.gconv.kernel;

import static java.util.Objects.checkIndex;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The kernels of one layer, as functions: K<sub>o,c</sub>(x, t) for every output channel o, input channel c and tap t.
 *
 * <p>A tap t = h⁻¹h′ ∈ H is a relative pose: the input at h′ as seen from the output at h. A bank with all elements of a
 * compact H as taps is a full kernel on G; fewer taps leave out relative poses. The bank of a lifting correlation has
 * the identity as its only tap, since its input has no h′.
 */
public final class KernelBank {

    /** A bound on what a configuration file may allocate. */
    private static final int MAX_KERNELS = 1 << 20;

    private final int outChannels;
    private final int inChannels;
    private final List<Integer> taps;
    private final PlanarKernel[] kernels;

    private KernelBank(int outChannels, int inChannels, List<Integer> taps, PlanarKernel[] kernels) {
        this.outChannels = outChannels;
        this.inChannels = inChannels;
        this.taps = taps;
        this.kernels = kernels;
    }

    /** The kernel K<sub>o,c</sub>(·, t) of a bank, for building one. */
    @FunctionalInterface
    public interface Entries {
        /** Returns K<sub>o,c</sub>(·, t), or {@link PlanarKernel#ZERO}. */
        PlanarKernel kernel(int o, int c, int tap);
    }

    /** Creates a bank for a lifting correlation; {@code entries} is asked for tap 0 only. */
    public static KernelBank lifting(int outChannels, int inChannels, Entries entries) {
        return of(outChannels, inChannels, List.of(0), entries);
    }

    /**
     * Creates a bank.
     *
     * @param taps distinct elements of H
     * @throws IllegalArgumentException if there is no channel or no tap, or a tap is there twice
     */
    public static KernelBank of(int outChannels, int inChannels, List<Integer> taps, Entries entries) {
        if (outChannels < 1 || inChannels < 1) {
            throw new IllegalArgumentException(
                    "a kernel bank needs input and output channels, but has " + inChannels + " and " + outChannels);
        }
        if (taps.isEmpty() || taps.stream().distinct().count() != taps.size()) {
            throw new IllegalArgumentException("taps must be distinct and at least one, but were " + taps);
        }
        double count = (double) outChannels * inChannels * taps.size();
        if (count > MAX_KERNELS) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT, "a layer may have at most %d kernels, but has %.0f", MAX_KERNELS, count));
        }
        PlanarKernel[] kernels = new PlanarKernel[outChannels * inChannels * taps.size()];
        int i = 0;
        for (int o = 0; o < outChannels; o++) {
            for (int c = 0; c < inChannels; c++) {
                for (int tap : taps) {
                    kernels[i++] = entries.kernel(o, c, tap);
                }
            }
        }
        return new KernelBank(outChannels, inChannels, List.copyOf(taps), kernels);
    }

    /** Returns the number of output channels. */
    public int outChannels() {
        return outChannels;
    }

    /** Returns the number of input channels. */
    public int inChannels() {
        return inChannels;
    }

    /** Returns the taps t ∈ H, in the order of the bank. */
    public List<Integer> taps() {
        return taps;
    }

    /** Returns K<sub>o,c</sub>(·, taps().get(tapIndex)). */
    public PlanarKernel kernel(int o, int c, int tapIndex) {
        int row = checkIndex(o, outChannels) * inChannels + checkIndex(c, inChannels);
        return kernels[row * taps.size() + checkIndex(tapIndex, taps.size())];
    }

    /** Returns how many functions are evaluated for one value of each kernel. */
    public long terms() {
        return Arrays.stream(kernels)
                .filter(kernel -> kernel != PlanarKernel.ZERO)
                .mapToLong(PlanarKernel::terms)
                .sum();
    }

    /** Returns this bank with the kernels of output channel o multiplied by {@code factors[o]}. */
    public KernelBank scaled(double[] factors) {
        if (factors.length != outChannels) {
            throw new IllegalArgumentException(
                    "the bank has " + outChannels + " output channels, but got " + factors.length + " factors");
        }
        PlanarKernel[] scaled = kernels.clone();
        int perChannel = inChannels * taps.size();
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = kernels[i] == PlanarKernel.ZERO ? PlanarKernel.ZERO : kernels[i].times(factors[i / perChannel]);
        }
        return new KernelBank(outChannels, inChannels, taps, scaled);
    }
}
