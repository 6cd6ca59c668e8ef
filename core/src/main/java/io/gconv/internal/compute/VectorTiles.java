package io.gconv.internal.compute;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * How {@link VectorRows#multiply} goes through a product, in register tiles: so many rows of results × so many vectors of positions, kept in
 * registers over one flat loop. Written out, since neither arrays nor nested loops stay in registers (and JDK 17 makes
 * objects of vectors that live across two loops). 8 × 2, 4 × 4 and 2 × 8 reach 95 % of the peak with 32 registers.
 */
final class VectorTiles {

    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int L = S.length();

    /** Columns of the matrix and positions at a time: so much stays in the first cache. */
    private static final int DEPTH = 128;

    private static final int PART = 4 * L;

    /** Up to so many rows, copies of their factors take longer than they save. */
    private static final int MOST_IN_PLACE = 16;

    /** Whether there are 16 registers only, as with vectors of 256 bits on x86. */
    static final boolean NARROW = S.vectorBitSize() <= 256;

    /** What a sum starts from if it does not go on from {@code out}. */
    static final float[] ZEROS = new float[8 * L];

    private VectorTiles() {}

    /** Returns how many floats of the workspace {@link #multiply} needs, for panels and sums. */
    static int workspaceFloats() {
        return NARROW ? PART * DEPTH + VectorTilesInPlace.SUMS : 0;
    }

    /** {@link RowArithmetic#multiply}. */
    static void multiply(
            PackedMatrix w,
            int from,
            int to,
            float[] in,
            Offsets inRows,
            int inAt,
            int n,
            float[] out,
            Offsets outRows,
            int outAt) {
        int tall = w.tallRows();
        int last = tall < w.rows ? w.height(tall) : 0;
        int most = tall == 0 && last == PackedMatrix.PAIR ? 2 * PART : PART;
        boolean packs = NARROW && tall > MOST_IN_PLACE;
        float[] panels = packs ? Workspace.ofThisThread().floats(Workspace.PANELS, PART * DEPTH) : ZEROS;
        float[] sums = NARROW ? Workspace.ofThisThread().floats(Workspace.SUMS, VectorTilesInPlace.SUMS) : ZEROS;
        for (int k = from; k < to; k += DEPTH) {
            int end = Math.min(to, k + DEPTH);
            int first = k - from;
            float[] start = k == 0 ? ZEROS : out;
            for (int part = 0; part < n; part += most) {
                int stop = Math.min(n, part + most);
                if (packs) {
                    VectorTilesOfHalves.pack(in, inRows, first, end - k, inAt + part, stop - part, panels);
                }
                for (int r = 0; r < w.rows; r += PackedMatrix.BLOCK) {
                    if (packs && r < tall) {
                        VectorTilesOfHalves.multiply(
                                w, r, k, end - k, panels, stop - part, start, out, outRows, outAt + part);
                    } else if (r >= tall && last == PackedMatrix.PAIR) {
                        VectorTilesOfTwo.multiply(
                                w, r, k, end, in, inRows, first, inAt, part, stop, start, out, outRows, outAt);
                    } else if (NARROW) {
                        VectorTilesInPlace.multiply(
                                w, r, k, end, in, inRows, first, inAt, part, stop, start, out, outRows, outAt, sums);
                    } else if (r < tall) {
                        VectorTilesOfEight.multiply(
                                w, r, k, end, in, inRows, first, inAt, part, stop, start, out, outRows, outAt);
                    } else {
                        VectorTilesOfFour.multiply(
                                w, r, k, end, in, inRows, first, inAt, part, stop, start, out, outRows, outAt);
                    }
                }
            }
        }
    }
}
