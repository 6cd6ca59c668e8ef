package io.gconv.jobs.spark;

import io.gconv.audit.Audit;
import io.gconv.audit.Control;
import io.gconv.audit.Transformation;
import io.gconv.jobs.audit.Summary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The pipeline before its controls, then layers as they follow each other, then transformations as they were asked for.
 *
 * @param layers the names of the layers
 * @param transformations kinds and parameters
 */
record SummaryOrder(List<String> layers, List<String> transformations) implements Comparator<Summary> {

    static SummaryOrder of(List<String> layers, List<Transformation> transformations) {
        List<String> all = new ArrayList<>(layers);
        all.add(Audit.CENTRED);
        return new SummaryOrder(
                all, transformations.stream().map(Transformation::label).toList());
    }

    @Override
    public int compare(Summary a, Summary b) {
        return Comparator.comparingInt((Summary s) -> variant(s.variant()))
                .thenComparingInt(s -> layers.indexOf(s.layer()))
                .thenComparingInt(s -> transformations.indexOf(s.transformation()))
                .compare(a, b);
    }

    private static int variant(String name) {
        for (Control control : Control.values()) {
            if (control.label().equals(name)) {
                return 1 + control.ordinal();
            }
        }
        return name.equals(Audit.PIPELINE) ? 0 : Integer.MAX_VALUE;
    }
}
