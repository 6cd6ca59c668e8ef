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
     * Stores a row. What is done to a vector is written out, and no method: JDK 17 makes objects of vectors that are passed to
     * methods, unless it inlines them, which depends on what else has run.
     */
    static void store(float[] in, int from, int n, Epilogue epilogue, float[] out, int to) {
        float bias = epilogue.bias();
        float slope = epilogue.slope();
        int i = 0;
        if (epilogue.join() == Epilogue.Join.MODULUS) {
            for (; i + L <= n; i += L) {
                FloatVector v = FloatVector.fromArray(S, in, from + i).add(bias);
                FloatVector first = FloatVector.fromArray(S, out, to + i);
                first.mul(first).add(v.mul(v)).sqrt().intoArray(out, to + i);
            }
        } else if (epilogue.join() == Epilogue.Join.MAXIMUM) {
            for (; i + L <= n; i += L) {
                FloatVector v = FloatVector.fromArray(S, in, from + i).add(bias);
                FloatVector bent =
                        v.blend(v.mul(slope), v.compare(VectorOperators.LT, 0)).add(0);
                FloatVector old = FloatVector.fromArray(S, out, to + i);
                bent.blend(old, old.compare(VectorOperators.GT, bent)).intoArray(out, to + i);
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
    public void inverseFourier4(
            float[] in,
            int s0,
            int s2,
            int a,
            int b,
            int c,
            int d,
            Rectangle shape,
            Epilogue epilogue,
            float[] out,
            int outAt,
            int[] planes) {
        int n = shape.columns() / L * L;
        for (int y = 0; y < shape.rows(); y++) {
            int from = y * shape.inStride();
            int to = outAt + y * shape.outStride();
            inverse(
                    in,
                    s0 + from,
                    s2 + from,
                    a + from,
                    b + from,
                    c + from,
                    d + from,
                    n,
                    epilogue,
                    out,
                    planes[0] + to,
                    planes[1] + to,
                    planes[2] + to,
                    planes[3] + to);
            for (int i = from + n; i < from + shape.columns(); i++) {
                int at = to + i - from;
                float even = in[s0 + i] + in[s2 + i];
                float odd = in[s0 + i] - in[s2 + i];
                float across = in[a + i] + in[b + i];
                float along = in[c + i] - in[d + i];
                out[planes[0] + at] = epilogue.of(even + across, out[planes[0] + at]);
                out[planes[1] + at] = epilogue.of(odd - along, out[planes[1] + at]);
                out[planes[2] + at] = epilogue.of(even - across, out[planes[2] + at]);
                out[planes[3] + at] = epilogue.of(odd + along, out[planes[3] + at]);
            }
        }
    }

    /** Four outputs in one pass, written out: see {@link #store}. */
    private static void inverse(
            float[] in,
            int s0,
            int s2,
            int a,
            int b,
            int c,
            int d,
            int n,
            Epilogue epilogue,
            float[] out,
            int to0,
            int to1,
            int to2,
            int to3) {
        float bias = epilogue.bias();
        float slope = epilogue.slope();
        for (int i = 0; i < n; i += L) {
            FloatVector even = FloatVector.fromArray(S, in, s0 + i).add(FloatVector.fromArray(S, in, s2 + i));
            FloatVector odd = FloatVector.fromArray(S, in, s0 + i).sub(FloatVector.fromArray(S, in, s2 + i));
            FloatVector across = FloatVector.fromArray(S, in, a + i).add(FloatVector.fromArray(S, in, b + i));
            FloatVector along = FloatVector.fromArray(S, in, c + i).sub(FloatVector.fromArray(S, in, d + i));
            FloatVector v0 = even.add(across).add(bias);
            FloatVector v1 = odd.sub(along).add(bias);
            FloatVector v2 = even.sub(across).add(bias);
            FloatVector v3 = odd.add(along).add(bias);
            if (epilogue.join() == Epilogue.Join.MODULUS) {
                FloatVector w0 = FloatVector.fromArray(S, out, to0 + i);
                w0.mul(w0).add(v0.mul(v0)).sqrt().intoArray(out, to0 + i);
                FloatVector w1 = FloatVector.fromArray(S, out, to1 + i);
                w1.mul(w1).add(v1.mul(v1)).sqrt().intoArray(out, to1 + i);
                FloatVector w2 = FloatVector.fromArray(S, out, to2 + i);
                w2.mul(w2).add(v2.mul(v2)).sqrt().intoArray(out, to2 + i);
                FloatVector w3 = FloatVector.fromArray(S, out, to3 + i);
                w3.mul(w3).add(v3.mul(v3)).sqrt().intoArray(out, to3 + i);
                continue;
            }
            if (slope != 1) {
                v0 = v0.blend(v0.mul(slope), v0.compare(VectorOperators.LT, 0)).add(0);
                v1 = v1.blend(v1.mul(slope), v1.compare(VectorOperators.LT, 0)).add(0);
                v2 = v2.blend(v2.mul(slope), v2.compare(VectorOperators.LT, 0)).add(0);
                v3 = v3.blend(v3.mul(slope), v3.compare(VectorOperators.LT, 0)).add(0);
            }
            if (epilogue.join() == Epilogue.Join.MAXIMUM) { // perhaps all in one plane, so one after the other
                FloatVector w0 = FloatVector.fromArray(S, out, to0 + i);
                v0.blend(w0, w0.compare(VectorOperators.GT, v0)).intoArray(out, to0 + i);
                FloatVector w1 = FloatVector.fromArray(S, out, to1 + i);
                v1.blend(w1, w1.compare(VectorOperators.GT, v1)).intoArray(out, to1 + i);
                FloatVector w2 = FloatVector.fromArray(S, out, to2 + i);
                v2.blend(w2, w2.compare(VectorOperators.GT, v2)).intoArray(out, to2 + i);
                FloatVector w3 = FloatVector.fromArray(S, out, to3 + i);
                v3.blend(w3, w3.compare(VectorOperators.GT, v3)).intoArray(out, to3 + i);
            } else {
                v0.intoArray(out, to0 + i);
                v1.intoArray(out, to1 + i);
                v2.intoArray(out, to2 + i);
                v3.intoArray(out, to3 + i);
            }
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
