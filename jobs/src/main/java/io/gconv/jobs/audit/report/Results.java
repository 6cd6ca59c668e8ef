package io.gconv.jobs.audit.report;

import io.gconv.audit.Audit;
import io.gconv.audit.Membership;
import io.gconv.jobs.audit.GateResult;
import io.gconv.jobs.audit.ReportData;
import io.gconv.jobs.audit.Summary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The rows of a report in the order in which it shows them. */
final class Results {

    private static final List<String> KINDS = List.of("rotation", "scaling", "reflection", "translation");

    private record Move(String kind, String parameter) {}

    private final ReportData data;
    private final List<Summary> summaries;
    private final List<String> layers;
    private final Set<Move> exact;

    Results(ReportData data) {
        this.data = data;
        this.summaries = data.summaries();
        Set<String> used = summaries.stream().map(Summary::layer).collect(Collectors.toSet());
        LinkedHashSet<String> ordered = new LinkedHashSet<>(data.layers());
        ordered.retainAll(used);
        summaries.forEach(s -> ordered.add(s.layer()));
        layers = List.copyOf(ordered);
        exact = pipeline()
                .filter(s -> s.membership() == Membership.EXACT)
                .map(Results::move)
                .collect(Collectors.toSet());
    }

    private static Move move(Summary s) {
        return new Move(s.kind(), s.parameter());
    }

    /** Returns the layers in order; those that only summaries name come last. */
    List<String> layers() {
        return layers;
    }

    /** Returns where a layer comes; the end for one that is not known. */
    int position(String layer) {
        int i = layers().indexOf(layer);
        return i < 0 ? Integer.MAX_VALUE : i;
    }

    /** Returns the kinds of transformations that occur, best known first. */
    List<String> kinds() {
        LinkedHashSet<String> kinds = new LinkedHashSet<>(KINDS);
        summaries.forEach(s -> kinds.add(s.kind()));
        kinds.removeIf(kind -> summaries.stream().noneMatch(s -> s.kind().equals(kind)));
        return List.copyOf(kinds);
    }

    /** Returns the names of the controls. */
    List<String> controls() {
        LinkedHashSet<String> names = new LinkedHashSet<>();
        summaries.forEach(s -> names.add(s.variant()));
        data.gates().forEach(g -> names.add(g.variant()));
        names.remove(Audit.PIPELINE);
        return List.copyOf(names);
    }

    /** Returns the ink of a control. */
    Ink ink(String control) {
        return Ink.control(Math.max(0, controls().indexOf(control)));
    }

    /** Returns the rows of the pipeline. */
    Stream<Summary> pipeline() {
        return summaries.stream().filter(s -> s.variant().equals(Audit.PIPELINE));
    }

    /** Returns the rows of the pipeline for a kind and layer, by amount. */
    List<Summary> pipeline(String layer, String kind) {
        return rows(Audit.PIPELINE, layer, kind);
    }

    /** Returns the rows of a variant for a kind and layer, by amount. */
    List<Summary> rows(String variant, String layer, String kind) {
        return summaries.stream()
                .filter(s -> s.variant().equals(variant)
                        && s.layer().equals(layer)
                        && s.kind().equals(kind))
                .sorted(Comparator.comparingDouble(Summary::amount).thenComparing(Summary::parameter))
                .toList();
    }

    /** Returns the rows of all variants for a kind that have errors. */
    Stream<Summary> measured(String kind) {
        return summaries.stream().filter(s -> s.kind().equals(kind) && s.ok() > 0);
    }

    /** Returns one row of the pipeline per transformation, by kind and amount; any layer's. */
    List<Summary> transformations() {
        List<Summary> firsts = new ArrayList<>();
        for (String kind : kinds()) {
            LinkedHashSet<String> seen = new LinkedHashSet<>();
            pipeline()
                    .filter(s -> s.kind().equals(kind))
                    .sorted(Comparator.comparingDouble(Summary::amount).thenComparing(Summary::parameter))
                    .filter(s -> seen.add(s.parameter()))
                    .forEach(firsts::add);
        }
        return firsts;
    }

    /** Returns the pipeline's row for a layer and the transformation of {@code like}. */
    Optional<Summary> at(String layer, Summary like) {
        return pipeline()
                .filter(s -> s.layer().equals(layer) && move(s).equals(move(like)))
                .findFirst();
    }

    /** Returns whether the pipeline commutes with this transformation without any interpolation. */
    boolean isExact(Summary like) {
        return exact.contains(move(like));
    }

    /** Returns whether anything of the pipeline has an error. */
    boolean measured() {
        return pipeline().anyMatch(s -> s.ok() > 0);
    }

    /** Returns what became of the gates of a variant. */
    List<GateResult> gates(String variant) {
        return data.gates().stream().filter(g -> g.variant().equals(variant)).toList();
    }

    /** Returns the limits of the gates for the layer and transformation of a row. */
    List<Double> limits(Summary s) {
        return gates(s.variant()).stream()
                .filter(g -> g.layer().equals(s.layer())
                        && g.kind().equals(s.kind())
                        && g.parameter().equals(s.parameter()))
                .map(GateResult::limit)
                .filter(limit -> !Double.isNaN(limit))
                .distinct()
                .toList();
    }

    /** Returns whether a control, which must not be equivariant, exceeds one of its gates. */
    boolean exceeds(String control) {
        return gates(control).stream().anyMatch(GateResult::isExceeded);
    }
}
