package io.gconv.jobs.show;

import io.gconv.feature.PlanarFeatureMap;
import io.gconv.pipeline.Pipeline;

/** The central part of an image that is shown. */
final class Framing {

    private final Pipeline pipeline;
    private final int maxSide;

    Framing(Pipeline pipeline, int maxSide) {
        this.pipeline = pipeline;
        this.maxSide = maxSide;
    }

    /**
     * Returns the central part whose sides are at most the largest and keep the symmetry of every pooling layer.
     *
     * @throws IllegalArgumentException with a sentence for the user if there is none
     */
    PlanarFeatureMap crop(PlanarFeatureMap f) {
        if (!pipeline.spec().input().sizePx().isEmpty()) {
            return f;
        }
        return crop(f, side(f.height()), side(f.width()));
    }

    private int side(int side) {
        return pipeline.largestSide(Math.min(side, maxSide));
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
