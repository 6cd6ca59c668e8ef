package io.gconv.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.gconv.feature.GroupFeatureMap;
import io.gconv.feature.LeftRegular;
import io.gconv.feature.PlanarFeatureMap;
import io.gconv.group.CyclicGroup;
import io.gconv.group.DihedralGroup;
import io.gconv.group.PlanarGroup;
import io.gconv.group.Pose;
import io.gconv.group.ScaleGroup;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;
import javax.imageio.ImageIO;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Φ(L_g f) = L_g Φ(f) and d(L_g f) = d(f), from image files to Parquet, with the shipped pipelines. */
@Tag("engine")
class TheoremThroughTheJobTest {

    private static final Path SHIPPED = Path.of("..", "conf", "pipelines");
    private static final Path TEXTURE = Path.of("..", "data-samples", "textures", "brick.png");

    @TempDir
    private Path folder;

    /** Returns a crop of a real texture, 90 × 77 pixels, as 8-bit values. */
    private static PlanarFeatureMap picture() throws IOException {
        BufferedImage image = ImageIO.read(TEXTURE.toFile());
        float[] values = new float[90 * 77];
        for (int i = 0; i < values.length; i++) {
            values[i] = image.getRaster().getSample(100 + i % 90, 200 + i / 90, 0);
        }
        return PlanarFeatureMap.of(1, 77, 90, values);
    }

    private Path write(String name, PlanarFeatureMap f, int type) throws IOException {
        BufferedImage image = new BufferedImage(f.width(), f.height(), type);
        for (int y = 0; y < f.height(); y++) {
            for (int x = 0; x < f.width(); x++) {
                image.getRaster().setSample(x, y, 0, Math.round(f.value(0, y, x)));
            }
        }
        Path file = Files.createDirectories(folder.resolve("in")).resolve(name);
        ImageIO.write(image, "png", file.toFile());
        return file;
    }

    private Path write(String name, PlanarFeatureMap f) throws IOException {
        return write(name, f, BufferedImage.TYPE_BYTE_GRAY);
    }

    private Path run(String pipeline, String... more) {
        Gconv.spark();
        Path output = folder.resolve("out");
        List<String> args = new java.util.ArrayList<>(List.of(
                "extract",
                "--input",
                folder.resolve("in").toString(),
                "--pipeline",
                pipeline,
                "--output",
                output.toString()));
        args.addAll(List.of(more));
        Gconv.Result result = Gconv.run(args.toArray(String[]::new));
        assertThat(result.err()).isEmpty();
        assertThat(result.exitCode()).isZero();
        return output;
    }

    /** Returns the descriptors by the names of files. */
    private static Map<String, double[]> descriptors(Path output) {
        Map<String, double[]> descriptors = new HashMap<>();
        for (Row row : Gconv.features(output).collectAsList()) {
            descriptors.put(
                    row.<String>getAs("path").replaceFirst(".*/", ""),
                    row.<Float>getList(row.fieldIndex("descriptor")).stream()
                            .mapToDouble(Float::doubleValue)
                            .toArray());
        }
        return descriptors;
    }

    private static GroupFeatureMap map(Path output, Path file, PlanarGroup group) {
        Row row = Gconv.table(output.resolve("maps"))
                .filter("path like '%" + file.getFileName() + "'")
                .first();
        assertThat(row.<String>getAs("group")).isEqualTo(group.label());
        List<Float> list = row.getList(row.fieldIndex("values"));
        float[] values = new float[list.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = list.get(i);
        }
        return GroupFeatureMap.wrap(
                group,
                row.<Integer>getAs("channels"),
                row.<Integer>getAs("height"),
                row.<Integer>getAs("width"),
                values);
    }

    private static double distance(double[] a, double[] b) {
        double error = 0;
        double norm = 0;
        for (int i = 0; i < b.length; i++) {
            error += (a[i] - b[i]) * (a[i] - b[i]);
            norm += b[i] * b[i];
        }
        return Math.sqrt(error / norm);
    }

    /** Returns a copy of a shipped pipeline with further lines. */
    private String shipped(String name, String more) throws IOException {
        String text = Files.readString(SHIPPED.resolve(name + ".conf"));
        return Files.writeString(folder.resolve(name + ".conf"), text + "\n" + more)
                .toString();
    }

    /**
     * Quarter turns, and for e2 mirrors: up to the rounding of the fast algorithms, or in exact mode of the sums over a
     * map, whose order the turn changes. The mirror changes se2, and a quarter turn changes plain.
     */
    @ParameterizedTest
    @CsvSource({
        "se2, false, 1e-5",
        "se2-centred, false, 1e-5",
        "e2, false, 1e-5",
        "sim2, false, 1e-5",
        "plain, false, 1e-5",
        "se2, true, 1e-6",
        "e2, true, 1e-6",
        "sim2, true, 1e-6"
    })
    void descriptorsOfTurnedAndMirroredFiles(String name, boolean exact, double tolerance, TestReporter report)
            throws IOException {
        PlanarFeatureMap f = picture();
        DihedralGroup symmetries = new DihedralGroup(4);
        write("symmetry0.png", f);
        for (int h = 1; h < 8; h++) {
            write("symmetry" + h + ".png", LeftRegular.apply(symmetries, new Pose(0, 0, h), f));
        }
        Map<String, double[]> descriptors = descriptors(run(shipped(name, "engine.exact = " + exact)));
        assertThat(descriptors).hasSize(8);
        for (int h = 1; h < 8; h++) {
            double change = distance(
                    Objects.requireNonNull(descriptors.get("symmetry" + h + ".png")),
                    Objects.requireNonNull(descriptors.get("symmetry0.png")));
            report.publishEntry(name + (exact ? ", exact" : "") + ", symmetry " + h, String.valueOf(change));
            if (name.equals("plain")) {
                // its waves are symmetric to half turns and mirrors, so of these only the diagonal ones change it
                assertThat(change > 0.01).isEqualTo(h % 2 == 1);
            } else if (h < 4 || name.equals("e2")) {
                assertThat(change).isLessThan(tolerance);
            } else if (name.startsWith("se2")) {
                assertThat(change).isGreaterThan(1e-3); // the kernels of sim2 happen to be symmetric
            }
        }
    }

