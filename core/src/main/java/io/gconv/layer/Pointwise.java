package io.gconv.layer;

import io.gconv.feature.GroupFeatureMap;
import io.gconv.internal.compute.Epilogue;
import java.io.Serializable;
import java.util.List;
import java.util.Locale;

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

        /** Returns the slope for negative values. */
        private float factor() {
            return switch (function) {
                case RELU -> 0;
                case LEAKY_RELU -> (float) slope;
                case ABS -> -1;
                case MODULUS, IDENTITY -> 1;
            };
        }

        private String label() {
            return function.name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        private int given(int taken) {
            return function == Function.MODULUS ? taken / 2 : taken;
        }
    }

    /** Copies the list. */
    public Pointwise {
        parts = List.copyOf(parts);
    }

    /**
     * Returns one function for all channels.
     *
     * @throws IllegalArgumentException if it is leaky-relu, which needs a slope
     */
    public static Pointwise of(Function function) {
        if (function == Function.LEAKY_RELU) {
            throw new IllegalArgumentException("leaky-relu needs a slope");
        }
        return new Pointwise(List.of(new Part(function, 0, 0)));
    }

    @Override
    public void apply(GroupFeatureMap f, GroupFeatureMap out) {
        MapShape.check(out, f.group(), outputChannels(f.channels()), f.height(), f.width());
        MapShape.checkDistinct(f, out);
        int size = f.elements() * f.height() * f.width();
        for (int c = 0; c < f.channels(); c++) {
            Epilogue epilogue = epilogue(c, f.channels());
            for (int i = 0; i < size; i++) {
                int to = epilogue.to() * size + i;
                out.array()[to] = epilogue.of(f.array()[c * size + i], out.array()[to]);
            }
        }
    }

    /** Returns what becomes of an input channel, as the epilogue of a correlation without bias. */
    Epilogue epilogue(int channel, int inChannels) {
        int from = 0;
        int to = 0;
        for (Part part : parts) {
            int taken = part.taken(inChannels - from);
            int at = channel - from;
            if (at < taken) {
                boolean pairs = part.function == Function.MODULUS;
                Epilogue.Join join = pairs && at % 2 == 1 ? Epilogue.Join.MODULUS : Epilogue.Join.NONE;
                return new Epilogue(to + (pairs ? at / 2 : at), 0, part.factor(), join);
            }
            from += taken;
            to += part.given(taken);
        }
        throw new IndexOutOfBoundsException(channel);
    }

    @Override
    public MapShape outputShape(MapShape in) {
        return new MapShape(in.group(), outputChannels(in.channels()), in.height(), in.width());
    }

    /**
     * Returns how many channels there are afterwards.
     *
     * @throws IllegalArgumentException if the parts do not take so many channels
     */
    int outputChannels(int inChannels) {
        int left = inChannels;
        int channels = 0;
        for (int p = 0; p < parts.size(); p++) {
            Part part = parts.get(p);
            int taken = part.taken(left);
            if (taken == 0) {
                throw new IllegalArgumentException(
                        "the activation " + part.label() + " has no channels left of " + inChannels);
            }
            if (taken > left) {
                throw new IllegalArgumentException("the activation " + part.label() + " of " + taken
                        + " channels does not fit what is left, " + left + " of " + inChannels);
            }
            if (part.function == Function.MODULUS && taken % 2 != 0) {
                throw new IllegalArgumentException(
                        "the activation modulus takes pairs of channels, so an even number, but got " + taken);
            }
            left -= taken;
            channels += part.given(taken);
        }
        if (left != 0 || channels == 0) {
            throw new IllegalArgumentException("the activation "
                    + parts.stream().map(Part::label).toList() + " leaves " + left + " of " + inChannels + " channels");
        }
        return channels;
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
