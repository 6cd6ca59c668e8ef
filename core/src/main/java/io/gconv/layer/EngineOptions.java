package io.gconv.layer;

import io.gconv.internal.compute.Arithmetic;
import io.gconv.internal.compute.EngineChoice;
import java.io.Serializable;

/**
 * How a correlation may be computed. The result is the same up to rounding: a relative error (root mean square) of 1e-5 at
 * most with Winograd's algorithms, whatever the kernels and inputs are (about 1e-6 for noise), 2e-6 with the others.
 *
 * @param algorithm {@code auto}, {@code direct}, {@code c4-dft}, {@code winograd} or {@code fft}
 * @param exactness whether quarter turns must commute with the layer to the last bit
 */
public record EngineOptions(String algorithm, Exactness exactness) implements Serializable {

    /** Whichever algorithm is expected to be the fastest. */
    public static final EngineOptions DEFAULT = new EngineOptions("auto", Exactness.ROUNDED);

    /** What holds for quarter turns. */
    public enum Exactness {
        /** Equivariant up to rounding. */
        ROUNDED,
        /** Equivariant to the last bit, if the kernels are; rules out the FFT and all but an exact variant of Winograd's algorithm. */
        EXACT
    }

    /** Checks the name, and that the algorithm is as exact as it has to be. */
    public EngineOptions {
        EngineChoice.of(algorithm, exactness == Exactness.EXACT);
    }

    EngineChoice choice() {
        return EngineChoice.of(algorithm, exactness == Exactness.EXACT);
    }

    /**
     * Returns which arithmetic this JVM uses and why, such as {@code vector (512 bits, JDK 25.0.1)}; property {@value
     * Arithmetic#PROPERTY} chooses.
     *
     * @throws IllegalArgumentException if the property asks for what is not there
     */
    public static String arithmetic() {
        return Arithmetic.description();
    }
}
