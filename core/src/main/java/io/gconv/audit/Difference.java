package io.gconv.audit;

/**
 * The difference of two feature maps on some points, summed up.
 *
 * <pre>
 *   error = √(Σ (a − b)²) / √(Σ b²)
 * </pre>
 */
final class Difference {

    private double squares;
    private double reference;
    private long values;
    private float largest;
    private float largestReference;
    private int channel = -1;
    private int element = -1;
    private int point = -1;

    /**
     * Adds the values of one plane.
     *
     * @param a what is judged, one value per point
     * @param b what it should be, one value per point
     * @param count how many points
     */
    void add(int channel, int element, float[] a, float[] b, int count) {
        for (int p = 0; p < count; p++) {
            float d = a[p] - b[p];
            squares += (double) d * d;
            reference += (double) b[p] * b[p];
            largestReference = Math.max(largestReference, Math.abs(b[p]));
            if (Math.abs(d) > largest) {
                largest = Math.abs(d);
                this.channel = channel;
                this.element = element;
                this.point = p;
            }
        }
        values += count;
    }

    /** Returns the error; NaN without values. */
    double error() {
        return Math.sqrt(squares / reference);
    }

    /** Returns √(Σ (a − b)² / n). */
    double rootMeanSquare() {
        return Math.sqrt(squares / values);
    }

    /** Returns √(Σ b² / n). */
    double referenceRootMeanSquare() {
        return Math.sqrt(reference / values);
    }

    long values() {
        return values;
    }

    /** Returns max |a − b|. */
    float largest() {
        return largest;
    }

    /** Returns max |b|. */
    float largestReference() {
        return largestReference;
    }

    /** Returns where the maximum is, or {@code none} if the sides are equal. */
    Measurement.Place place(DiskPoints points) {
        return point < 0
                ? Measurement.Place.NONE
                : new Measurement.Place(channel, element, points.row(point), points.column(point));
    }
}
