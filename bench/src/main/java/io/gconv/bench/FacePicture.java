package io.gconv.bench;

import io.gconv.feature.PlanarFeatureMap;
import io.gconv.jobs.config.PipelineConfig;
import io.gconv.layer.Projection;
import io.gconv.pipeline.Features;
import io.gconv.pipeline.Pipeline;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Draws docs/images/relative-poses.png: faces and scrambled faces, and how the detector of face.conf answers. */
final class FacePicture {

    private static final int SIDE = 41;
    private static final int LARGE_SIDE = 61;
    private static final int TILE = 123;
    private static final int PITCH = 136;
    private static final int LEFT = 128;
    private static final int COLUMNS = 8;
    private static final int ROW = 2 * TILE + 104;
    private static final int SCRAMBLED = 64;
    private static final double BASE = Math.sqrt(2);

    private final PrintStream out;
    private final Pipeline turns;
    private final Pipeline turnsAndSizes;

    FacePicture(PrintStream out) {
        this.out = out;
        this.turns = Pipeline.of(PipelineConfig.load(Path.of("bench", "pipelines", "face.conf")));
        this.turnsAndSizes = Pipeline.of(PipelineConfig.load(Path.of("bench", "pipelines", "face-sim2.conf")));
    }

    private static double response(Pipeline detector, PlanarFeatureMap f) {
        return detector.apply(f, Set.of()).descriptor()[0];
    }

    /** Prints the responses and draws the picture. */
    void write(Path file) throws IOException {
        printResponses();
        Canvas canvas = new Canvas(LEFT + COLUMNS * PITCH, 3 * ROW + 8);
        drawTurns(canvas, 36);
        drawSizes(canvas, 36 + ROW);
        drawScrambled(canvas, 36 + 2 * ROW);
        canvas.write(file);
    }

    private void printResponses() {
        DoubleSummaryStatistics rotations = new DoubleSummaryStatistics();
        for (int i = 0; i < 16; i++) {
            rotations.accept(response(turns, Stroke.draw(Stroke.FACE, SIDE, Math.PI * i / 8, 1)));
        }
        print("face.conf, 16 rotations", rotations);
        for (int level = 0; level < 3; level++) {
            DoubleSummaryStatistics sizes = new DoubleSummaryStatistics();
            for (int i = 0; i < 8; i++) {
                PlanarFeatureMap f = Stroke.draw(Stroke.FACE, LARGE_SIDE, Math.PI * i / 4, Math.pow(BASE, level));
                sizes.accept(response(turnsAndSizes, f));
            }
            print(String.format(Locale.ROOT, "face-sim2.conf, size %.2f, 8 rotations", Math.pow(BASE, level)), sizes);
        }
        DoubleSummaryStatistics between = new DoubleSummaryStatistics();
        DoubleSummaryStatistics scrambled = new DoubleSummaryStatistics();
        DoubleSummaryStatistics scrambledSizes = new DoubleSummaryStatistics();
        for (int i = 0; i < 16; i++) {
            between.accept(response(turns, Stroke.draw(Stroke.FACE, SIDE, Math.PI * (i + 0.5) / 8, 1)));
        }
        for (int seed = 0; seed < SCRAMBLED; seed++) {
            scrambled.accept(response(turns, Stroke.draw(Stroke.scrambled(seed), SIDE, 0, 1)));
            double scale = Math.pow(BASE, seed % 3);
            scrambledSizes.accept(response(turnsAndSizes, Stroke.draw(Stroke.scrambled(seed), LARGE_SIDE, 0, scale)));
        }
        print("face.conf, half-way between rotations", between);
        print("face.conf, " + SCRAMBLED + " scrambled", scrambled);
        print("face-sim2.conf, " + SCRAMBLED + " scrambled", scrambledSizes);
        for (int i = 0; i < Stroke.FACE.size(); i++) {
            List<Stroke> strokes = new ArrayList<>(Stroke.FACE);
            Stroke stroke = strokes.remove(i);
            double without = response(turns, Stroke.draw(strokes, SIDE, 0, 1));
            strokes.add(new Stroke(stroke.x(), stroke.y(), stroke.angle() + Math.PI / 2));
            double turned = response(turns, Stroke.draw(strokes, SIDE, 0, 1));
            out.printf(Locale.ROOT, "face.conf, stroke %d missing %.3f, turned by 90° %.3f%n", i, without, turned);
        }
    }

