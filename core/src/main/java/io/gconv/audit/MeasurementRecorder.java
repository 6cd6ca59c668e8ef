package io.gconv.audit;

import io.gconv.audit.Measurement.Place;
import io.gconv.audit.Measurement.Status;
import io.gconv.feature.GroupFeatureMap;
import io.gconv.pipeline.Stage;
import java.util.List;

/** Writes down what is measured of one variant under one transformation of one image, layer by layer. */
final class MeasurementRecorder {

    private final String variant;
    private final Transformation g;
    private final Membership membership;
    private final double floor;
    private final List<Measurement> out;
    private boolean signal;

    /**
     * Begins a transformation.
     *
     * @param floor error of resampling the image alone
     * @param out takes the measurements
     */
    MeasurementRecorder(String variant, Transformation g, Membership membership, double floor, List<Measurement> out) {
        this.variant = variant;
        this.g = g;
        this.membership = membership;
        this.floor = floor;
        this.out = out;
    }

    /** Measures a layer on G, whose output is flat up to {@code level}. */
    void layer(Stage stage, LayerComparison comparison, double level) {
        add(stage.spec().name(), comparison.onGroup(), comparison.points(), Double.NaN, level);
    }

    /** Measures the projection of a layer. */
    void projection(LayerComparison comparison, GroupFeatureMap map, double level) {
        boolean truncates = g.scale() != 1 && map.group().levels() > 1;
        double truncated = truncates ? comparison.projectedOverTheWindow().error() : Double.NaN;
        add(Audit.PROJECTION, comparison.projected(), comparison.points(), truncated, level);
    }

    private void add(String layer, Difference d, DiskPoints points, double truncated, double level) {
        if (d.values() == 0) {
            signal = true; // for all that is known
            out.add(Measurement.tooSmall(variant, layer, g, membership, floor));
            return;
        }
        boolean isFlat = d.referenceRootMeanSquare() <= level;
        signal |= !isFlat;
        out.add(new Measurement(
                variant,
                layer,
                g,
                membership,
                isFlat ? Status.FLAT : Status.OK,
                isFlat ? Double.NaN : d.error(),
                floor,
                d.rootMeanSquare(),
                d.referenceRootMeanSquare(),
                d.largest(),
                d.largestReference(),
                d.place(points),
                d.values(),
                isFlat ? Double.NaN : truncated));
    }

    /** Measures the descriptor: it is flat if all layers are. */
    void descriptor(float[] image, float[] transformed) {
        double squares = 0;
        double reference = 0;
        double largest = 0;
        double largestReference = 0;
        for (int i = 0; i < image.length; i++) {
            double d = (double) transformed[i] - image[i];
            squares += d * d;
            reference += (double) image[i] * image[i];
            largest = Math.max(largest, Math.abs(d));
            largestReference = Math.max(largestReference, Math.abs(image[i]));
        }
        boolean isFlat = !signal || reference == 0;
        out.add(new Measurement(
                variant,
                Audit.DESCRIPTOR,
                g,
                membership,
                isFlat ? Status.FLAT : Status.OK,
                isFlat ? Double.NaN : Math.sqrt(squares / reference),
                floor,
                Math.sqrt(squares / image.length),
                Math.sqrt(reference / image.length),
                largest,
                largestReference,
                Place.NONE,
                image.length,
                Double.NaN));
    }
}
