package io.gconv.internal.compute;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Complex products as three real ones, for {@link RowArithmetic#LANES} channels: (x + iy)(a + ib) from p₁ = (x + y) a, p₂ = x (b − a) and
 * p₃ = y (a + b). See {@link TileAlgorithm.Product} and {@link TileAlgorithm#factors}.
 */
final class VectorComplex {

    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int L = S.length();

    private VectorComplex() {}

    /** Copies the channels of a pixel. */
    static void copy(float[] in, int at, float[] out, int to, int lanes) {
        for (int c = 0; c < lanes; c += L) {
            FloatVector.fromArray(S, in, at + c).intoArray(out, to + c);
        }
    }

    /** Writes x + y, x and y, where y is {@code sign} times what is at {@code im}. */
    static void pack(float[] in, int re, int im, float sign, float[] out, int to, int placeStride, int lanes) {
        for (int c = 0; c < lanes; c += L) {
            FloatVector x = FloatVector.fromArray(S, in, re + c);
            FloatVector y = FloatVector.fromArray(S, in, im + c).mul(sign);
            x.add(y).intoArray(out, to + c);
            x.intoArray(out, to + placeStride + c);
            y.intoArray(out, to + 2 * placeStride + c);
        }
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
            int placeStride,
            int lanes) {
        for (int c = 0; c < lanes; c += L) {
            FloatVector cc = FloatVector.fromArray(S, in, cosCos + c);
            FloatVector cs = FloatVector.fromArray(S, in, cosSin + c);
            FloatVector sc = FloatVector.fromArray(S, in, sinCos + c);
            FloatVector ss = FloatVector.fromArray(S, in, sinSin + c);
            FloatVector x = cc.sub(ss);
            FloatVector y = sc.add(cs);
            x.add(y).intoArray(out, to + c);
            x.intoArray(out, to + placeStride + c);
            y.intoArray(out, to + 2 * placeStride + c);
            x = cc.add(ss);
            y = sc.sub(cs).mul(sign);
            x.add(y).intoArray(out, to + 3 * placeStride + c);
            x.intoArray(out, to + 4 * placeStride + c);
            y.intoArray(out, to + 5 * placeStride + c);
        }
    }

    /** Writes the real part, p₁ − p₃, and {@code sign} times the imaginary part, p₁ + p₂. */
    static void unpack(float[] in, int at, int placeStride, float sign, float[] out, int re, int im, int lanes) {
        for (int c = 0; c < lanes; c += L) {
            FloatVector p1 = FloatVector.fromArray(S, in, at + c);
            FloatVector p2 = FloatVector.fromArray(S, in, at + placeStride + c);
            FloatVector p3 = FloatVector.fromArray(S, in, at + 2 * placeStride + c);
            p1.sub(p3).intoArray(out, re + c);
            p1.add(p2).mul(sign).intoArray(out, im + c);
        }
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
            int sinSin,
            int lanes) {
        for (int c = 0; c < lanes; c += L) {
            FloatVector p1 = FloatVector.fromArray(S, in, at + c);
            FloatVector p2 = FloatVector.fromArray(S, in, at + placeStride + c);
            FloatVector p3 = FloatVector.fromArray(S, in, at + 2 * placeStride + c);
            FloatVector x = p1.sub(p3);
            FloatVector y = p1.add(p2);
            p1 = FloatVector.fromArray(S, in, at + 3 * placeStride + c);
            p2 = FloatVector.fromArray(S, in, at + 4 * placeStride + c);
            p3 = FloatVector.fromArray(S, in, at + 5 * placeStride + c);
            FloatVector z = p1.sub(p3);
            FloatVector w = p1.add(p2).mul(sign);
            x.add(z).intoArray(out, cosCos + c);
            y.sub(w).intoArray(out, cosSin + c);
            y.add(w).intoArray(out, sinCos + c);
            z.sub(x).intoArray(out, sinSin + c);
        }
    }
}
