package io.gconv.internal.compute;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Complex products as three real ones, for a vector of channels: (x + iy)(a + ib) from p₁ = (x + y) a, p₂ = x (b − a) and
 * p₃ = y (a + b). See {@link TileAlgorithm.Product} and {@link TileAlgorithm#factors}.
 */
final class VectorComplex {

    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;

    private VectorComplex() {}

    /** Copies a vector. */
    static void copy(float[] in, int at, float[] out, int to) {
        FloatVector.fromArray(S, in, at).intoArray(out, to);
    }

    /** Writes x + y, x and y, where y is {@code sign} times what is at {@code im}. */
    static void pack(float[] in, int re, int im, float sign, float[] out, int to, int placeStride) {
        FloatVector x = FloatVector.fromArray(S, in, re);
        FloatVector y = FloatVector.fromArray(S, in, im).mul(sign);
        x.add(y).intoArray(out, to);
        x.intoArray(out, to + placeStride);
        y.intoArray(out, to + 2 * placeStride);
    }

    /** The same for the product of two complex numbers, and then that with the conjugate of the second. */
    static void packBoth(
            float[] in,
            int cosCos,
            int cosSin,
            int sinCos,
            int sinSin,
            float sign,
            float[] out,
            int to,
            int placeStride) {
        FloatVector cc = FloatVector.fromArray(S, in, cosCos);
        FloatVector cs = FloatVector.fromArray(S, in, cosSin);
        FloatVector sc = FloatVector.fromArray(S, in, sinCos);
        FloatVector ss = FloatVector.fromArray(S, in, sinSin);
        FloatVector x = cc.sub(ss);
        FloatVector y = sc.add(cs);
        x.add(y).intoArray(out, to);
        x.intoArray(out, to + placeStride);
        y.intoArray(out, to + 2 * placeStride);
        x = cc.add(ss);
        y = sc.sub(cs).mul(sign);
        x.add(y).intoArray(out, to + 3 * placeStride);
        x.intoArray(out, to + 4 * placeStride);
        y.intoArray(out, to + 5 * placeStride);
    }

    /** Writes the real part, p₁ − p₃, and {@code sign} times the imaginary part, p₁ + p₂. */
    static void unpack(float[] in, int at, int placeStride, float sign, float[] out, int re, int im) {
        FloatVector p1 = FloatVector.fromArray(S, in, at);
        FloatVector p2 = FloatVector.fromArray(S, in, at + placeStride);
        FloatVector p3 = FloatVector.fromArray(S, in, at + 2 * placeStride);
        p1.sub(p3).intoArray(out, re);
        p1.add(p2).mul(sign).intoArray(out, im);
    }

    /** The reverse of {@link #packBoth}. */
    static void unpackBoth(
            float[] in,
            int at,
            int placeStride,
            float sign,
            float[] out,
            int cosCos,
            int cosSin,
            int sinCos,
            int sinSin) {
        FloatVector p1 = FloatVector.fromArray(S, in, at);
        FloatVector p2 = FloatVector.fromArray(S, in, at + placeStride);
        FloatVector p3 = FloatVector.fromArray(S, in, at + 2 * placeStride);
        FloatVector x = p1.sub(p3);
        FloatVector y = p1.add(p2);
        p1 = FloatVector.fromArray(S, in, at + 3 * placeStride);
        p2 = FloatVector.fromArray(S, in, at + 4 * placeStride);
        p3 = FloatVector.fromArray(S, in, at + 5 * placeStride);
        FloatVector z = p1.sub(p3);
        FloatVector w = p1.add(p2).mul(sign);
        x.add(z).intoArray(out, cosCos);
        y.sub(w).intoArray(out, cosSin);
        y.add(w).intoArray(out, sinCos);
        z.sub(x).intoArray(out, sinSin);
    }
}
