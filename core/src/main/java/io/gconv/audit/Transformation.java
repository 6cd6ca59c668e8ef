package io.gconv.audit;

import io.gconv.feature.Border;
import io.gconv.feature.GroupFeatureMap;
import io.gconv.feature.LeftRegular;
import io.gconv.feature.PlanarFeatureMap;
import io.gconv.group.DihedralGroup;
import io.gconv.group.Matrix2;
import io.gconv.group.PlanarGroup;
import java.io.Serializable;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;

/**
 * A transformation g of the plane about the image centre: p ↦ A p + x₀.
 *
 * <pre>
 *   translation  a, b   p + (a, b), in pixels, to the right and up
 *   rotation     a      R(a) p, a in degrees, counter-clockwise
 *   reflection   a      R(2a) S p at the axis with angle a in degrees, S (x, y) = (x, −y)
 *   scaling      a      a p, larger if a > 1
 * </pre>
 *
 * @param kind which of them
 * @param a the first number
 * @param b the second one of a translation, otherwise 0
 */
public record Transformation(Kind kind, double a, double b) implements Serializable {

    private static final double TOLERANCE = 1e-6;
    private static final double LEVEL_TOLERANCE = 5e-4; // 1.414 is meant to be the square root of 2
    private static final double MAX_FACTOR = 16;
    private static final double MAX_NUMBER = 1e5;

    /** A family of transformations. */
    public enum Kind {
        /** By (a, b) pixels. */
        TRANSLATION,
        /** By a degrees. */
        ROTATION,
        /** At the axis of a degrees. */
        REFLECTION,
        /** By the factor a. */
        SCALING;

        /** Returns the name in tables, gates and configurations. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Checks the numbers. */
    public Transformation {
        if (!(Math.abs(a) <= MAX_NUMBER && Math.abs(b) <= MAX_NUMBER)) {
            throw new IllegalArgumentException("numbers of a " + kind.label() + " are at most " + Math.round(MAX_NUMBER)
                    + ", but it had " + a + (kind == Kind.TRANSLATION ? " and " + b : ""));
        }
        if (kind == Kind.SCALING && !(a >= 1 / MAX_FACTOR && a <= MAX_FACTOR)) {
            throw new IllegalArgumentException("a scaling must be in [1/16, 16], but was " + a);
        }
        if (kind != Kind.TRANSLATION && b != 0) {
            throw new IllegalArgumentException("a " + kind.label() + " has one number, but got also " + b);
        }
    }

    /** Returns the translation by (x, y) pixels, to the right and up. */
    public static Transformation translation(double x, double y) {
        return new Transformation(Kind.TRANSLATION, x, y);
    }

    /** Returns the rotation about the centre, counter-clockwise. */
    public static Transformation rotation(double degrees) {
        return new Transformation(Kind.ROTATION, degrees, 0);
    }

    /** Returns the reflection at an axis through the centre; 0 exchanges top and bottom. */
    public static Transformation reflection(double axisDegrees) {
        return new Transformation(Kind.REFLECTION, axisDegrees, 0);
    }

    /** Returns the scaling about the centre. */
    public static Transformation scaling(double factor) {
        return new Transformation(Kind.SCALING, factor, 0);
    }

    /**
     * Reads a transformation as {@link #label} writes it, such as {@code rotation 22.5} or {@code translation 0.5,0}.
     *
     * @throws IllegalArgumentException with a sentence for the user
     */
    public static Transformation parse(String text) {
        String[] words = text.strip().split("\\s+", 2);
        for (Kind kind : Kind.values()) {
            if (words.length == 2 && kind.label().equals(words[0])) {
                String[] numbers = words[1].strip().split("\\s*,\\s*", -1);
                if (numbers.length == (kind == Kind.TRANSLATION ? 2 : 1)) {
                    return new Transformation(
                            kind, number(numbers[0], text), numbers.length == 2 ? number(numbers[1], text) : 0);
                }
            }
        }
        throw new IllegalArgumentException("a transformation is 'translation X,Y', 'rotation DEGREES', 'reflection"
                + " AXIS-DEGREES' or 'scaling FACTOR', but was '" + text + "'");
    }

    private static double number(String word, String text) {
        try {
            return Double.parseDouble(word);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + word + "' in '" + text + "' is not a number", e);
        }
    }

    /** Returns kind and parameter, such as {@code rotation 22.5}. */
    public String label() {
        return kind.label() + " " + parameter();
    }

    /** Returns the numbers, such as {@code 22.5} or {@code 0.5,0}, with up to 4 decimals. */
    public String parameter() {
        return kind == Kind.TRANSLATION ? decimal(a) + "," + decimal(b) : decimal(a);
    }

    private static String decimal(double v) {
        return new DecimalFormat("0.####", DecimalFormatSymbols.getInstance(Locale.ROOT)).format(v);
    }

    /** Returns how much: degrees, pixels, or the factor. */
    public double amount() {
        return kind == Kind.TRANSLATION ? Math.hypot(a, b) : a;
    }

    /** Returns A. Symmetries of the pixel grid have exact entries. */
    public Matrix2 matrix() {
        return switch (kind) {
            case TRANSLATION -> Matrix2.IDENTITY;
            case ROTATION -> Matrix2.rotation(Math.toRadians(a)).snapped();
            case REFLECTION ->
                Matrix2.rotation(Math.toRadians(2 * a))
                        .multiply(new Matrix2(1, 0, 0, -1))
                        .snapped();
            case SCALING -> Matrix2.scaling(a);
        };
    }

    /** Returns x₀ to the right, in pixels. */
    public double x() {
        return kind == Kind.TRANSLATION ? a : 0;
    }

