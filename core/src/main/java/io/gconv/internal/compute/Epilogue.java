package io.gconv.internal.compute;

/**
 * What is done to an output plane of a correlation while it is written, which saves passes over memory.
 *
 * <pre>
 *   v = out + bias
 *   result[to] = v &lt; 0 ? slope · v : v     slope 1 changes nothing, 0 is a ReLU, −1 the absolute value
 *   result[to] = √(result[to]² + v²)       the second plane of a modulus, which finds the first where it writes
 * </pre>
 *
 * Every part of an image is computed plane by plane in the order of the planes, so the first one of a modulus is there.
 *
 * @param to the plane of the result
 * @param bias is added
 * @param slope for negative values
 * @param modulus whether this is the second plane of a modulus
 */
public record Epilogue(int to, float bias, float slope, boolean modulus) {

    /** Makes 0 of −0, so that no output is −0. */
    public Epilogue {
        bias += 0f;
    }

    /** Returns what is written for one output: what all implementations compute, bit for bit. */
    public float of(float out, float old) {
        float v = out + bias;
        float bent = (v < 0 ? slope * v : v) + 0f; // 0 instead of −0
        return modulus ? (float) Math.sqrt(old * old + v * v) : bent;
    }

    /** Returns whether another one does the same, if perhaps elsewhere. */
    boolean isLike(Epilogue other) {
        return bias == other.bias && slope == other.slope && modulus == other.modulus;
    }
}
