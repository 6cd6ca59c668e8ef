package io.gconv.internal.compute;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Sums of rows of a square, with their factors in registers. The loops go over the vectors of a row, and distances between rows
 * are constant, so that C2 needs one instruction per multiply-add.
 */
final class VectorSums {

    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int L = S.length();

    /** Floats from row to row of a square, of an odd number of vectors: with powers of two, rows would share few places in the cache. */
    static final int ROW = (FourierTiles.MOST_TILE / 2 * 2 + 1) * L;

    private VectorSums() {}

    /** {@code out_i = Σ_k w_k in_(k, i)}, with rows of n floats; for any number of terms. */
    static void sum(
            float[] w, int at, int terms, float[] in, int from, int n, float[] out, int to, TileAlgorithm.Mode mode) {
        switch (terms) {
            case 1 -> sum1(w, at, in, from, n, out, to, mode);
            case 4 -> sum4(w, at, in, from, n, out, to, mode);
            case 5 -> sum5(w, at, in, from, n, out, to, mode);
            case 6 -> sum6(w, at, in, from, n, out, to, mode);
            case 7 -> sum7(w, at, in, from, n, out, to, mode);
            case 8 -> sum8(w, at, in, from, n, out, to, mode);
            default -> {
                int some = terms < 4 ? 1 : terms / 2;
                sum(w, at, some, in, from, n, out, to, mode);
                sum(w, at + some, terms - some, in, from + some * ROW, n, out, to, TileAlgorithm.Mode.ADD);
            }
        }
    }

    private static void sum1(
            float[] w, int at, float[] in, int from, int n, float[] out, int to, TileAlgorithm.Mode mode) {
        boolean add = mode == TileAlgorithm.Mode.ADD;
        FloatVector w0 = FloatVector.broadcast(S, w[at]);
        for (int i = 0; i < n; i += L) {
            FloatVector sum = w0.mul(FloatVector.fromArray(S, in, from + i));
            if (add) {
                sum = sum.add(FloatVector.fromArray(S, out, to + i));
            }
            sum.intoArray(out, to + i);
        }
    }

    private static void sum4(
            float[] w, int at, float[] in, int from, int n, float[] out, int to, TileAlgorithm.Mode mode) {
        boolean add = mode == TileAlgorithm.Mode.ADD;
        FloatVector w0 = FloatVector.broadcast(S, w[at]);
        FloatVector w1 = FloatVector.broadcast(S, w[at + 1]);
        FloatVector w2 = FloatVector.broadcast(S, w[at + 2]);
        FloatVector w3 = FloatVector.broadcast(S, w[at + 3]);
        for (int i = 0; i < n; i += L) {
            FloatVector sum = w0.mul(FloatVector.fromArray(S, in, from + i));
            sum = w1.fma(FloatVector.fromArray(S, in, from + i + ROW), sum);
            sum = w2.fma(FloatVector.fromArray(S, in, from + i + 2 * ROW), sum);
            sum = w3.fma(FloatVector.fromArray(S, in, from + i + 3 * ROW), sum);
            if (add) {
                sum = sum.add(FloatVector.fromArray(S, out, to + i));
            }
            sum.intoArray(out, to + i);
        }
    }

    private static void sum5(
            float[] w, int at, float[] in, int from, int n, float[] out, int to, TileAlgorithm.Mode mode) {
        boolean add = mode == TileAlgorithm.Mode.ADD;
        FloatVector w0 = FloatVector.broadcast(S, w[at]);
        FloatVector w1 = FloatVector.broadcast(S, w[at + 1]);
        FloatVector w2 = FloatVector.broadcast(S, w[at + 2]);
        FloatVector w3 = FloatVector.broadcast(S, w[at + 3]);
        FloatVector w4 = FloatVector.broadcast(S, w[at + 4]);
        for (int i = 0; i < n; i += L) {
            FloatVector sum = w0.mul(FloatVector.fromArray(S, in, from + i));
            sum = w1.fma(FloatVector.fromArray(S, in, from + i + ROW), sum);
            sum = w2.fma(FloatVector.fromArray(S, in, from + i + 2 * ROW), sum);
            sum = w3.fma(FloatVector.fromArray(S, in, from + i + 3 * ROW), sum);
            sum = w4.fma(FloatVector.fromArray(S, in, from + i + 4 * ROW), sum);
            if (add) {
                sum = sum.add(FloatVector.fromArray(S, out, to + i));
            }
            sum.intoArray(out, to + i);
        }
    }

