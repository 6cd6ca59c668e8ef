package io.gconv.jobs.spark;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A reason for error rows.
 *
 * @param text as in {@link Outcome#reason}
 * @param images how many rows
 */
record Reason(String text, long images) {

    /** Returns the reasons of all waves together, the most frequent first. */
    static List<Reason> of(List<Outcome> outcomes) {
        Map<String, Reason> reasons = new LinkedHashMap<>();
        for (Outcome outcome : outcomes) {
            if (!outcome.ok()) {
                reasons.merge(
                        CommonText.kind(outcome.reason()),
                        new Reason(outcome.reason(), outcome.images()),
                        (a, b) -> new Reason(CommonText.of(a.text(), b.text()), a.images() + b.images()));
            }
        }
        List<Reason> sorted = new ArrayList<>(reasons.values());
        sorted.sort(Comparator.comparingLong(Reason::images).reversed().thenComparing(Reason::text));
        return sorted;
    }
}