    private void print(String what, DoubleSummaryStatistics responses) {
        out.printf(Locale.ROOT, "%s: %.3f to %.3f%n", what, responses.getMin(), responses.getMax());
    }

    private void drawTurns(Canvas canvas, int top) {
        canvas.left("Turned: 8 of the 16 orientations of R² ⋊ C16", LEFT, top - 16, 15, true);
        for (int column = 0; column < COLUMNS; column++) {
            // 1, 3, 5, … steps of 22.5° and 0, 90°: not only those that are easy on a pixel grid
            int h = new int[] {0, 1, 3, 4, 6, 9, 11, 14}[column];
            PlanarFeatureMap f = Stroke.draw(Stroke.FACE, SIDE, Math.PI * h / 8, 1);
            column(
                    canvas,
                    turns,
                    f,
                    column,
                    top,
                    String.format(Locale.ROOT, "%.1f°", 22.5 * h).replace(".0", ""));
        }
        rowLabels(canvas, top);
    }

    private void drawSizes(Canvas canvas, int top) {
        canvas.left("Turned and enlarged: R² ⋊ (C8 × 3 scales)", LEFT, top - 16, 15, true);
        for (int column = 0; column < COLUMNS; column++) {
            int level = new int[] {0, 0, 0, 1, 1, 1, 2, 2}[column];
            int turn = new int[] {0, 1, 6, 0, 3, 5, 0, 7}[column];
            PlanarFeatureMap f = Stroke.draw(Stroke.FACE, LARGE_SIDE, Math.PI * turn / 4, Math.pow(BASE, level));
            String size = List.of("1", "1.41", "2").get(level);
            column(canvas, turnsAndSizes, f, column, top, "size " + size + ", " + 45 * turn + "°");
        }
        rowLabels(canvas, top);
    }

    private void drawScrambled(Canvas canvas, int top) {
        canvas.left("Scrambled: the same three strokes, each in another pose", LEFT, top - 16, 15, true);
        List<Integer> seeds = new ArrayList<>(
                java.util.stream.IntStream.range(0, SCRAMBLED).boxed().toList());
        seeds.sort(java.util.Comparator.comparingDouble(
                seed -> -response(turns, Stroke.draw(Stroke.scrambled(seed), SIDE, 0, 1))));
        for (int column = 0; column < COLUMNS; column++) {
            int rank = column < 4 ? column : 8 * column;
            PlanarFeatureMap f = Stroke.draw(Stroke.scrambled(seeds.get(rank)), SIDE, 0, 1);
            column(canvas, turns, f, column, top, rank == 0 ? "strongest of 64" : "no. " + (rank + 1));
        }
        rowLabels(canvas, top);
    }

    private static void rowLabels(Canvas canvas, int top) {
        canvas.left("image", 18, top + TILE / 2 + 20, 14, false);
        canvas.left("max over H of", 18, top + TILE + TILE / 2 + 16, 14, false);
        canvas.left("the responses", 18, top + TILE + TILE / 2 + 34, 14, false);
        canvas.left("strongest", 18, top + 2 * TILE + 42, 14, false);
    }

    private static void column(
            Canvas canvas, Pipeline detector, PlanarFeatureMap f, int column, int top, String title) {
        int x = LEFT + column * PITCH;
        Features features = detector.apply(f, Set.of("face"));
        PlanarFeatureMap projection = new Projection.Max().apply(features.map("face"));
        canvas.centred(title, x + TILE / 2, top + 8, 13, false);
        canvas.map(f, x, top + 16, TILE, Canvas.Palette.PAPER, v -> v);
        canvas.map(projection, x, top + TILE + 22, TILE, Canvas.Palette.BLUE, v -> v);
        String value = String.format(Locale.ROOT, "%.2f", features.descriptor()[0]);
        canvas.centred(value, x + TILE / 2, top + 2 * TILE + 43, 16, true);
    }
}
