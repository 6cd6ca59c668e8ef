package io.gconv.layer;

import io.gconv.feature.GroupFeatureMap;
import java.io.Serializable;

/**
 * A function of the values at one (x, h), which therefore commutes with every L_g.
 *
 * <pre>
 *   relu        max(v, 0)
 *   leaky-relu  v ≥ 0 ? v : slope·v
 *   abs         |v|
 *   modulus     √(a² + b²) of the channels 2i and 2i+1: the energy of a quadrature pair, half as many channels
 * </pre>
 *
 * @param function which one
 * @param slope for leaky-relu, in [0, 1); otherwise 0
 */
public record Pointwise(Function function, double slope) implements GroupLayer, Serializable {

    /** The function. */
    public enum Function {
        /** max(v, 0). */
        RELU,
        /** v ≥ 0 ? v : slope·v. */
        LEAKY_RELU,
        /** |v|. */
        ABS,
        /** √(a² + b²) of channel pairs. */
        MODULUS
    }

    /** Checks the slope. */
    public Pointwise {
        boolean leaky = function == Function.LEAKY_RELU;
        if (leaky ? !(slope >= 0 && slope < 1) : slope != 0) {
            throw new IllegalArgumentException(
                    "slope must be in [0, 1) for leaky-relu and 0 otherwise, but was " + slope);
        }
    }

    /** Returns max(v, 0). */
    public static Pointwise relu() {
        return new Pointwise(Function.RELU, 0);
    }

    /** Returns |v|. */
    public static Pointwise abs() {
        return new Pointwise(Function.ABS, 0);
    }

    /** Returns √(a² + b²) of channel pairs. */
    public static Pointwise modulus() {
        return new Pointwise(Function.MODULUS, 0);
    }

    @Override
    public GroupFeatureMap apply(GroupFeatureMap f) {
        int channels = outputShape(new MapShape(f.group(), f.channels(), f.height(), f.width()))
                .channels();
        float[] in = f.array();
        float[] out = new float[in.length / f.channels() * channels];
        if (function == Function.MODULUS) {
            modulus(in, out, in.length / f.channels());
        } else {
            map(in, out);
        }
        return GroupFeatureMap.wrap(f.group(), channels, f.height(), f.width(), out);
    }

    private void map(float[] in, float[] out) {
        float a = (float) slope;
        switch (function) {
            case ABS -> {
                for (int i = 0; i < in.length; i++) {
                    out[i] = Math.abs(in[i]);
                }
            }
            default -> {
                for (int i = 0; i < in.length; i++) {
                    out[i] = Math.max(in[i], 0f) + a * Math.min(in[i], 0f);
                }
            }
        }
    }

    private static void modulus(float[] in, float[] out, int channel) {
        for (int i = 0; i < out.length; i++) {
            int at = i / channel * 2 * channel + i % channel;
            float a = in[at];
            float b = in[at + channel];
            out[i] = (float) Math.sqrt(a * a + b * b);
        }
    }

    @Override
    public MapShape outputShape(MapShape in) {
        if (function != Function.MODULUS) {
            return in;
        }
        if (in.channels() % 2 != 0) {
            throw new IllegalArgumentException(
                    "modulus needs pairs of channels, but got " + in.channels() + " channels");
        }
        return new MapShape(in.group(), in.channels() / 2, in.height(), in.width());
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
