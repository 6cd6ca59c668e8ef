package io.gconv.audit;

import io.gconv.feature.PixelGrid;
import io.gconv.feature.PointSamples;
import io.gconv.pipeline.Stage;

/**
 * Within which distance of the centre the output of a layer can be compared, in pixels of the image.
 *
 * @param stage the layer
 * @param g the transformation
 * @param disk R of the image
 * @param map the grid of Φ(f)
 */
record Radii(Stage stage, Transformation g, double disk, PixelGrid map) {

    /** Returns the radius for an h whose level is given, and that reads levels up to another one; negative if it is nowhere. */
    double of(int level, int highestRead) {
        double field = stage.receptiveFieldRadii().get(highestRead);
        return g.comparableRadius(disk, stage.receptiveFieldRadii().get(level), Math.max(field, disk - readable()));
    }

    /** Returns the largest of them. */
    double largest() {
        return of(0, 0);
    }

    /** Returns how far from the centre of Φ(f) a point may be, so that the map has what is read around it. */
    private double readable() {
        int pitch = stage.pitch();
        boolean onPixels = g.matrix().isGridSymmetry() && g.x() % pitch == 0 && g.y() % pitch == 0;
        return pitch * (0.5 * (Math.min(map.height(), map.width()) - 1) - (onPixels ? 0 : PointSamples.REACH));
    }
}
