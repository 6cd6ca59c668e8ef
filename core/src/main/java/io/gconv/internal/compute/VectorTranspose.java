package io.gconv.internal.compute;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/** Transposes squares of floats, 16 × 16 or 8 × 8 at a time. */
final class VectorTranspose {

    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int L = S.length();

    /** The side of a square. */
    static final int SQUARE = L;

    /**
     * Rows of a square are exchanged at half of its side, a quarter, and so on to 1: two distances for four rows at a time,
     * this far apart, and then what is left for four rows that follow each other.
     */
    private static final int QUARTER = L / 4;

    private static final boolean LARGE = L == 16;
    private static final VectorShuffle<Float> EXCHANGE_HALF = exchange(L / 2);
    private static final VectorShuffle<Float> EXCHANGE_QUARTER = exchange(QUARTER);
    private static final VectorShuffle<Float> EXCHANGE_2 = exchange(2);
    private static final VectorShuffle<Float> EXCHANGE_1 = exchange(1);
    private static final VectorMask<Float> UPPER_HALF = upper(L / 2);
    private static final VectorMask<Float> UPPER_QUARTER = upper(QUARTER);
    private static final VectorMask<Float> UPPER_2 = upper(2);
    private static final VectorMask<Float> UPPER_1 = upper(1);

    private VectorTranspose() {}

    /**
     * Brings a rectangle of pixels of some planes into pixels with these planes side by side.
     *
     * <pre>
     *   out[outAt + y·outRow + x·outStride + i − from] = in[inAt + planes[i] + y·inRow + x],   i = from … to − 1
     * </pre>
     *
     * Planes are often a power of two apart, where they share few places in the caches, so as many as a square has are
     * copied to better places first.
     */
    static void gather(
            float[] in,
            int[] planes,
            int from,
            int to,
            int inAt,
            int inRow,
            int rows,
            int columns,
            float[] out,
            int outAt,
            int outRow,
            int outStride) {
        int whole = columns >= SQUARE ? from + (to - from) / SQUARE * SQUARE : from;
        int stride = lineStride(rows, columns);
        Workspace workspace = Workspace.ofThisThread();
        float[] lines = workspace.floats(Workspace.LINES, stride * SQUARE);
        float[] half = workspace.floats(Workspace.HALF_WAY, SQUARE * SQUARE);
        for (int i = from; i < whole; i += SQUARE) {
            for (int k = 0; k < SQUARE; k++) {
                copy(in, inAt + planes[i + k], inRow, rows, columns, lines, k * stride, columns);
            }
            for (int y = 0; y < rows; y++) {
                for (int x = 0; x < columns; x += SQUARE) {
                    int at = Math.min(x, columns - SQUARE); // the last one may overlap the one before
                    square(
                            lines,
                            y * columns + at,
                            stride,
                            half,
                            out,
                            outAt + y * outRow + at * outStride + i - from,
                            outStride);
                }
            }
        }
        for (int i = whole; i < to; i++) {
            for (int y = 0; y < rows; y++) {
                for (int x = 0; x < columns; x++) {
                    out[outAt + y * outRow + x * outStride + i - from] = in[inAt + planes[i] + y * inRow + x];
                }
            }
        }
    }

    /** Returns how many floats of the workspace {@link #gather} and {@link #scatter} need. */
    static int workspaceFloats(int rows, int columns) {
        return SQUARE * (lineStride(rows, columns) + SQUARE);
    }

    /** Returns a distance of lines that are not a power of two apart. */
    private static int lineStride(int rows, int columns) {
        return RowArithmetic.roundUp(rows * columns) + SQUARE;
    }

    /** Copies rows of at least as many floats as a square has. */
    private static void copy(float[] in, int from, int inRow, int rows, int columns, float[] out, int to, int outRow) {
        for (int y = 0; y < rows; y++) {
            int first = from + y * inRow;
            int at = to + y * outRow;
            for (int x = 0; x < columns - SQUARE; x += SQUARE) {
                FloatVector.fromArray(S, in, first + x).intoArray(out, at + x);
            }
            FloatVector.fromArray(S, in, first + columns - SQUARE).intoArray(out, at + columns - SQUARE);
        }
    }

    /**
     * The reverse of {@link #gather}, with an epilogue per plane, which says where it goes.
     *
     * <pre>
     *   out[outAt + to_i·plane + y·outRow + x] = epilogue_i(in[inAt + y·inRow + x·inStride + i])
     * </pre>
     *
     * @param plane floats from one plane of the output to the next
     */
    static void scatter(
            float[] in,
            int inAt,
            int inRow,
            int inStride,
            int rows,
            int columns,
            Epilogue[] epilogues,
            float[] out,
            int plane,
            int outAt,
            int outRow) {
        int whole = columns >= SQUARE ? epilogues.length / SQUARE * SQUARE : 0;
        int stride = lineStride(rows, columns);
        Workspace workspace = Workspace.ofThisThread();
        float[] lines = workspace.floats(Workspace.LINES, stride * SQUARE);
        float[] half = workspace.floats(Workspace.HALF_WAY, SQUARE * SQUARE);
        for (int i = 0; i < whole; i += SQUARE) {
            for (int y = 0; y < rows; y++) {
                for (int x = 0; x < columns; x += SQUARE) {
                    int at = Math.min(x, columns - SQUARE);
                    square(in, inAt + y * inRow + at * inStride + i, inStride, half, lines, y * columns + at, stride);
                }
            }
            for (int k = 0; k < SQUARE; k++) {
                int to = outAt + epilogues[i + k].to() * plane;
                for (int y = 0; y < rows; y++) {
                    int from = k * stride + y * columns;
                    VectorRows.store(lines, from, columns, epilogues[i + k], out, to + y * outRow);
                }
            }
        }
        for (int i = whole; i < epilogues.length; i++) {
            for (int y = 0; y < rows; y++) {
                int to = outAt + epilogues[i].to() * plane + y * outRow;
                for (int x = 0; x < columns; x++) {
                    out[to + x] = epilogues[i].of(in[inAt + y * inRow + x * inStride + i], out[to + x]);
                }
            }
        }
    }

