package io.gconv.jobs.audit;

import io.gconv.audit.Audit;
import io.gconv.audit.Membership;
import io.gconv.audit.Transformation;
import io.gconv.jobs.config.EditDistance;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What must hold for the errors of an audit.
 *
 * <pre>
 *   LAYER KIND WHICH STATISTIC &lt;= LIMIT        as in   projection rotation 90 p99 &lt;= 1e-5
 *   LAYER      a layer, projection, descriptor, descriptor-centred, or * for all but the descriptor
 *   KIND       translation, rotation, reflection, scaling, or *
 *   WHICH      a parameter such as 90 or 0.5,0; exact, on-grid, off-grid; or * for all that the group has
 *   STATISTIC  mean, p50, p90, p99, max
 *   LIMIT      a number, or a multiple of the median resampling error of the images, as in 3 floor
 * </pre>
 *
 * @param text as written
 * @param layer as above
 * @param kind as above
 * @param which as above
 * @param statistic as above
 * @param limit a number
 * @param unit what the limit is a multiple of
 */
public record Gate(String text, String layer, String kind, String which, String statistic, double limit, Unit unit)
        implements Serializable {

    /** What no limit relative to the floor goes below: where nothing is resampled, the floor is 0, and errors are rounding. */
    public static final double ROUNDING = 1e-5;

    private static final double SCALING_TOLERANCE = 1e-3;
    private static final String ANY = "*";
    private static final Set<String> STATISTICS = Set.of("mean", "p50", "p90", "p99", "max");
    private static final String GRAMMAR =
            "LAYER KIND WHICH STATISTIC <= LIMIT, as in \"projection rotation 90 p99 <= 1e-5\"";

    /** What a limit is a multiple of. */
    public enum Unit {
        /** 1: the limit is an error. */
        ERROR,
        /** The median error of resampling the images alone, or {@link #ROUNDING} if that is more. */
        FLOOR
    }

    /** What every pipeline should reach: nothing but rounding where nothing is interpolated, and little where H has it. */
    public static final List<Gate> DEFAULTS = Stream.of(
                    "* * exact max <= 1e-5",
                    "descriptor rotation exact max <= 1e-5",
                    "descriptor reflection exact max <= 1e-5",
                    "* rotation on-grid p50 <= 0.05",
                    "* reflection on-grid p50 <= 0.05",
                    "* scaling on-grid p50 <= 0.1")
            .map(Gate::parse)
            .toList();

    /**
     * Reads a gate.
     *
     * @throws IllegalArgumentException with a sentence for the user
     */
    public static Gate parse(String text) {
        String[] words = text.strip().split("\\s+");
        boolean relative = words.length == 7 && words[6].equals("floor");
        if (!(words.length == 6 || relative) || !words[4].equals("<=")) {
            throw new IllegalArgumentException("a gate is " + GRAMMAR + ", but was \"" + text + "\"");
        }
        List<String> kinds = Arrays.stream(Transformation.Kind.values())
                .map(Transformation.Kind::label)
                .toList();
        if (!words[1].equals(ANY) && !kinds.contains(words[1])) {
            throw new IllegalArgumentException("'" + words[1] + "' in the gate \"" + text + "\" is not one of "
                    + String.join(", ", kinds) + ", *");
        }
        if (!STATISTICS.contains(words[3])) {
            throw new IllegalArgumentException(
                    "'" + words[3] + "' in the gate \"" + text + "\" is not one of mean, p50, p90, p99, max");
        }
        return new Gate(
                text.strip(),
                words[0],
                words[1],
                words[2],
                words[3],
                number(words[5], text),
                relative ? Unit.FLOOR : Unit.ERROR);
    }

    private static double number(String word, String text) {
        try {
            double value = new BigDecimal(word).doubleValue();
            if (value >= 0 && Double.isFinite(value)) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "the limit '" + word + "' in the gate \"" + text + "\" is no decimal number", e);
        }
        throw new IllegalArgumentException(
                "the limit in the gate \"" + text + "\" must be at least 0 and finite, but was " + word);
    }

    /**
     * Checks that there is something to judge.
     *
     * @param layers the layers of the audit
     * @param transformations of the audit, and how they relate to the group
     * @throws IllegalArgumentException with a sentence for the user
     */
    public void check(List<String> layers, Map<Transformation, Membership> transformations) {
        if (!layer.equals(ANY) && !layers.contains(layer) && !layer.equals(Audit.CENTRED)) {
            List<String> all =
                    Stream.concat(layers.stream(), Stream.of(Audit.CENTRED)).toList();
            String nearest = EditDistance.nearest(layer, all);
            throw new IllegalArgumentException(
                    "the gate \"" + text + "\" names a layer " + layer + "; the layers are " + String.join(", ", all)
                            + (EditDistance.isNear(layer, nearest) ? "; did you mean " + nearest + "?" : ""));
        }
        Set<String> labels =
                transformations.keySet().stream().map(Transformation::label).collect(Collectors.toSet());
        boolean judgesAny = transformations.entrySet().stream()
                .anyMatch(g -> isTransformation(
                        g.getKey().kind().label(),
                        g.getKey().parameter(),
                        g.getKey().amount(),
                        g.getValue(),
                        labels));
        if (!judgesAny) {
            throw new IllegalArgumentException("the gate \"" + text
                    + "\" is about no transformation of this audit, which has "
                    + transformations.entrySet().stream()
                            .map(g -> g.getKey().label() + " (" + g.getValue().label() + ")")
                            .collect(Collectors.joining(", "))
                    + "; --transform adds others");
        }
    }

    private boolean isTransformation(
            String otherKind, String parameter, double amount, Membership membership, Set<String> labels) {
        boolean isWhich = which.equals(ANY)
                ? membership != Membership.OUTSIDE
                : which.equals(membership.label())
                        || which.equals(parameter)
                        || isNumber(otherKind, parameter, amount, labels);
        return (kind.equals(ANY) || kind.equals(otherKind)) && isWhich;
    }

    /** Returns whether WHICH is this parameter, or near that of a scaling, as 1.414 to √2, and not another's of the audit. */
    private boolean isNumber(String otherKind, String parameter, double amount, Set<String> labels) {
        Transformation named;
        try {
            named = Transformation.parse(otherKind + " " + which);
        } catch (IllegalArgumentException e) {
            return false;
        }
        return named.parameter().equals(parameter)
                || (named.kind() == Transformation.Kind.SCALING
                        && Math.abs(named.amount() - amount) <= SCALING_TOLERANCE * amount
                        && !labels.contains(named.label()));
    }

    /** Returns the summaries that this gate judges. */
    Stream<Summary> judged(List<Summary> summaries) {
        Set<String> labels = summaries.stream().map(Summary::transformation).collect(Collectors.toSet());
        return summaries.stream()
                .filter(s -> layer.equals(ANY) ? !Summary.isDescriptor(s.layer()) : layer.equals(s.layer()))
                .filter(s -> isTransformation(s.kind(), s.parameter(), s.amount(), s.membership(), labels));
    }

    /** Judges a summary. */
    GateResult result(Summary s) {
        double value = s.ok() == 0
                ? Double.NaN
                : switch (statistic) {
                    case "mean" -> s.mean();
                    case "max" -> s.maximum();
                    default -> s.quantile(Integer.parseInt(statistic.substring(1)));
                };
        double largest = unit == Unit.FLOOR ? Math.max(limit * s.floor(), ROUNDING) : limit;
        return new GateResult(this, s.variant(), s.layer(), s.kind(), s.parameter(), value, largest);
    }

    /**
     * Judges an audit by the gates of the user, or by {@link #DEFAULTS} if there are none; those do not count where
     * nothing could be measured. Every gate of the user has a result: one without a value if nothing that it is about was
     * measured.
     */
    public static List<GateResult> judge(List<Gate> gates, List<Summary> summaries) {
        return gates.isEmpty()
                ? DEFAULTS.stream()
                        .flatMap(gate -> gate.results(summaries))
                        .filter(GateResult::isMeasured)
                        .toList()
                : gates.stream()
                        .flatMap(gate -> gate.resultsOrNothing(summaries))
                        .toList();
    }

    private Stream<GateResult> results(List<Summary> summaries) {
        return judged(summaries).map(this::result);
    }

    private Stream<GateResult> resultsOrNothing(List<Summary> summaries) {
        List<GateResult> results = results(summaries).toList();
        boolean judged = results.stream().anyMatch(r -> r.variant().equals(Audit.PIPELINE));
        double none = Double.NaN;
        GateResult nothing = new GateResult(this, Audit.PIPELINE, layer, kind, which, none, none);
        return judged ? results.stream() : Stream.concat(Stream.of(nothing), results.stream());
    }

    /** Returns a line for people, for a result that has not passed. */
    public static String complaint(GateResult r) {
        String what = r.layer() + " " + r.kind() + " " + r.parameter();
        return !r.isMeasured()
                ? "gate not met: " + what + " could not be measured ("
                        + r.gate().text() + ")"
                        + (r.layer().equals(Audit.CENTRED) ? "; it needs two images with different descriptors" : "")
                : String.format(
                        Locale.ROOT,
                        "gate exceeded: %s is %.3g, more than %.3g (%s)",
                        what,
                        r.value(),
                        r.limit(),
                        r.gate().text());
    }
}
