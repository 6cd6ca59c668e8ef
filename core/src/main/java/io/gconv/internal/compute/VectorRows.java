package io.gconv.internal.compute;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** {@link RowArithmetic} with the Vector API. Only classes named Vector… refer to {@code jdk.incubator.vector}. */
final class VectorRows implements RowArithmetic {

    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int L = S.length();

    private static final float[] ZEROS = new float[4 * L];

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
    public void packComplex(
            float[] spectrum,
            int row,
            TileAlgorithm.Product product,
            int[] planes,
            int n,
            float[] panel,
            int at,
            int stride,
            int size) {
        FloatVector mix = FloatVector.broadcast(S, product.mix());
        FloatVector sign = FloatVector.broadcast(S, product.sign());
        for (int p = 0; p < planes.length; p++) {
            int from = planes[p] * n;
            int to = at + p * stride;
            for (int i = 0; i < n; i += L) {
                FloatVector u = FloatVector.fromArray(S, spectrum, row * product.u() + from + i);
                FloatVector v = FloatVector.fromArray(S, spectrum, row * product.v() + from + i);
                FloatVector w = FloatVector.fromArray(S, spectrum, row * product.w() + from + i);
                FloatVector z = FloatVector.fromArray(S, spectrum, row * product.z() + from + i);
                FloatVector re = u.add(mix.mul(v));
                FloatVector im = sign.mul(w.sub(mix.mul(z)));
                re.add(im).intoArray(panel, to + i);
                re.intoArray(panel, to + size + i);
                im.intoArray(panel, to + 2 * size + i);
            }
        }
    }

    @Override
    public void unpackComplex(
            float[] panel,
            int at,
            int stride,
            int size,
            int n,
            float[] spectrum,
            int row,
            TileAlgorithm.Product product,
            int[] planes,
            Mode add) {
        FloatVector mix = FloatVector.broadcast(S, product.mix());
        FloatVector sign = FloatVector.broadcast(S, product.sign());
        float[] old = add == Mode.ADD ? spectrum : ZEROS;
        int step = add == Mode.ADD ? 1 : 0; // all of the old values are at 0 if there are none
        boolean mixed = product.mix() != 0;
        for (int q = 0; q < planes.length; q++) {
            int from = at + q * stride;
            int to = planes[q] * n;
            for (int i = 0; i < n; i += L) {
                FloatVector p1 = FloatVector.fromArray(S, panel, from + i);
                FloatVector p2 = FloatVector.fromArray(S, panel, from + size + i);
                FloatVector p3 = FloatVector.fromArray(S, panel, from + 2 * size + i);
                FloatVector re = p1.sub(p3);
                FloatVector im = sign.mul(p1.add(p2));
                int u = row * product.u() + to + i;
                int w = row * product.w() + to + i;
                FloatVector.fromArray(S, old, step * u).add(re).intoArray(spectrum, u);
                FloatVector.fromArray(S, old, step * w).add(im).intoArray(spectrum, w);
                if (mixed) {
                    int v = row * product.v() + to + i;
                    int z = row * product.z() + to + i;
                    FloatVector.fromArray(S, old, step * v).add(mix.mul(re)).intoArray(spectrum, v);
                    FloatVector.fromArray(S, old, step * z).sub(mix.mul(im)).intoArray(spectrum, z);
                }
            }
        }
    }

    @Override
    public void gather(float[] in, int[] windows, int inAt, int length, float[] out, int outAt, int outStride) {
        VectorTranspose.gatherLoosely(in, windows, inAt, length, out, outAt, outStride);
    }

    @Override
    public void scatter(float[] in, int inAt, int inStride, int length, float[] out, int[] windows, int outAt) {
        VectorTranspose.scatterLoosely(in, inAt, inStride, length, out, windows, outAt);
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