    private static void sum6(
            float[] w, int at, float[] in, int from, int n, float[] out, int to, TileAlgorithm.Mode mode) {
        boolean add = mode == TileAlgorithm.Mode.ADD;
        FloatVector w0 = FloatVector.broadcast(S, w[at]);
        FloatVector w1 = FloatVector.broadcast(S, w[at + 1]);
        FloatVector w2 = FloatVector.broadcast(S, w[at + 2]);
        FloatVector w3 = FloatVector.broadcast(S, w[at + 3]);
        FloatVector w4 = FloatVector.broadcast(S, w[at + 4]);
        FloatVector w5 = FloatVector.broadcast(S, w[at + 5]);
        for (int i = 0; i < n; i += L) {
            FloatVector sum = w0.mul(FloatVector.fromArray(S, in, from + i));
            sum = w1.fma(FloatVector.fromArray(S, in, from + i + ROW), sum);
            sum = w2.fma(FloatVector.fromArray(S, in, from + i + 2 * ROW), sum);
            sum = w3.fma(FloatVector.fromArray(S, in, from + i + 3 * ROW), sum);
            sum = w4.fma(FloatVector.fromArray(S, in, from + i + 4 * ROW), sum);
            sum = w5.fma(FloatVector.fromArray(S, in, from + i + 5 * ROW), sum);
            if (add) {
                sum = sum.add(FloatVector.fromArray(S, out, to + i));
            }
            sum.intoArray(out, to + i);
        }
    }

    private static void sum7(
            float[] w, int at, float[] in, int from, int n, float[] out, int to, TileAlgorithm.Mode mode) {
        boolean add = mode == TileAlgorithm.Mode.ADD;
        FloatVector w0 = FloatVector.broadcast(S, w[at]);
        FloatVector w1 = FloatVector.broadcast(S, w[at + 1]);
        FloatVector w2 = FloatVector.broadcast(S, w[at + 2]);
        FloatVector w3 = FloatVector.broadcast(S, w[at + 3]);
        FloatVector w4 = FloatVector.broadcast(S, w[at + 4]);
        FloatVector w5 = FloatVector.broadcast(S, w[at + 5]);
        FloatVector w6 = FloatVector.broadcast(S, w[at + 6]);
        for (int i = 0; i < n; i += L) {
            FloatVector sum = w0.mul(FloatVector.fromArray(S, in, from + i));
            sum = w1.fma(FloatVector.fromArray(S, in, from + i + ROW), sum);
            sum = w2.fma(FloatVector.fromArray(S, in, from + i + 2 * ROW), sum);
            sum = w3.fma(FloatVector.fromArray(S, in, from + i + 3 * ROW), sum);
            sum = w4.fma(FloatVector.fromArray(S, in, from + i + 4 * ROW), sum);
            sum = w5.fma(FloatVector.fromArray(S, in, from + i + 5 * ROW), sum);
            sum = w6.fma(FloatVector.fromArray(S, in, from + i + 6 * ROW), sum);
            if (add) {
                sum = sum.add(FloatVector.fromArray(S, out, to + i));
            }
            sum.intoArray(out, to + i);
        }
    }

    private static void sum8(
            float[] w, int at, float[] in, int from, int n, float[] out, int to, TileAlgorithm.Mode mode) {
        boolean add = mode == TileAlgorithm.Mode.ADD;
        FloatVector w0 = FloatVector.broadcast(S, w[at]);
        FloatVector w1 = FloatVector.broadcast(S, w[at + 1]);
        FloatVector w2 = FloatVector.broadcast(S, w[at + 2]);
        FloatVector w3 = FloatVector.broadcast(S, w[at + 3]);
        FloatVector w4 = FloatVector.broadcast(S, w[at + 4]);
        FloatVector w5 = FloatVector.broadcast(S, w[at + 5]);
        FloatVector w6 = FloatVector.broadcast(S, w[at + 6]);
        FloatVector w7 = FloatVector.broadcast(S, w[at + 7]);
        for (int i = 0; i < n; i += L) {
            FloatVector sum = w0.mul(FloatVector.fromArray(S, in, from + i));
            sum = w1.fma(FloatVector.fromArray(S, in, from + i + ROW), sum);
            sum = w2.fma(FloatVector.fromArray(S, in, from + i + 2 * ROW), sum);
            sum = w3.fma(FloatVector.fromArray(S, in, from + i + 3 * ROW), sum);
            sum = w4.fma(FloatVector.fromArray(S, in, from + i + 4 * ROW), sum);
            sum = w5.fma(FloatVector.fromArray(S, in, from + i + 5 * ROW), sum);
            sum = w6.fma(FloatVector.fromArray(S, in, from + i + 6 * ROW), sum);
            sum = w7.fma(FloatVector.fromArray(S, in, from + i + 7 * ROW), sum);
            if (add) {
                sum = sum.add(FloatVector.fromArray(S, out, to + i));
            }
            sum.intoArray(out, to + i);
        }
    }
}
