package io.gconv.jobs.show;

import io.gconv.feature.PlanarFeatureMap;
import io.gconv.layer.MapShape;
import io.gconv.pipeline.Pipeline;
import io.gconv.pipeline.Stage;
import java.util.stream.IntStream;

/** The central part of an image that is shown. */
final class Framing {

    /** Poolings halve at most eight times, so of as many sides in a row one works if any does. */
    private static final int SIDES = 512;

    private final Pipeline pipeline;
    private final int maxSide;

    Framing(Pipeline pipeline, int maxSide) {
        this.pipeline = pipeline;
        this.maxSide = maxSide;
    }

    /** Returns the central part whose sides are at most the largest and keep the symmetry of every pooling layer. */
    PlanarFeatureMap crop(PlanarFeatureMap f) {
        if (!pipeline.spec().input().sizePx().isEmpty()) {
            return f;
        }
        return crop(f, side(f.height()), side(f.width()));
    }

    private int side(int side) {
        int largest = Math.min(side, maxSide);
        return IntStream.iterate(largest, s -> s - 1)
                .limit(Math.min(largest, SIDES))
                .filter(this::takes)
                .findFirst()
                .orElse(largest);
    }

    private boolean takes(int side) {
        try {
            MapShape shape = pipeline.lift().outputShape(side, side);
            for (Stage stage : pipeline.stages()) {
                shape = stage.outputShape(shape);
            }
            return true;
        } catch (IllegalArgumentException refused) {
            return false;
        }
    }

    private static PlanarFeatureMap crop(PlanarFeatureMap f, int height, int width) {
        if (height == f.height() && width == f.width()) {
            return f;
        }
        int top = (f.height() - height) / 2;
        int left = (f.width() - width) / 2;
        float[] values = new float[f.channels() * height * width];
        for (int i = 0; i < values.length; i++) {
            int x = i % width;
            int y = i / width % height;
            values[i] = f.value(i / (width * height), top + y, left + x);
        }
        return PlanarFeatureMap.of(f.channels(), height, width, values);
    }
}
