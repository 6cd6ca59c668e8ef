package io.gconv.internal.compute;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** {@link RowArithmetic} with the Vector API. Only classes named Vector… refer to {@code jdk.incubator.vector}. */
final class VectorRows implements RowArithmetic {

    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int L = S.length();

    /** Returns the length of a vector. */
    static int bits() {
        return S.vectorBitSize();
    }

    @Override
    public void multiply(
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
        VectorTiles.multiply(w, from, to, in, inRows, inAt, n, out, outRows, outAt);
    }

    @Override
    public void fourier4(
            float[] in, int[] rows, int orbit, int inAt, int n, float[] out, int s0, int s2, int d, int e) {
        int r0 = inAt + rows[4 * orbit];
        int r1 = inAt + rows[4 * orbit + 1];
        int r2 = inAt + rows[4 * orbit + 2];
        int r3 = inAt + rows[4 * orbit + 3];
        for (int i = 0; i < n; i += L) {
            FloatVector x0 = FloatVector.fromArray(S, in, r0 + i);
            FloatVector x1 = FloatVector.fromArray(S, in, r1 + i);
            FloatVector x2 = FloatVector.fromArray(S, in, r2 + i);
            FloatVector x3 = FloatVector.fromArray(S, in, r3 + i);
            FloatVector even = x0.add(x2);
            FloatVector odd = x1.add(x3);
            even.add(odd).intoArray(out, s0 + i);
            even.sub(odd).intoArray(out, s2 + i);
            x0.sub(x2).intoArray(out, d + i);
            x1.sub(x3).intoArray(out, e + i);
        }
    }

    @Override
    public void store(float[] in, int inAt, Rectangle shape, Epilogue epilogue, float[] out, int outAt) {
        for (int y = 0; y < shape.rows(); y++) {
            store(in, inAt + y * shape.inStride(), shape.columns(), epilogue, out, outAt + y * shape.outStride());
        }
    }

    /** Stores a row, each float once. */
    static void store(float[] in, int from, int n, Epilogue epilogue, float[] out, int to) {
        float bias = epilogue.bias();
        float slope = epilogue.slope();
        int i = 0;
        if (epilogue.modulus()) {
            for (; i + L <= n; i += L) {
                modulus(FloatVector.fromArray(S, in, from + i).add(bias), out, to + i);
            }
        } else if (slope == 1) {
            for (; i + L <= n; i += L) {
                FloatVector.fromArray(S, in, from + i).add(bias).intoArray(out, to + i);
            }
        } else {
            for (; i + L <= n; i += L) {
                bent(FloatVector.fromArray(S, in, from + i).add(bias), slope).intoArray(out, to + i);
            }
        }
        for (; i < n; i++) {
            out[to + i] = epilogue.of(in[from + i], out[to + i]);
        }
    }

    /** Returns {@code v < 0 ? slope · v : v}, and 0 for −0; a maximum would be five instructions. */
    static FloatVector bent(FloatVector v, float slope) {
        return v.blend(v.mul(slope), v.compare(VectorOperators.LT, 0)).add(0);
    }

    private static void modulus(FloatVector v, float[] out, int at) {
        FloatVector first = FloatVector.fromArray(S, out, at);
        first.mul(first).add(v.mul(v)).sqrt().intoArray(out, at);
    }

    @Override
    public void inverseFourier4(
            float[] in,
            int turn,
            int s0,
            int s2,
            int u,
            int v,
            Rectangle shape,
            Epilogue epilogue,
            float[] out,
            int outAt) {
        float even = turn % 2 == 0 ? 1 : -1;
        float outer = turn == 0 || turn == 3 ? 1 : -1;
        float bias = epilogue.bias();
        float slope = epilogue.slope();
        for (int y = 0; y < shape.rows(); y++) {
            int from = y * shape.inStride();
            int to = outAt + y * shape.outStride();
            int i = 0;
            if (epilogue.modulus()) {
                for (; i + L <= shape.columns(); i += L) {
                    modulus(inverse(in, from + i, s0, s2, u, v, even, outer).add(bias), out, to + i);
                }
            } else if (slope == 1) {
                for (; i + L <= shape.columns(); i += L) {
                    inverse(in, from + i, s0, s2, u, v, even, outer).add(bias).intoArray(out, to + i);
                }
            } else {
                for (; i + L <= shape.columns(); i += L) {
                    FloatVector value =
                            inverse(in, from + i, s0, s2, u, v, even, outer).add(bias);
                    bent(value, slope).intoArray(out, to + i);
                }
            }
            for (; i < shape.columns(); i++) {
                float sum = in[s0 + from + i] + even * in[s2 + from + i];
                float side = in[u + from + i] + even * in[v + from + i];
                out[to + i] = epilogue.of(sum + outer * side, out[to + i]);
            }
        }
    }

    private static FloatVector inverse(float[] in, int at, int s0, int s2, int u, int v, float even, float outer) {
        FloatVector sum = FloatVector.fromArray(S, in, s0 + at)
                .add(FloatVector.fromArray(S, in, s2 + at).mul(even));
        FloatVector side = FloatVector.fromArray(S, in, u + at)
                .add(FloatVector.fromArray(S, in, v + at).mul(even));
        return sum.add(side.mul(outer));
    }

    @Override
    public boolean isVector() {
        return true;
    }

    @Override
    public CostModel.Rates rates() {
        return VectorTiles.NARROW ? CostModel.Rates.BITS_256 : CostModel.Rates.BITS_512;
    }

    @Override
    public String label() {
        return "vector";
    }
}
