package io.gconv.jobs.picture;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * How values become colours.
 *
 * <pre>
 *   colour(v) = map((v − low) / (high − low))
 * </pre>
 *
 * @param map the colours
 * @param low the value of the first colour
 * @param high the value of the last one, larger than low
 */
public record ColourScale(ColourMap map, double low, double high) {

    /** Checks the bounds. */
    public ColourScale {
        if (!(low < high)) {
            throw new IllegalArgumentException("low must be less than high, but they were " + low + " and " + high);
        }
    }

    /** Returns black for low and white for high. */
    public static ColourScale gray(double low, double high) {
        return new ColourScale(ColourMap.GRAY, low, high);
    }

    /** Returns white for 0, orange down to −bound, blue up to bound; 1 instead of a bound of 0. */
    public static ColourScale symmetric(double bound) {
        double positive = bound > 0 ? bound : 1;
        return new ColourScale(ColourMap.DIVERGING, -positive, positive);
    }

    /**
     * Returns one scale for some planes: white for 0, and the darkest colour for the quantile of the absolute values, so
     * that a few large ones do not make the others pale. Orange and blue if there are negative values, otherwise blue.
     *
     * @param quantile in [0, 1]; 1 for the largest value
     */
    public static ColourScale of(List<Plane> planes, double quantile) {
        double[] values = planes.stream()
                .flatMapToDouble(Plane::values)
                .filter(Double::isFinite)
                .toArray();
        boolean signed = Arrays.stream(values).anyMatch(v -> v < 0);
        double[] sizes = Arrays.stream(values).map(Math::abs).sorted().toArray();
        int last = sizes.length - 1;
        double bound = last < 0 ? 0 : sizes[(int) Math.floor(quantile * last)];
        bound = bound > 0 || last < 0 ? bound : sizes[last];
        return signed ? symmetric(bound) : new ColourScale(ColourMap.SEQUENTIAL, 0, bound > 0 ? bound : 1);
    }

    /**
     * Returns the scale of differences of planes that this one is for: the same, or smaller by a power of ten, at most 10⁶,
     * so that the strongest is within it.
     *
     * @param quantile as in {@link #of}
     */
    public ColourScale ofDifferences(List<Plane> differences, double quantile) {
        double strongest = of(differences, quantile).high();
        boolean nothing = differences.stream().flatMapToDouble(Plane::values).allMatch(v -> v == 0 || Double.isNaN(v));
        double tens = nothing ? 0 : Math.floor(Math.log10(high / strongest));
        return symmetric(high / Math.pow(10, Math.max(0, Math.min(6, tens))));
    }

    /** Returns the colour of a value as 0xRRGGBB; what is no number is white, as the paper. */
    public int rgb(double value) {
        return Double.isNaN(value) ? 0xffffff : map.rgb((value - low) / (high - low));
    }

    /** Returns the values of the first and the last colour in words, such as {@code 0 … 0.12}. */
    public String label() {
        return (map == ColourMap.DIVERGING ? "±" : number(low) + " … ") + number(high);
    }

    private static String number(double v) {
        return v == 0
                ? "0"
                : String.format(Locale.ROOT, Math.abs(v) < 0.001 || Math.abs(v) >= 1e4 ? "%.1e" : "%.3g", v);
    }
}
