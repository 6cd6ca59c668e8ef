package io.gconv.jobs.audit;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What became of a gate for one layer and transformation; or, with the gate's own words for them, of a gate for which nothing
 * was measured at all.
 *
 * @param gate what was judged
 * @param variant {@code pipeline}, or a control, which is judged by the same gates and must exceed one
 * @param layer the layer
 * @param kind of the transformation
 * @param parameter of the transformation
 * @param value what was measured; NaN if nothing could be
 * @param limit the largest value that passes; NaN if it is a multiple of what could not be measured
 */
public record GateResult(
        Gate gate, String variant, String layer, String kind, String parameter, double value, double limit) {

    /** The farther beyond the limit, or the nearer to it, the later: by value / limit, and by the value where the limit is 0. */
    public static final Comparator<GateResult> BY_USE_OF_LIMIT =
            Comparator.comparingDouble(GateResult::used).thenComparingDouble(GateResult::value);

    /** Returns whether the value is within the limit; what could not be measured has not passed. */
    public boolean passed() {
        return value <= limit;
    }

    /** Returns whether there are a value and a limit to compare. */
    public boolean isMeasured() {
        return !Double.isNaN(value) && !Double.isNaN(limit);
    }

    /** Returns whether the value is beyond the limit; what could not be measured is not. */
    public boolean isExceeded() {
        return value > limit;
    }

    /** Returns the value as a share of the limit; 0 of 0 is within. */
    private double used() {
        return !isMeasured() ? -1 : value == 0 ? 0 : value / limit;
    }

    /** Returns this as it stands in a run file; a value that could not be measured is left out. */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("gate", gate.text());
        map.put("variant", variant);
        map.put("layer", layer);
        map.put("kind", kind);
        map.put("parameter", parameter);
        if (!Double.isNaN(value)) {
            map.put("value", value);
        }
        if (!Double.isNaN(limit)) {
            map.put("limit", limit);
        }
        map.put("passed", passed());
        return map;
    }
}
