package io.gconv.internal.compute;

import java.util.Arrays;
import java.util.List;

/**
 * What a user asks of the engine for one correlation.
 *
 * @param family the algorithms that may be used
 * @param exact whether only algorithms may be used that are exactly equivariant under quarter turns
 * @param pitch distance of the pixels of the input, in pixels of the image: more than 1 behind pooling
 */
public record EngineChoice(Family family, boolean exact, int pitch) {

    /** Rows of a large image that may be computed together: patches begin and end at multiples of them. */
    private static final int MOST_ROWS = 32;

    /** Images of up to so many pixels need not be cut into patches. */
    private static final double LARGE = 1 << 20;

    /** A family of algorithms. */
    public enum Family {
        /** Whichever is expected to be the fastest. */
        AUTO("auto", ""),
        /** The sum as it is written. */
        DIRECT("direct", ""),
        /** The Fourier transform over quarter turns. */
        C4_DFT("c4-dft", "it needs a group with a number of rotations that is divisible by 4"),
        /** Winograd's minimal algorithms. */
        WINOGRAD("winograd", "it needs kernels of 3 × 3 or 5 × 5 pixels"),
        /** Overlap-save with the fast Fourier transform. */
        FFT(
                "fft",
                "it needs kernels of at most " + FourierTiles.MOST_SIZE + " × " + FourierTiles.MOST_SIZE + " pixels");

        private final String label;
        private final String needs;

        Family(String label, String needs) {
            this.label = label;
            this.needs = needs;
        }

        /** Returns the name in configurations. */
        public String label() {
            return label;
        }

        String needs() {
            return needs;
        }

        /** Returns whether it is exactly equivariant for images of all sizes. */
        private boolean isExact() {
            return this == DIRECT || this == C4_DFT;
        }
    }

    /** Refuses an algorithm that is not exact for images of all sizes if it has to be. */
    public EngineChoice {
        if (exact && family != Family.AUTO && !family.isExact()) {
            throw new IllegalArgumentException("algorithm " + family.label + " is not exactly equivariant under quarter"
                    + " turns of all images, but the engine is asked to be exact: use direct or c4-dft, or auto");
        }
    }

    /**
     * Returns a choice by the name of the family.
     *
     * @throws IllegalArgumentException if there is no such family, with the names
     */
    public static EngineChoice of(String label, boolean exact) {
        return Arrays.stream(Family.values())
                .filter(family -> family.label.equals(label))
                .findFirst()
                .map(family -> new EngineChoice(family, exact, 1))
                .orElseThrow(() -> new IllegalArgumentException("algorithm must be one of "
                        + List.of(Family.values()).stream().map(Family::label).toList() + ", but was " + label));
    }

    /** Returns this choice for a layer whose input has such a pitch. */
    public EngineChoice atPitch(int pixels) {
        return new EngineChoice(family, exact, pixels);
    }

    boolean allows(Family candidate) {
        return family == Family.AUTO || family == candidate;
    }

    /**
     * Returns whether so many output rows and columns may be computed together. Behind pooling they are many rows of the image,
     * and a large one could not be cut into small patches any more. What has to be exact must consist of whole groups, since
     * a turn has to take groups to groups.
     */
    boolean allowsTogether(int rows, int height, int width) {
        double pixels = (double) height * width * pitch * pitch;
        boolean isWhole = height % rows == 0 && width % rows == 0;
        return (isWhole || !exact)
                && (rows == 1 || family != Family.AUTO || rows * pitch <= MOST_ROWS || pixels <= LARGE);
    }
}
