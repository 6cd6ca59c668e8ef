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

    /**
     * Stores a row. The loops are no methods of their own: JDK 17 makes objects of vectors that are passed to methods, unless it
     * inlines them, which depends on what else has run.
     */
    static void store(float[] in, int from, int n, Epilogue epilogue, float[] out, int to) {
        float bias = epilogue.bias();
        float slope = epilogue.slope();
        int i = 0;
        if (epilogue.modulus()) {
            for (; i + L <= n; i += L) {
                FloatVector v = FloatVector.fromArray(S, in, from + i).add(bias);
                FloatVector first = FloatVector.fromArray(S, out, to + i);
                first.mul(first).add(v.mul(v)).sqrt().intoArray(out, to + i);
            }
        } else {
            for (; i + L <= n; i += L) {
                FloatVector v = FloatVector.fromArray(S, in, from + i).add(bias);
                v.blend(v.mul(slope), v.compare(VectorOperators.LT, 0)) // a maximum would be five instructions
                        .add(0) // 0 instead of −0
                        .intoArray(out, to + i);
            }
        }
        for (; i < n; i++) {
            out[to + i] = epilogue.of(in[from + i], out[to + i]);
        }
    }

    @Override
    public void inverseFourier4(float[] rows, int s0, int s2, int a, int b, int c, int d, int n) {
        for (int i = 0; i < n; i += L) {
            FloatVector x = FloatVector.fromArray(S, rows, s0 + i);
            FloatVector y = FloatVector.fromArray(S, rows, s2 + i);
            FloatVector even = x.add(y);
            FloatVector odd = x.sub(y);
            FloatVector across = FloatVector.fromArray(S, rows, a + i).add(FloatVector.fromArray(S, rows, b + i));
            FloatVector along = FloatVector.fromArray(S, rows, c + i).sub(FloatVector.fromArray(S, rows, d + i));
            even.add(across).intoArray(rows, s0 + i);
            odd.sub(along).intoArray(rows, s2 + i);
            even.sub(across).intoArray(rows, a + i);
            odd.add(along).intoArray(rows, c + i);
        }
    }

    @Override
    public int workspaceFloats() {
        return VectorTiles.workspaceFloats();
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