    /** Returns x₀ up, in pixels. */
    public double y() {
        return kind == Kind.TRANSLATION ? b : 0;
    }

    /** Returns g⁻¹. */
    public Transformation inverse() {
        return switch (kind) {
            case TRANSLATION -> translation(0.0 - a, 0.0 - b);
            case ROTATION -> rotation(0.0 - a);
            case REFLECTION -> this;
            case SCALING -> scaling(1 / a);
        };
    }

    /** Returns √|det A|. */
    public double scale() {
        return kind == Kind.SCALING ? a : 1;
    }

    /**
     * Returns the radius of the disk of those x at which Φ(L_g f) and L_g Φ(f) are both known; negative if there are none.
     *
     * <pre>
     *   |x| ≤ R − r   and   |g⁻¹·x| ≤ R − r′,   which  |x| ≤ s (R − r′) − |x₀|  implies
     * </pre>
     *
     * @param disk R, on which f and L_g f are known, in pixels of the image
     * @param receptiveField r, of Φ(L_g f) at x
     * @param transformedField r′, of Φ(f) at g⁻¹·x
     */
    public double comparableRadius(double disk, double receptiveField, double transformedField) {
        return Math.min(disk - receptiveField, scale() * (disk - transformedField) - Math.hypot(x(), y()));
    }

    /** Returns by how many steps of H this rotates: a whole number for elements of H. */
    double rotationSteps(PlanarGroup group) {
        double degrees = kind == Kind.ROTATION ? a : kind == Kind.REFLECTION ? 2 * a : 0;
        return near(degrees * group.rotations() / 360, TOLERANCE);
    }

    /** Returns by how many levels of H this scales: a whole number for elements of H. */
    double levelSteps(PlanarGroup group) {
        return near(Math.log(scale()) / Math.log(base(group)), LEVEL_TOLERANCE);
    }

    private static double near(double steps, double tolerance) {
        return Math.abs(steps - Math.rint(steps)) <= tolerance ? Math.rint(steps) : steps;
    }

    /**
     * Returns L_g f, by cubic splines, with f = 0 beyond the border.
     *
     * @param pitch distance of the pixels of f, in pixels of the image: 1 for the image itself
     */
    public PlanarFeatureMap apply(PlanarFeatureMap f, int pitch) {
        return LeftRegular.transform(f, matrix(), x() / pitch, y() / pitch, Border.ZERO);
    }

    /**
     * Returns L_g F, by cubic splines in the plane: what H has of g acts along H too, between elements by interpolation;
     * what H does not have acts on the plane alone. 0 beyond the border and beyond the window of scales.
     *
     * @param pitch distance of the pixels of F, in pixels of the image
     */
    public GroupFeatureMap apply(GroupFeatureMap f, int pitch) {
        PlanarFeatureMap planes = apply(PlanarFeatureMap.wrap(f.planes(), f.height(), f.width(), f.values()), pitch);
        FibreAction action = new FibreAction(f.group(), this);
        int pixels = planes.height() * planes.width();
        int order = f.elements();
        float[] out = new float[f.planes() * pixels];
        float[][] fibres = new float[order][pixels];
        float[] plane = new float[pixels];
        for (int c = 0; c < f.channels(); c++) {
            for (int h = 0; h < order; h++) {
                System.arraycopy(planes.array(), (c * order + h) * pixels, fibres[h], 0, pixels);
            }
            for (int h = 0; h < order; h++) {
                action.apply(h, fibres, pixels, plane);
                System.arraycopy(plane, 0, out, (c * order + h) * pixels, pixels);
            }
        }
        return GroupFeatureMap.wrap(f.group(), f.channels(), planes.height(), planes.width(), out);
    }

    /** Returns whether (L_g F)(·, h) comes from within the sampled window of H. */
    public boolean isDefined(PlanarGroup group, int h) {
        return new FibreAction(group, this).isDefined(h);
    }

    /** Returns the ratio of neighbouring scale levels, or 1 if H has no scales. */
    private static double base(PlanarGroup group) {
        return group.scale(group.elementsPerLevel());
    }

    static boolean hasScales(PlanarGroup group) {
        return base(group) != 1;
    }

    /**
     * Returns how this relates to R² ⋊ H.
     *
     * @param pitch the largest distance of pixels in the layers, in pixels of the image
     */
    public Membership membership(PlanarGroup group, int pitch) {
        return switch (kind) {
            case TRANSLATION -> a % pitch == 0 && b % pitch == 0 ? Membership.EXACT : Membership.OFF_GRID;
            case ROTATION -> a % 360 == 0 || group.rotations() > 1 ? ofTurn(group) : Membership.OUTSIDE;
            case REFLECTION ->
                group instanceof DihedralGroup && (group.rotations() > 1 || isElement(group))
                        ? ofTurn(group)
                        : Membership.OUTSIDE;
            case SCALING -> a == 1 ? Membership.EXACT : hasScales(group) ? ofScale(group) : Membership.OUTSIDE;
        };
    }

    private Membership ofTurn(PlanarGroup group) {
        if (!isElement(group)) {
            return Membership.OFF_GRID;
        }
        return matrix().isGridSymmetry() ? Membership.EXACT : Membership.ON_GRID;
    }

    /** Returns whether the rotation or reflection is one of the group. */
    private boolean isElement(PlanarGroup group) {
        return rotationSteps(group) == Math.rint(rotationSteps(group));
    }

    private Membership ofScale(PlanarGroup group) {
        return levelSteps(group) == Math.rint(levelSteps(group)) ? Membership.ON_GRID : Membership.OFF_GRID;
    }
}
