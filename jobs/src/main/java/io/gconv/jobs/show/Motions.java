package io.gconv.jobs.show;

import io.gconv.audit.Membership;
import io.gconv.audit.Transformation;
import io.gconv.audit.Transformation.Kind;
import io.gconv.group.Matrix2;
import io.gconv.group.PlanarGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** Transformations in words and as elements of H. */
final class Motions {

    private static final double MATCH = 2e-3;

    private Motions() {}

    /** Returns what shows best how a group acts: a quarter turn, or else its smallest rotation; a reflection; its next scale. */
    static List<Transformation> of(PlanarGroup group) {
        List<Transformation> some = new ArrayList<>();
        if (group.rotations() > 1) {
            int n = group.rotations();
            some.add(Transformation.rotation(n % 4 == 0 ? 90 : 360.0 / n));
        }
        if (group.elementsPerLevel() > group.rotations()) {
            some.add(Transformation.reflection(0));
        }
        if (group.levels() > 1) {
            some.add(Transformation.scaling(group.scale(group.elementsPerLevel())));
        }
        return some.isEmpty() ? List.of(Transformation.rotation(90)) : some;
    }

    /** Returns the element of H that g is, also one beyond the window of scales, if H has it; of a translation, e. */
    static OptionalInt element(Transformation g, PlanarGroup group) {
        if (g.kind() == Kind.TRANSLATION) {
            return OptionalInt.of(group.identity());
        }
        if (isOutside(g, group) || isBetween(g, group)) {
            return OptionalInt.empty();
        }
        if (g.kind() == Kind.SCALING) {
            return OptionalInt.of(group.elementsPerLevel() * level(g.scale(), group));
        }
        Matrix2 own = g.matrix();
        return IntStream.range(0, group.elementsPerLevel())
                .filter(h -> near(own, group.matrix(h)))
                .findFirst();
    }

    /** Returns the level j of H with the scale base^j; it may be beyond the window. */
    private static int level(double scale, PlanarGroup group) {
        double base = group.scale(group.elementsPerLevel());
        return scale == 1 ? 0 : (int) Math.rint(Math.log(scale) / Math.log(base));
    }

    private static boolean near(Matrix2 a, Matrix2 b) {
        return Math.abs(a.a() - b.a()) < MATCH
                && Math.abs(a.b() - b.b()) < MATCH
                && Math.abs(a.c() - b.c()) < MATCH
                && Math.abs(a.d() - b.d()) < MATCH;
    }

    private static boolean isOutside(Transformation g, PlanarGroup group) {
        return g.membership(group, 1) == Membership.OUTSIDE;
    }

    /** Returns whether g takes every pose beyond the sampled scales. */
    private static boolean leavesWindow(Transformation g, PlanarGroup group) {
        return IntStream.range(0, group.order()).noneMatch(h -> g.isDefined(group, h));
    }

    /** Returns whether g is between elements of H. */
    static boolean isBetween(Transformation g, PlanarGroup group) {
        return g.kind() != Kind.TRANSLATION && g.membership(group, 1) == Membership.OFF_GRID;
    }

    /** Returns what was done, such as {@code turned by 90°}. */
    static String label(Transformation g) {
        return switch (g.kind()) {
            case TRANSLATION -> "moved by " + g.parameter() + " px";
            case ROTATION -> "turned by " + g.parameter() + "°";
            case REFLECTION -> "mirrored at the axis at " + g.parameter() + "°";
            case SCALING -> "scaled by " + g.parameter();
        };
    }

    /** Returns what a planar transformation and its action along H are called. */
    static String action(Transformation g, PlanarGroup group) {
        if (isOutside(g, group)) {
            return "only the planes are " + label(g) + ", for "
                    + (group.order() == 1 ? "the trivial group" : group.label()) + " does not contain this";
        }
        if (leavesWindow(g, group)) {
            return "planar scaling and a shift of every pose beyond the window of scales";
        }
        if (isBetween(g, group)) {
            return "between elements of H: " + interpolation(g);
        }
        return switch (g.kind()) {
            case TRANSLATION -> "the planes move, and nothing along H";
            case ROTATION -> "planar rotation and periodic shift along θ";
            case REFLECTION -> "planar reflection and exchange along H";
            case SCALING -> "planar scaling and shift along the scale axis";
        };
    }

    private static String interpolation(Transformation g) {
        return switch (g.kind()) {
            case REFLECTION -> "planar reflection and exchange, interpolated along θ";
            case SCALING -> "planar scaling, interpolated along the scale axis";
            default -> "planar rotation, interpolated along θ";
        };
    }
}
