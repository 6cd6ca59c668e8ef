package io.gconv.bench;

import io.gconv.audit.Transformation;
import io.gconv.feature.GroupFeatureMap;
import io.gconv.feature.PlanarFeatureMap;
import io.gconv.group.CyclicGroup;
import io.gconv.kernel.GaussianDerivative;
import io.gconv.kernel.KernelBank;
import io.gconv.kernel.KernelWindow;
import io.gconv.layer.LiftingCorrelation;
import io.gconv.layer.Padding;
import io.gconv.layer.Pointwise;
import io.gconv.layer.Projection;
import java.awt.Color;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/**
 * Draws docs/images/planar-rotation-and-periodic-shift.png: the lifting correlation of a photograph at 8 of 16
 * orientations, and that of the photograph turned by 45°.
 */
final class HeroPicture {

    private static final CyclicGroup C16 = new CyclicGroup(16);
    private static final int COLUMNS = 8;
    private static final int KERNEL = 13;
    private static final double SIGMA = 2;
    private static final int SIDE = 257;

    /** Cropped from all pictures after the lift, so that the border of the image is not seen as an edge. */
    private static final int FRAME = 10;

    private static final int TILE = 122;
    private static final int PITCH = 131;
    private static final int LEFT = 14;
    private static final int KERNEL_TOP = 46;
    private static final int KERNEL_TILE = 52;
    private static final int FIRST = 128;
    private static final int SECOND = FIRST + TILE + 62;
    private static final Color ARROW = new Color(200, 90, 0);
    private static final Transformation TURN = Transformation.rotation(45);

    private final Canvas canvas = new Canvas(2 * LEFT + (COLUMNS + 2) * PITCH - (PITCH - TILE), SECOND + TILE + 44);
    private final LiftingCorrelation lift;
    private double strongest = 1;

    private HeroPicture() {
        KernelBank bank = KernelBank.lifting(
                1, 1, (o, c, tap) -> new GaussianDerivative(1, 0, SIGMA, SIGMA).withZeroMean(0.5 * KERNEL));
        this.lift = new LiftingCorrelation(C16, bank, KernelWindow.disk(KERNEL), Padding.ZERO, new double[1]);
    }

    static void write(Path file, PrintStream out) throws IOException {
        HeroPicture picture = new HeroPicture();
        PlanarFeatureMap photo = Photos.crop(Photos.blurred(Photos.load("camera.png"), 1), SIDE + 2 * FRAME, 240, 150);
        double error = picture.draw(photo, TURN.apply(photo, 1));
        picture.canvas.write(file);
        out.printf(Locale.ROOT, "projection of the turned photograph against the turned projection: %.1e%n", error);
    }

    private GroupFeatureMap apply(PlanarFeatureMap f) {
        return Pointwise.of(Pointwise.Function.RELU).apply(lift.apply(f));
    }

    private double draw(PlanarFeatureMap photo, PlanarFeatureMap turned) {
        GroupFeatureMap lifted = apply(photo);
        GroupFeatureMap turnedLifted = apply(turned);
        PlanarFeatureMap projection = new Projection.Max().apply(lifted);
        PlanarFeatureMap turnedProjection = new Projection.Max().apply(turnedLifted);
        PlanarFeatureMap expected = TURN.apply(projection, 1);
        float[] sorted = inner(projection).values();
        Arrays.sort(sorted); // what is beyond the 99.5th percentile is drawn as dark as that
        strongest = sorted[(int) (0.995 * sorted.length)];

        words();
        kernels();
        row(FIRST, photo, lifted, projection);
        row(SECOND, turned, turnedLifted, turnedProjection);
        arrows();
        double error = new Disk(SIDE, SIDE, 0).error(inner(turnedProjection), inner(expected));
        int below = SECOND + TILE + 24;
        canvas.left("turned by 45°", column(0) + 14, below, 14, false);
        canvas.left(
                "planar rotation and periodic shift: every map is turned by 45° and moves on by 45° along θ, the last to the first place",
                column(1),
                below,
                14,
                false);
        String difference = String.format(Locale.ROOT, "only turned: relative L2 error %.1f %%", 100 * error);
        canvas.centred(difference, column(COLUMNS + 1) + TILE / 2 - 82, below, 14, true);
        return error;
    }

    private static int column(int i) {
        return LEFT + i * PITCH;
    }

    private void words() {
        canvas.centred("f", column(0) + TILE / 2, 28, 17, true);
        canvas.left(
                "lifting correlation with an edge k, at 8 of 16 orientations θ (after relu)", column(1), 28, 17, true);
        canvas.centred("max over θ", column(COLUMNS + 1) + TILE / 2, 28, 17, true);
    }

    private void kernels() {
        int q = KERNEL * KERNEL;
        for (int i = 0; i < COLUMNS; i++) {
            int h = 2 * i;
            double[] values = lift.kernels().kernel(h, 0);
            double max = Arrays.stream(values).map(Math::abs).max().orElse(1);
            float[] floats = new float[q];
            for (int p = 0; p < q; p++) {
                floats[p] = (float) values[p];
            }
            PlanarFeatureMap kernel = PlanarFeatureMap.wrap(1, KERNEL, KERNEL, floats);
            canvas.map(kernel, column(i + 1), KERNEL_TOP, KERNEL_TILE, Canvas.Palette.SIGNED, v -> 0.5 + 0.5 * v / max);
            canvas.left("θ = " + 45 * i + "°", column(i + 1) + KERNEL_TILE + 8, KERNEL_TOP + 30, 14, false);
        }
    }

    private static PlanarFeatureMap inner(PlanarFeatureMap f) {
        return Photos.crop(f, SIDE);
    }

    private void row(int y, PlanarFeatureMap f, GroupFeatureMap lifted, PlanarFeatureMap projection) {
        canvas.disk(inner(f), column(0), y, TILE, Canvas.Palette.GRAY, v -> v);
        for (int i = 0; i < COLUMNS; i++) {
            canvas.disk(inner(plane(lifted, 2 * i)), column(i + 1), y, TILE, Canvas.Palette.BLUE, v -> v / strongest);
        }
        canvas.disk(inner(projection), column(COLUMNS + 1), y, TILE, Canvas.Palette.BLUE, v -> v / strongest);
    }

    private static PlanarFeatureMap plane(GroupFeatureMap f, int h) {
        int pixels = f.height() * f.width();
        float[] values = Arrays.copyOfRange(f.array(), h * pixels, (h + 1) * pixels);
        return PlanarFeatureMap.wrap(1, f.height(), f.width(), values);
    }

    private void arrows() {
        int from = FIRST + TILE + 6;
        int to = SECOND - 8;
        int middle = TILE / 2;
        canvas.arrow(column(0) + middle, from, column(0) + middle, to, ARROW);
        canvas.left("L_g", column(0) + middle - 34, (from + to) / 2 + 5, 14, false);
        for (int i = 1; i < COLUMNS; i++) {
            canvas.arrow(column(i) + middle, from, column(i + 1) + middle, to, ARROW);
        }
        canvas.arrow(column(1) - 26, to - 21, column(1) + middle, to, ARROW);
        canvas.arrow(column(COLUMNS) + middle, from, column(COLUMNS + 1) - 14, from + 25, ARROW);
        canvas.arrow(column(COLUMNS + 1) + middle, from, column(COLUMNS + 1) + middle, to, ARROW);
    }
}
