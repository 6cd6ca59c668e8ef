package io.gconv.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.gconv.feature.PlanarFeatureMap;
import io.gconv.group.CyclicGroup;
import io.gconv.group.PlanarGroup;
import io.gconv.group.Similitudes;
import io.gconv.kernel.GaussianDerivative;
import io.gconv.kernel.KernelWindow;
import io.gconv.kernel.PlanarKernel;
import io.gconv.layer.Padding;
import io.gconv.layer.Pointwise;
import io.gconv.layer.Projection;
import io.gconv.pipeline.DescriptorSpec.Compression;
import io.gconv.pipeline.DescriptorSpec.Margin;
import io.gconv.pipeline.DescriptorSpec.RegionSpec;
import io.gconv.pipeline.KernelSpec.Normalisation;
import io.gconv.pipeline.KernelTerm.Mean;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Relative poses: group kernels written by hand find a face, two upright strokes above a lying one, in every pose, and
 * not the same strokes in other relative poses. The faces are drawn as functions, so nothing is resampled.
 */
class FaceTest {

    private static final CyclicGroup TURNS = new CyclicGroup(16);
    private static final Similitudes TURNS_AND_SIZES = new Similitudes(8, Math.sqrt(2), 3);

    /** What a stroke is wide and long, as σ of a Gaussian in pixels. */
    private static final double ACROSS = 1.3;

    private static final double ALONG = 3;

    /** A response to a face; what the bias leaves of it is 1 up to sampling. */
    private static final double TOLERANCE = 0.03;

    /** A stroke at (x, y) in pixels, turned from upright by an angle in radians. */
    private record Stroke(double x, double y, double angle) {

        double at(double px, double py) {
            double u = Math.cos(angle) * (px - x) + Math.sin(angle) * (py - y);
            double v = Math.cos(angle) * (py - y) - Math.sin(angle) * (px - x);
            return Math.exp(-0.5 * (u * u / (ACROSS * ACROSS) + v * v / (ALONG * ALONG)));
        }
    }

    private static final List<Stroke> FACE =
            List.of(new Stroke(-5.5, 4.5, 0), new Stroke(5.5, 4.5, 0), new Stroke(0, -5.5, Math.PI / 2));

    /** Draws strokes, turned about the centre by an angle and then enlarged. */
    private static PlanarFeatureMap draw(List<Stroke> strokes, int side, double angle, double scale) {
        float[] values = new float[side * side];
        for (int i = 0; i < values.length; i++) {
            double x = (i % side - side / 2) / scale;
            double y = (side / 2 - i / side) / scale;
            double turnedX = Math.cos(angle) * x + Math.sin(angle) * y;
            double turnedY = Math.cos(angle) * y - Math.sin(angle) * x;
            for (Stroke stroke : strokes) {
                values[i] = Math.max(values[i], (float) stroke.at(turnedX, turnedY));
            }
        }
        return PlanarFeatureMap.wrap(1, side, side, values);
    }

    /** Returns the three strokes, each in a random pose, as far apart as those of the face nearly are. */
    private static List<Stroke> scrambled(long seed) {
        Random random = new Random(seed);
        List<Stroke> strokes = new ArrayList<>();
        while (strokes.size() < FACE.size()) {
            double radius = 8 * Math.sqrt(random.nextDouble());
            double polar = 2 * Math.PI * random.nextDouble();
            Stroke next = new Stroke(radius * Math.cos(polar), radius * Math.sin(polar), Math.PI * random.nextDouble());
            if (strokes.stream().allMatch(s -> Math.hypot(s.x() - next.x(), s.y() - next.y()) >= 6)) {
                strokes.add(next);
            }
        }
        return strokes;
    }

    /**
     * The detector: a lift that answers 1 to a stroke, and a group kernel with one blob per stroke, at its place and with
     * its orientation relative to the face as the tap. The bias takes away two thirds of what a face gives.
     */
    private static PipelineSpec detector(PlanarGroup group) {
        int quarterTurn = group.rotations() / 4;
        PlanarKernel ridge = new GaussianDerivative(2, 0, ACROSS, ALONG);
        KernelTerm stroke = new KernelTerm(-4 * ACROSS * ACROSS, 0, 0, ridge, 0, 0, 0, 19, Mean.REMOVED);
        List<KernelTerm> parts = List.of(part(0, -5.5, 4.5), part(0, 5.5, 4.5), part(quarterTurn, 0, -5.5));
        return new PipelineSpec(
                "face",
                "",
                InputSpec.gray(),
                group,
                layer("lift", 19, List.of(0), List.of(stroke), 0),
                List.of(layer("face", 23, List.of(0, quarterTurn), parts, -2)),
                List.of(new DescriptorSpec.Pooled(
                        "face",
                        List.of(),
                        List.of(new Projection.Max()),
                        new RegionSpec(0, new Margin.Pixels(0)),
                        List.of(Statistic.MAX),
                        new Compression.None())));
    }

