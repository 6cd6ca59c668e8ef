package io.gconv.jobs.audit.report;

import io.gconv.audit.Membership;
import io.gconv.jobs.html.Html;
import java.util.Locale;

/** Errors, transformations and names as people read them. Texts are plain unless a method says HTML. */
final class Phrases {

    private Phrases() {}

    /** Returns an error with two significant digits, such as {@code 0}, {@code 2.1e-7}, {@code 0.0083} or {@code 1.4}. */
    static String error(double e) {
        if (Double.isNaN(e)) {
            return "–";
        }
        if (e == 0) {
            return "0";
        }
        if (e < 0.000995 || e >= 1e4) {
            return String.format(Locale.ROOT, "%.1e", e)
                    .replaceFirst("e([-+])0*", "e$1")
                    .replace("e+", "e");
        }
        int digits = (int) Math.floor(Math.log10(e * 1.005));
        return String.format(Locale.ROOT, "%." + Math.max(0, 1 - digits) + "f", e);
    }

    /** Returns an error in per cent, such as {@code 0.8 %}; as {@link #error} where that would need many zeros. */
    static String percent(double e) {
        return e >= 0.000995 && e < 0.995
                ? error(100 * e).replaceFirst("(?<=\\.[0-9])0$|\\.0$", "") + "\u00a0%"
                : error(e);
    }

    /** Returns a limit as short as possible, such as {@code 1e-5} or {@code 0.05}. */
    static String limit(double limit) {
        if (Double.isNaN(limit)) {
            return error(limit);
        }
        if ((limit >= 0.001 && limit < 1e4) || limit == 0) {
            return String.format(Locale.ROOT, "%.6f", limit).replaceFirst("\\.?0+$", "");
        }
        return String.format(Locale.ROOT, "%.3e", limit)
                .replaceFirst("\\.?0+e", "e")
                .replaceFirst("e([-+])0*", "e$1")
                .replace("e+", "e");
    }

    /** Returns a transformation, such as {@code rotation 22.5°}, {@code scaling ×1.414}, {@code translation 0.5,0 px}. */
    static String transformation(String kind, String parameter) {
        return kind + " " + parameter(kind, parameter);
    }

    /** Returns a parameter with its unit; a word of a gate, such as {@code exact}, as it is. */
    static String parameter(String kind, String parameter) {
        if (!parameter.matches("-?[0-9].*")) {
            return parameter;
        }
        return switch (kind) {
            case "rotation" -> parameter + "°";
            case "reflection" -> parameter + "° axis";
            case "scaling" -> "×" + parameter;
            case "translation" -> parameter + " px";
            default -> parameter;
        };
    }

    /** Returns what the amount of a kind of transformation is, as the title of an axis. */
    static String axis(String kind) {
        return switch (kind) {
            case "rotation" -> "angle, degrees counter-clockwise";
            case "reflection" -> "axis of reflection, degrees";
            case "scaling" -> "scale factor";
            case "translation" -> "length of the shift, pixels";
            default -> kind;
        };
    }

    /** Returns a kind in the plural, capitalised, such as {@code Rotations}. */
    static String plural(String kind) {
        return kind.isEmpty() ? kind : kind.substring(0, 1).toUpperCase(Locale.ROOT) + kind.substring(1) + "s";
    }

    /** Returns what a membership means, in few words. */
    static String meaning(Membership membership) {
        return switch (membership) {
            case EXACT -> "exact: nothing is interpolated";
            case ON_GRID -> "on the grid: in the group, the image is interpolated";
            case OFF_GRID -> "off the grid: between elements of the group";
            case OUTSIDE -> "outside the group: nothing is promised";
        };
    }

    /** Returns what a control is, in few words. */
    static String control(String variant) {
        return switch (variant) {
            case "trivial" -> "the same kernels in one pose only, as in a plain correlation";
            case "identical" -> "the same kernel for every element of the group";
            case "shuffled" -> "the kernels of the group's elements exchanged";
            default -> "a pipeline that is not equivariant";
        };
    }

    /** Returns a name, such as a layer's, as HTML. */
    static String code(String name) {
        return "<code>" + Html.text(name) + "</code>";
    }
}
