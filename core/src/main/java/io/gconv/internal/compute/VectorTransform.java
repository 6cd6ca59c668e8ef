package io.gconv.internal.compute;

/** The transforms of a {@link TileAlgorithm} along y and x, for {@link RowArithmetic#LANES} channels at a time. */
interface VectorTransform {

    /** Returns the transform for an algorithm. */
    static VectorTransform of(TileAlgorithm algorithm) {
        if (algorithm instanceof FourierTiles fourier) {
            return new VectorTransformFourier(fourier);
        }
        return switch (algorithm.tile()) {
            case 8 -> new VectorTransform8((WinogradTiles) algorithm);
            case 11 -> new VectorTransform11();
            default -> new VectorTransform12();
        };
    }

    /**
     * Transforms a tile: {@code B in Bᵀ}, and what complex products need of it, {@code re + im, re, im}.
     *
     * @param at the first pixel; the next one is as many floats further as there are channels, and the next row {@code rowStride}
     * @param signs by {@link TileAlgorithm#place}, −1 where the complex conjugate is multiplied
     * @param to place 0; the next ones are at {@code placeStride}
     */
    void forward(float[] in, int at, int rowStride, float[] signs, float[] out, int to, int placeStride);

    /**
     * Transforms a tile back: {@code A in Aᵀ}. The reverse of {@link #forward}, with the same parameters. May overwrite one more
     * pixel to the right of each row of outputs, which is the first of the next tile.
     */
    void inverse(float[] in, int at, int placeStride, float[] signs, float[] out, int to, int rowStride);

    /** Returns how many floats of the workspace the transforms need. */
    int squareFloats();
}