    private static KernelTerm part(int tap, double x, double y) {
        return new KernelTerm(1.7, 0, tap, GaussianDerivative.gaussian(1.2), x, y, 0, 7, Mean.KEPT);
    }

    private static LayerSpec.Correlation layer(
            String name, int size, List<Integer> taps, List<KernelTerm> terms, double bias) {
        return new LayerSpec.Correlation(
                name,
                KernelWindow.disk(size),
                Padding.ZERO,
                taps,
                new KernelSpec.Terms(List.of(terms), Normalisation.NONE),
                List.of(bias),
                List.of(Pointwise.of(Pointwise.Function.RELU)));
    }

    /** Returns the largest response in any pose. */
    private static double response(Pipeline detector, PlanarFeatureMap f) {
        return detector.apply(f, Set.of()).descriptor()[0];
    }

    @Test
    void aFaceIsFoundInEveryOrientation() {
        Pipeline detector = Pipeline.of(detector(TURNS));
        double upright = response(detector, draw(FACE, 65, 0, 1));
        for (int h = 0; h < TURNS.order(); h++) {
            assertThat(response(detector, draw(FACE, 65, TURNS.angle(h), 1)) / upright)
                    .isBetween(1 - TOLERANCE, 1 + TOLERANCE);
        }
    }

    @Test
    void aFaceIsFoundInEveryOrientationAndSize() {
        Pipeline detector = Pipeline.of(detector(TURNS_AND_SIZES));
        double reference = response(detector, draw(FACE, 97, 0, 1));
        for (int h = 0; h < TURNS_AND_SIZES.order(); h++) {
            double angle = 2 * Math.PI * (h % TURNS_AND_SIZES.rotations()) / TURNS_AND_SIZES.rotations();
            assertThat(response(detector, draw(FACE, 97, angle, TURNS_AND_SIZES.scale(h))) / reference)
                    .isBetween(1 - TOLERANCE, 1 + TOLERANCE);
        }
    }

    /** The pose of the strongest response is the pose of the face: that is what a feature map on G says. */
    @ParameterizedTest
    @MethodSource("groups")
    void theStrongestResponseIsAtThePoseOfTheFace(PlanarGroup group) {
        Pipeline detector = Pipeline.of(detector(group));
        for (int h = 0; h < group.order(); h++) {
            double angle = 2 * Math.PI * (h % group.rotations()) / group.rotations();
            PlanarFeatureMap f = draw(FACE, 97, angle, group.scale(h));
            float[] values = detector.apply(f, Set.of("face")).map("face").values();
            int best = 0;
            for (int i = 1; i < values.length; i++) {
                best = values[i] > values[best] ? i : best;
            }
            assertThat(best).isEqualTo((h * 97 + 48) * 97 + 48);
        }
    }

    @ParameterizedTest
    @MethodSource("groups")
    void theSameStrokesScrambledGiveAtMostAThird(PlanarGroup group) {
        Pipeline detector = Pipeline.of(detector(group));
        double face = response(detector, draw(FACE, 65, 0, 1));
        for (int seed = 0; seed < 16; seed++) {
            assertThat(response(detector, draw(scrambled(seed), 65, 0, 1))).isLessThan(face / 3);
        }
    }

    @ParameterizedTest
    @MethodSource("groups")
    void aFaceWithoutOneOfItsStrokesIsNotFound(PlanarGroup group) {
        Pipeline detector = Pipeline.of(detector(group));
        double face = response(detector, draw(FACE, 65, 0, 1));
        for (int missing = 0; missing < FACE.size(); missing++) {
            List<Stroke> strokes = new ArrayList<>(FACE);
            strokes.remove(missing);
            assertThat(response(detector, draw(strokes, 65, 0, 1))).isLessThan(0.05 * face);
        }
    }

    static List<PlanarGroup> groups() {
        return List.of(TURNS, TURNS_AND_SIZES);
    }
}