    /** The map of the turned file is the planar rotation and periodic shift of the original's, to the last bit. */
    @Test
    void integerMapsOfTurnedFilesAreTurnedAndShiftedExactly() throws IOException {
        CyclicGroup c4 = new CyclicGroup(4);
        PlanarFeatureMap f = picture();
        Path original = write("turn0.png", f);
        Path[] files = {
            original,
            write("turn1.png", LeftRegular.apply(c4, new Pose(0, 0, 1), f)),
            write("turn2.png", LeftRegular.apply(c4, new Pose(0, 0, 2), f)),
            write("turn3.png", LeftRegular.apply(c4, new Pose(0, 0, 3), f))
        };
        Path output = run(Gconv.pipeline("integer"), "--maps", "lift");
        GroupFeatureMap expected = map(output, original, c4);
        for (int h = 0; h < 4; h++) {
            assertThat(map(output, files[h], c4).values())
                    .isEqualTo(LeftRegular.apply(new Pose(0, 0, h), expected).values());
        }
    }

    /** On a plain background a shift by whole pixels moves every value, unchanged. */
    @Test
    void mapsOfShiftedFilesAreShiftedExactly() throws IOException {
        PlanarFeatureMap small = picture();
        float[] values = new float[150 * 140];
        for (int i = 0; i < 90 * 77; i++) {
            values[(30 + i / 90) * 150 + 30 + i % 90] = small.value(0, i / 90, i % 90);
        }
        PlanarFeatureMap f = PlanarFeatureMap.of(1, 140, 150, values);
        CyclicGroup group = new CyclicGroup(16);
        Pose shift = new Pose(11, -7, 0);
        Path original = write("shift0.png", f);
        Path moved = write("shift1.png", LeftRegular.apply(group, shift, f));
        Path output = run(SHIPPED.resolve("se2-centred.conf").toString(), "--maps", "lift");
        assertThat(map(output, moved, group).values())
                .isEqualTo(
                        LeftRegular.apply(shift, map(output, original, group)).values());
    }

    /** f(x/s) for s = 1, √2, 2, from waves of 16 to 40 pixels under a window; 16 bits, so that steps of gray do not count. */
    @Test
    void mapsOfEnlargedFilesMoveUpTheScaleAxis(TestReporter report) throws IOException {
        ScaleGroup group = new ScaleGroup(Math.sqrt(2), 5);
        Path[] files = new Path[3];
        for (int shift = 0; shift < 3; shift++) {
            files[shift] = write("scale" + shift + ".png", waves(group.scale(shift)), BufferedImage.TYPE_USHORT_GRAY);
        }
        Path output = run(SHIPPED.resolve("scale.conf").toString(), "--maps", "lift");
        GroupFeatureMap original = map(output, files[0], group);
        for (int shift = 1; shift < 3; shift++) {
            GroupFeatureMap expected = LeftRegular.apply(new Pose(0, 0, shift), original);
            GroupFeatureMap actual = map(output, files[shift], group);
            for (int level = shift; level < 5; level++) {
                double error = relativeError(actual, expected, level);
                report.publishEntry("enlarged by " + group.scale(shift) + ", level " + level, String.valueOf(error));
                assertThat(error).isLessThan(0.02); // sampling kernels of σ = 0.9 px at level 0
            }
        }
    }

    private static PlanarFeatureMap waves(double scale) {
        int side = 161;
        float[] values = new float[side * side];
        DoubleUnaryOperator[] waves = {
            x -> Math.cos(0.39 * x + 0.3), x -> Math.cos(0.27 * x + 1), x -> Math.cos(0.16 * x)
        };
        for (int i = 0; i < values.length; i++) {
            double x = (i % side - 80) / scale;
            double y = (80 - i / side) / scale;
            double sum = 0;
            for (int k = 0; k < waves.length; k++) {
                double angle = 0.4 + 1.1 * k;
                sum += waves[k].applyAsDouble(Math.cos(angle) * x + Math.sin(angle) * y);
            }
            values[i] = (float) (32768 + 10000 * sum * Math.exp(-(x * x + y * y) / (2 * 13.0 * 13.0)));
        }
        return PlanarFeatureMap.wrap(1, side, side, values);
    }

    /** ‖actual − expected‖ / ‖expected‖ at one level, over all channels, at most 50 pixels from the centre. */
    private static double relativeError(GroupFeatureMap actual, GroupFeatureMap expected, int level) {
        double error = 0;
        double norm = 0;
        for (int c = 0; c < actual.channels(); c++) {
            for (int y = 0; y < actual.height(); y++) {
                for (int x = 0; x < actual.width(); x++) {
                    if (Math.hypot(y - 80, x - 80) <= 50) {
                        double e = expected.value(c, level, y, x);
                        error += Math.pow(actual.value(c, level, y, x) - e, 2);
                        norm += e * e;
                    }
                }
            }
        }
        return Math.sqrt(error / norm);
    }
}
