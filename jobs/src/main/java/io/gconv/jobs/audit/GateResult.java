package io.gconv.jobs.audit;

/**
 * What became of a gate for one layer and transformation.
 *
 * @param gate as the user wrote it, such as {@code projection rotation 90 p99 <= 1e-5}
 * @param variant {@code pipeline}, or a control, which is judged by the same gates and must exceed one
 * @param layer the layer
 * @param kind of the transformation
 * @param parameter of the transformation
 * @param value what was measured; NaN if nothing could be
 * @param limit the largest value that passes
 */
public record GateResult(
        String gate, String variant, String layer, String kind, String parameter, double value, double limit) {

    /** Returns whether the value is within the limit; what could not be measured has not passed. */
    public boolean passed() {
        return value <= limit;
    }
}
