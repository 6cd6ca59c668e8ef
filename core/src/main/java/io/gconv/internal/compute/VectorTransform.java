package io.gconv.internal.compute;

/**
 * The transforms of a {@link TileAlgorithm} for pixels that have their channels side by side: along y and x of one vector of
 * channels at a time.
 */
interface VectorTransform {

    /** Returns the transform for an algorithm. */
    static VectorTransform of(TileAlgorithm algorithm) {
        if (algorithm instanceof FourierTiles fourier) {
            return new VectorTransformFourier(fourier);
        }
        return algorithm.tile() == VectorTransform12.TILE
                ? new VectorTransform12()
                : new VectorTransform8((WinogradTiles) algorithm);
    }

    /**
     * Transforms a tile: {@code B in Bᵀ}, and what complex products need of it, {@code re + im, re, im}.
     *
     * @param at the first pixel; the next rows and pixels are at {@code rowStride} and {@code pixelStride}
     * @param lanes how many channels, a multiple of the vector's length
     * @param signs by {@link TileAlgorithm#place}, −1 where the complex conjugate is multiplied
     * @param to place 0; the next ones are at {@code placeStride}
     */
    void forward(
            float[] in,
            int at,
            int rowStride,
            int pixelStride,
            int lanes,
            float[] signs,
            float[] out,
            int to,
            int placeStride);

    /**
     * Transforms a tile back: {@code A in Aᵀ}. The reverse of {@link #forward}, with the same parameters. May overwrite one more
     * pixel to the right of each row of outputs, which is the first of the next tile.
     */
    void inverse(
            float[] in,
            int at,
            int placeStride,
            int lanes,
            float[] signs,
            float[] out,
            int to,
            int rowStride,
            int pixelStride);

    /** Returns how many floats of the workspace the transforms need. */
    int squareFloats();
}
