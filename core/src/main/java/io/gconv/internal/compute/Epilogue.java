package io.gconv.internal.compute;

/**
 * What is done to an output plane of a correlation while it is written, which saves passes over memory.
 *
 * <pre>
 *   v = out + bias
 *   bent = v &lt; 0 ? slope · v : v     slope 1 changes nothing, 0 is a ReLU, −1 the absolute value
 * </pre>
 *
 * The result is then combined with the values already stored.
 *
 * @param to the plane of the result
 * @param bias is added
 * @param slope for negative values
 * @param join how what is written is joined with what other output planes have written there
 */
public record Epilogue(int to, float bias, float slope, Join join) {

    /** How an output plane is joined with others that are written to the same plane. */
    public enum Join {
        /** {@code result = bent}: there are no others. */
        NONE,
        /**
         * {@code result = √(result² + v²)}: the second plane of a modulus, which finds the first where it writes. Every part of an
         * image is computed plane by plane in the order of the planes, so the first one is there.
         */
        MODULUS,
        /** {@code result = max(result, bent)}: one of any number of planes. The result starts at −∞. */
        MAXIMUM
    }

    /** Makes 0 of −0, so that no output is −0. */
    public Epilogue {
        bias += 0f;
    }

    /** Returns what is written for one output: what all implementations compute, bit for bit. */
    public float of(float out, float old) {
        float v = out + bias;
        float bent = (v < 0 ? slope * v : v) + 0f; // 0 instead of −0
        return switch (join) {
            case NONE -> bent;
            case MODULUS -> (float) Math.sqrt(old * old + v * v);
            case MAXIMUM -> old > bent ? old : bent;
        };
    }

    /** Returns whether another one does the same, if perhaps elsewhere. */
    boolean isLike(Epilogue other) {
        return bias == other.bias && slope == other.slope && join == other.join;
    }
}
