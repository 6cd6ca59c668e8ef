package io.gconv.bench;

import io.gconv.feature.PlanarFeatureMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A pencil stroke: a Gaussian, 1.3 px across and 3 px along.
 *
 * @param x of its middle in pixels, to the right
 * @param y of its middle in pixels, up
 * @param angle from upright, counter-clockwise
 */
record Stroke(double x, double y, double angle) {

    /** Two upright strokes above a lying one. */
    static final List<Stroke> FACE =
            List.of(new Stroke(-5.5, 4.5, 0), new Stroke(5.5, 4.5, 0), new Stroke(0, -5.5, Math.PI / 2));

    private static final double ACROSS = 1.3;
    private static final double ALONG = 3;
    private static final double FACE_RADIUS = 8;
    private static final double DISTANCE = 6;

    /** Returns the three strokes of a face, each in a random pose: not nearer to each other than 6 px. */
    static List<Stroke> scrambled(long seed) {
        Random random = new Random(seed);
        List<Stroke> strokes = new ArrayList<>();
        while (strokes.size() < FACE.size()) {
            double radius = FACE_RADIUS * Math.sqrt(random.nextDouble());
            double polar = 2 * Math.PI * random.nextDouble();
            Stroke next = new Stroke(radius * Math.cos(polar), radius * Math.sin(polar), Math.PI * random.nextDouble());
            if (strokes.stream().allMatch(s -> Math.hypot(s.x - next.x, s.y - next.y) >= DISTANCE)) {
                strokes.add(next);
            }
        }
        return strokes;
    }

    /** Draws strokes on a square of the given odd side, turned by an angle and enlarged. Nothing is resampled. */
    static PlanarFeatureMap draw(List<Stroke> strokes, int side, double radians, double scale) {
        float[] values = new float[side * side];
        double cos = Math.cos(radians) / scale;
        double sin = Math.sin(radians) / scale;
        for (int i = 0; i < values.length; i++) {
            double px = i % side - side / 2;
            double py = side / 2 - i / side;
            for (Stroke stroke : strokes) {
                float value = (float) stroke.at(cos * px + sin * py, cos * py - sin * px);
                values[i] = Math.max(values[i], value);
            }
        }
        return PlanarFeatureMap.wrap(1, side, side, values);
    }

    private double at(double px, double py) {
        double u = (Math.cos(angle) * (px - x) + Math.sin(angle) * (py - y)) / ACROSS;
        double v = (Math.cos(angle) * (py - y) - Math.sin(angle) * (px - x)) / ALONG;
        return Math.exp(-0.5 * (u * u + v * v));
    }
}
