package io.gconv.audit;

/**
 * The error of one layer under one transformation, for one image.
 *
 * <pre>
 *   error = ‖Φ(L_g f) − L_g Φ(f)‖₂ / ‖L_g Φ(f)‖₂       of a layer, on the points where both sides are known
 *   error = ‖d(L_g f) − d(f)‖₂ / ‖d(f)‖₂               of the descriptor
 * </pre>
 *
 * @param variant {@code pipeline} or the name of a {@link Control}
 * @param layer a layer, {@link Audit#PROJECTION} or {@link Audit#DESCRIPTOR}
 * @param transformation g
 * @param membership how g relates to the group of the audited pipeline
 * @param status whether there is an error
 * @param error NaN unless the status is ok
 * @param floor the error of resampling the image alone, ‖L_g⁻¹ L_g f − f‖ / ‖f − μ‖, μ its mean; NaN if it cannot be told
 * @param difference root mean square of the numerator per value
 * @param reference root mean square of the denominator per value
 * @param largest max |Φ(L_g f) − L_g Φ(f)|
 * @param largestReference max |L_g Φ(f)|
 * @param place where the largest difference is
 * @param values how many values were compared
 * @param truncated for a projection over a window of scales: the error if each side projects over all of its window, also
 *     over the levels that the other side lacks; otherwise NaN
 */
public record Measurement(
        String variant,
        String layer,
        Transformation transformation,
        Membership membership,
        Status status,
        double error,
        double floor,
        double difference,
        double reference,
        double largest,
        double largestReference,
        Place place,
        long values,
        double truncated) {

    /** Whether there is an error, or why not. */
    public enum Status {
        /** There is one. */
        OK,
        /** The denominator is at most {@link Audit#FLAT} of what the layer could give: rounding, not signal. */
        FLAT,
        /** The image is too small: nothing is left of the disk inside the border, or of the window of scales. */
        TOO_SMALL;

        /** Returns the name in tables. */
        public String label() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * A place in a feature map; −1 where there is none.
     *
     * @param channel c
     * @param element h
     * @param row from the top
     * @param column from the left
     */
    public record Place(int channel, int element, int row, int column) {

        /** No place. */
        public static final Place NONE = new Place(-1, -1, -1, -1);
    }

    /** Returns a measurement without values. */
    static Measurement tooSmall(String variant, String layer, Transformation g, Membership membership, double floor) {
        double none = Double.NaN;
        return new Measurement(
                variant,
                layer,
                g,
                membership,
                Status.TOO_SMALL,
                none,
                floor,
                none,
                none,
                none,
                none,
                Place.NONE,
                0,
                none);
    }
}
