package io.gconv.internal.compute;

/**
 * A matrix in the order in which {@link RowArithmetic#multiply} reads it: blocks of eight rows, the last one of four or two
 * if that is enough, each column by column. Rows that fill up a block are 0.
 */
final class PackedMatrix {

    static final int BLOCK = 8;
    static final int PAIR = 2;
    private static final int HALF = 4;

    final float[] values;
    final int rows;
    final int depth;

    PackedMatrix(int rows, int depth) {
        this.rows = rows;
        this.depth = depth;
        this.values = new float[paddedRows(rows) * depth + HALF - PAIR]; // four rows may be read at a time
    }

    /** Returns a packed copy of a matrix [row][column]. */
    static PackedMatrix of(double[][] matrix) {
        PackedMatrix packed = new PackedMatrix(matrix.length, matrix[0].length);
        for (int r = 0; r < matrix.length; r++) {
            for (int k = 0; k < matrix[r].length; k++) {
                packed.set(r, k, (float) matrix[r][k]);
            }
        }
        return packed;
    }

    static int paddedRows(int rows) {
        int rest = rows % BLOCK;
        return rows - rest + (rest == 0 ? 0 : rest <= PAIR ? PAIR : rest <= HALF ? HALF : BLOCK);
    }

    /** Returns how many rows are in blocks of eight. */
    int tallRows() {
        int last = rows / BLOCK * BLOCK;
        return last < rows && height(last) < BLOCK ? last : rows;
    }

    /** Returns how many rows the block from row r has, padding included. */
    int height(int r) {
        return Math.min(BLOCK, paddedRows(rows) - r);
    }

    /** Returns where the block from row r starts in {@link #values}; its column k is {@code k·height} further. */
    int start(int r) {
        return r * depth;
    }

    void set(int r, int k, float value) {
        int block = r / BLOCK * BLOCK;
        values[start(block) + k * height(block) + r - block] = value;
    }

    long bytes() {
        return (long) Float.BYTES * values.length;
    }
}
