package io.gconv.jobs.audit;

import io.gconv.audit.AuditOptions;
import io.gconv.audit.Transformation;
import io.gconv.jobs.audit.LocalErrors.Direction;
import io.gconv.jobs.output.OutputSettings;
import java.io.Serializable;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an audit measures and how it judges.
 *
 * @param judged what is done to the images, and what gates and curves are about
 * @param local the directions in which local errors are measured besides; a section of their own
 * @param options how errors are measured
 * @param controlImages on how many images the controls run too
 * @param gates what must hold; decides about the exit code
 */
public record AuditSettings(
        List<Transformation> judged, List<Direction> local, AuditOptions options, int controlImages, List<Gate> gates)
        implements Serializable {

    private static final int MOST_TRANSFORMATIONS = 200;

    /** Copies the lists and checks the numbers. */
    public AuditSettings {
        judged = List.copyOf(judged);
        local = List.copyOf(local);
        gates = List.copyOf(gates);
        if (judged.isEmpty() || judged.size() > MOST_TRANSFORMATIONS) {
            throw new IllegalArgumentException(
                    "an audit needs 1 … " + MOST_TRANSFORMATIONS + " transformations, but has " + judged.size());
        }
        judged.stream().filter(AuditSettings::movesNothing).findFirst().ifPresent(g -> {
            throw new IllegalArgumentException(
                    "a transformation of an audit must move something, but " + g.label() + " moves nothing");
        });
        if (judged.stream().map(AuditSettings::action).distinct().count() != judged.size()) {
            throw new IllegalArgumentException("duplicate transformation in "
                    + judged.stream().map(Transformation::label).toList());
        }
        if (controlImages < 0) {
            throw new IllegalArgumentException("--control-images must be at least 0, but was " + controlImages);
        }
    }

    private static boolean movesNothing(Transformation g) {
        return switch (g.kind()) {
            case TRANSLATION -> g.amount() == 0;
            case ROTATION -> g.amount() % 360 == 0;
            case REFLECTION -> false;
            case SCALING -> g.amount() == 1;
        };
    }

    /** Returns a label that is the same for angles that do the same: a rotation's modulo 360°, an axis' modulo 180°. */
    private static String action(Transformation g) {
        return switch (g.kind()) {
            case ROTATION -> Transformation.rotation(modulo(g.amount(), 360)).label();
            case REFLECTION ->
                Transformation.reflection(modulo(g.amount(), 180)).label();
            default -> g.label();
        };
    }

    private static double modulo(double a, double period) {
        return a - period * Math.floor(a / period);
    }

    /** Returns all that is done to the images. */
    public List<Transformation> transformations() {
        return Stream.concat(judged.stream(), local.stream().map(Direction::g))
                .distinct()
                .toList();
    }

    /** Returns the rows that gates and curves are about. */
    public List<Summary> judged(List<Summary> summaries) {
        Set<String> labels = judged.stream().map(Transformation::label).collect(Collectors.toSet());
        return summaries.stream()
                .filter(s -> labels.contains(s.transformation()))
                .toList();
    }

    /** Returns the options that rows depend on, in the words of the command line. */
    public SortedMap<String, String> flags() {
        SortedMap<String, String> flags = new TreeMap<>();
        flags.put(
                "--transform",
                judged.stream().map(Transformation::label).sorted().collect(Collectors.joining("; ", "\"", "\"")));
        if (!local.isEmpty()) {
            flags.put("--local", "");
        }
        flags.put("--blur-px", String.valueOf(options.blurPx()));
        flags.put("--crop-px", String.valueOf(options.cropPx()));
        flags.put("--audit-config", "with points = " + options.points());
        flags.put(OutputSettings.CONTROL_IMAGES, String.valueOf(controlImages));
        return flags;
    }
}