    /** Transposes a square. */
    private static void square(
            float[] in, int inAt, int inStride, float[] half, float[] out, int outAt, int outStride) {
        firstStages(in, inAt, inStride, half);
        lastStages(half, out, outAt, outStride);
    }

    private static void firstStages(float[] in, int at, int stride, float[] half) {
        for (int k = 0; k < QUARTER; k++) {
            firstStages(
                    in,
                    at + k * stride,
                    at + (k + QUARTER) * stride,
                    at + (k + 2 * QUARTER) * stride,
                    at + (k + 3 * QUARTER) * stride,
                    half,
                    k * SQUARE);
        }
    }

    private static void firstStages(float[] in, int i0, int i1, int i2, int i3, float[] half, int to) {
        exchange(
                in,
                i0,
                i1,
                i2,
                i3,
                EXCHANGE_HALF,
                UPPER_HALF,
                EXCHANGE_QUARTER,
                UPPER_QUARTER,
                half,
                to,
                to + QUARTER * SQUARE,
                to + 2 * QUARTER * SQUARE,
                to + 3 * QUARTER * SQUARE);
    }

    private static void lastStages(float[] half, float[] out, int outAt, int outStride) {
        for (int k = 0; k < SQUARE; k += 4) {
            int to = outAt + k * outStride;
            lastStages(half, k * SQUARE, out, to, to + outStride, to + 2 * outStride, to + 3 * outStride);
        }
    }

    private static void lastStages(float[] half, int from, float[] out, int o0, int o1, int o2, int o3) {
        int i1 = from + SQUARE;
        int i2 = from + 2 * SQUARE;
        int i3 = from + 3 * SQUARE;
        if (LARGE) {
            exchange(half, from, i1, i2, i3, EXCHANGE_2, UPPER_2, EXCHANGE_1, UPPER_1, out, o0, o1, o2, o3);
        } else {
            exchange(half, from, i1, out, o0, o1);
            exchange(half, i2, i3, out, o2, o3);
        }
    }

    /** The last stage of a transposition, for two rows. */
    private static void exchange(float[] in, int i0, int i1, float[] out, int o0, int o1) {
        FloatVector a = FloatVector.fromArray(S, in, i0);
        FloatVector b = FloatVector.fromArray(S, in, i1);
        a.blend(b.rearrange(EXCHANGE_1), UPPER_1).intoArray(out, o0);
        a.rearrange(EXCHANGE_1).blend(b, UPPER_1).intoArray(out, o1);
    }

    /** Two stages of a transposition, for four rows. */
    private static void exchange(
            float[] in,
            int i0,
            int i1,
            int i2,
            int i3,
            VectorShuffle<Float> far,
            VectorMask<Float> farUpper,
            VectorShuffle<Float> near,
            VectorMask<Float> nearUpper,
            float[] out,
            int o0,
            int o1,
            int o2,
            int o3) {
        FloatVector a = FloatVector.fromArray(S, in, i0);
        FloatVector b = FloatVector.fromArray(S, in, i1);
        FloatVector c = FloatVector.fromArray(S, in, i2);
        FloatVector d = FloatVector.fromArray(S, in, i3);
        FloatVector ac = a.blend(c.rearrange(far), farUpper);
        FloatVector ca = a.rearrange(far).blend(c, farUpper);
        FloatVector bd = b.blend(d.rearrange(far), farUpper);
        FloatVector db = b.rearrange(far).blend(d, farUpper);
        ac.blend(bd.rearrange(near), nearUpper).intoArray(out, o0);
        ac.rearrange(near).blend(bd, nearUpper).intoArray(out, o1);
        ca.blend(db.rearrange(near), nearUpper).intoArray(out, o2);
        ca.rearrange(near).blend(db, nearUpper).intoArray(out, o3);
    }

    private static VectorShuffle<Float> exchange(int distance) {
        return VectorShuffle.fromOp(S, lane -> (lane ^ distance) & (S.length() - 1));
    }

    /** Returns the lanes that have the bit {@code distance}. */
    private static VectorMask<Float> upper(int distance) {
        boolean[] lanes = new boolean[S.length()];
        for (int lane = 0; lane < lanes.length; lane++) {
            lanes[lane] = (lane & distance) != 0;
        }
        return VectorMask.fromArray(S, lanes, 0);
    }
}
