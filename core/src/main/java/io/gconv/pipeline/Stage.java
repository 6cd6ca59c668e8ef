package io.gconv.pipeline;

import io.gconv.layer.GroupLayer;
import io.gconv.layer.MapShape;
import java.util.Collections;
import java.util.List;

/**
 * A named layer of a pipeline with what follows it: its output is the output of the last one.
 *
 * @param spec the layer as data
 * @param layers the layer, with its activation fused. For the lift, only what follows it: nothing but in controls
 * @param receptiveFieldRadii of the output at every scale level, in pixels of the image
 * @param pitch distance of output pixels, in pixels of the image
 * @param offset how far the first output pixel is from the first pixel of the image, in pixels of the image
 */
public record Stage(
        LayerSpec spec, List<GroupLayer> layers, List<Double> receptiveFieldRadii, int pitch, double offset) {

    /** Copies the lists. */
    public Stage {
        layers = List.copyOf(layers);
        receptiveFieldRadii = List.copyOf(receptiveFieldRadii);
    }

    /** Returns how far the output looks at any level, in pixels of the image. */
    public double receptiveFieldRadius() {
        return Collections.max(receptiveFieldRadii);
    }

    /** Returns the shape of the output. */
    public MapShape outputShape(MapShape in) {
        MapShape out = in;
        for (GroupLayer layer : layers) {
            out = layer.outputShape(out);
        }
        return out;
    }

    /** Returns the first of the {@code length} output rows at or below row y of the image; the same for columns. */
    int at(int y, int length) {
        return at(y, offset, pitch, length);
    }

    static int at(long y, double offset, int pitch, int length) {
        return (int) Math.max(0, Math.min(length, Math.ceil((y - offset) / pitch)));
    }
}
