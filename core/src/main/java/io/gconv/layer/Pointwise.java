package io.gconv.layer;

import io.gconv.feature.GroupFeatureMap;
import java.io.Serializable;
import java.util.List;

/**
 * Functions of the values at one (x, h), which therefore commute with every L_g.
 *
 * <pre>
 *   relu        max(v, 0)
 *   leaky-relu  v ≥ 0 ? v : slope·v
 *   abs         |v|
 *   modulus     √(a² + b²) of the channels 2i and 2i+1: the energy of a quadrature pair, half as many channels
 *   identity    v
 * </pre>
 *
 * @param parts which function for which channels: each part takes the next channels, in order
 */
public record Pointwise(List<Part> parts) implements GroupLayer, Serializable {

    private static final int ROW = 1024;
    private static final ThreadLocal<float[][]> ROWS = ThreadLocal.withInitial(() -> new float[2][ROW]);

    /** The function. */
    public enum Function {
        /** max(v, 0). */
        RELU,
        /** v ≥ 0 ? v : slope·v. */
        LEAKY_RELU,
        /** |v|. */
        ABS,
        /** √(a² + b²) of channel pairs. */
        MODULUS,
        /** v. */
        IDENTITY
    }

    /**
     * A function for consecutive input channels.
     *
     * @param function which one
     * @param slope for leaky-relu, in [0, 1); otherwise 0
     * @param channels how many input channels, or 0 for all that are left
     */
    public record Part(Function function, double slope, int channels) implements Serializable {

        /** Checks the numbers. */
        public Part {
            boolean leaky = function == Function.LEAKY_RELU;
            if (leaky ? !(slope >= 0 && slope < 1) : slope != 0) {
                throw new IllegalArgumentException(
                        "slope must be in [0, 1) for leaky-relu and 0 otherwise, but was " + slope);
            }
            if (channels < 0 || (function == Function.MODULUS && channels % 2 != 0)) {
                throw new IllegalArgumentException(
                        "the number of channels must be at least 0, and even for modulus, but was " + channels);
            }
        }

        private int taken(int left) {
            return channels == 0 ? left : channels;
        }

        private int given(int taken) {
            return function == Function.MODULUS ? taken / 2 : taken;
        }
    }

    /** Copies the list. */
    public Pointwise {
        parts = List.copyOf(parts);
    }

    /** Returns one function for all channels, other than leaky-relu. */
    public static Pointwise of(Function function) {
        return new Pointwise(List.of(new Part(function, 0, 0)));
    }

    /** Returns v ≥ 0 ? v : slope·v. */
    public static Pointwise leakyRelu(double slope) {
        return new Pointwise(List.of(new Part(Function.LEAKY_RELU, slope, 0)));
    }

    /** Works in place: {@code out} may share its values with {@code f}, since no part writes what is still to be read. */
    /** Returns whether this is max(v, 0) of all channels, which a correlation can do itself. */
    public boolean isRelu() {
        return equals(of(Function.RELU));
    }

    @Override
    public void apply(GroupFeatureMap f, GroupFeatureMap out) {
        MapShape.check(out, f.group(), outputChannels(f.channels()), f.height(), f.width());
        int size = f.elements() * f.height() * f.width();
        int from = 0;
        int to = 0;
        for (int p = 0; p < parts.size(); p++) {
            Part part = parts.get(p);
            int taken = part.taken(f.channels() - from);
            apply(part, f.array(), from * size, out.array(), to * size, size, part.given(taken));
            from += taken;
            to += part.given(taken);
        }
    }

    private static void apply(Part part, float[] in, int from, float[] out, int to, int size, int channels) {
        if (part.function == Function.MODULUS) {
            for (int c = 0; c < channels; c++) {
                modulus(in, from + 2 * c * size, out, to + c * size, size);
            }
        } else {
            map(part, in, from, out, to, channels * size);
        }
    }

    /** Row by row through two short rows: C2 of JDK 17 vectorises a loop only if all its arrays share one index. */
    private static void map(Part part, float[] in, int from, float[] out, int to, int n) {
        float[] row = ROWS.get()[0];
        for (int at = 0; at < n; at += ROW) {
            int length = Math.min(ROW, n - at);
            System.arraycopy(in, from + at, row, 0, length);
            switch (part.function) {
                case RELU -> relu(row, length);
                case ABS -> abs(row, length);
                case LEAKY_RELU -> leakyRelu(row, length, (float) part.slope);
                default -> {} // the identity
            }
            System.arraycopy(row, 0, out, to + at, length);
        }
    }

    private static void modulus(float[] in, int from, float[] out, int to, int n) {
        float[][] rows = ROWS.get();
        for (int at = 0; at < n; at += ROW) {
            int length = Math.min(ROW, n - at);
            System.arraycopy(in, from + at, rows[0], 0, length);
            System.arraycopy(in, from + n + at, rows[1], 0, length);
            modulus(rows[0], rows[1], length);
            System.arraycopy(rows[0], 0, out, to + at, length);
        }
    }

    private static void relu(float[] v, int n) {
        for (int i = 0; i < n; i++) {
            v[i] = Math.max(v[i], 0f);
        }
    }

    private static void leakyRelu(float[] v, int n, float slope) {
        for (int i = 0; i < n; i++) {
            v[i] = Math.max(v[i], 0f) + slope * Math.min(v[i], 0f);
        }
    }

    private static void abs(float[] v, int n) {
        for (int i = 0; i < n; i++) {
            v[i] = Math.abs(v[i]);
        }
    }

    private static void modulus(float[] a, float[] b, int n) {
        for (int i = 0; i < n; i++) {
            float power = a[i] * a[i] + b[i] * b[i];
            a[i] = (float) Math.sqrt(power);
        }
    }

    @Override
    public MapShape outputShape(MapShape in) {
        return new MapShape(in.group(), outputChannels(in.channels()), in.height(), in.width());
    }

    private int outputChannels(int inChannels) {
        int left = inChannels;
        int channels = 0;
        for (int p = 0; p < parts.size(); p++) {
            Part part = parts.get(p);
            int taken = part.taken(left);
            if (taken > left || (part.function == Function.MODULUS && taken % 2 != 0)) {
                throw new IllegalArgumentException(
                        "the activation " + part + " does not fit the " + left + " channels that are left");
            }
            left -= taken;
            channels += part.given(taken);
        }
        if (left != 0 || channels == 0) {
            throw new IllegalArgumentException(
                    "the activation " + parts + " leaves " + left + " of " + inChannels + " channels");
        }
        return channels;
    }

    @Override
    public boolean worksInPlace() {
        return true;
    }

    @Override
    public double radius() {
        return 0;
    }

    @Override
    public int stride() {
        return 1;
    }
}
