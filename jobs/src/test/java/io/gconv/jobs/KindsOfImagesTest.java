package io.gconv.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.typesafe.config.ConfigFactory;
import io.gconv.feature.PlanarFeatureMap;
import io.gconv.image.DecodeOptions.Leniency;
import io.gconv.image.DecodedImage;
import io.gconv.image.ImageDecoder;
import io.gconv.jobs.Gconv.Result;
import io.gconv.jobs.config.PipelineConfig;
import io.gconv.pipeline.Features;
import io.gconv.pipeline.Pipeline;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Colours, orientations, sizes, damage, and maps of several layers, from files to numbers. */
class KindsOfImagesTest {

    private static final Path ORIENTED = Path.of("..", "data-samples", "exif-orientation");

    /** One number for each kernel, of which each looks at a channel of its own. */
    private static final String COLOURS = """
            name = colours
            input { channels = rgb, mean = removed }
            group { type = cyclic, rotations = 4 }
            lift {
              size-px = 5
              activation = relu
              kernels { channels = [
                { channel = 0, family = gaussian, sigma-px = 1 }
                { channel = 1, family = gaussian-derivative, order = [1, 0], sigma-px = 1 }
                { channel = 2, family = gaussian-derivative, order = [2, 0], sigma-px = 1 }
              ] }
            }
            descriptor = [{ layer = lift, projections = [max] }]
            """;

    @TempDir
    private Path folder;

    private Path in() {
        return folder.resolve("in");
    }

    private List<Row> extract(Path input, String output, String pipeline, String... more) {
        Gconv.spark();
        List<String> args = new ArrayList<>(List.of("extract", "--input", input.toString(), "--pipeline", pipeline));
        args.addAll(List.of("--output", folder.resolve(output).toString()));
        args.addAll(Arrays.asList(more));
        Result result = Gconv.run(args.toArray(String[]::new));
        assertThat(result.exitCode()).as(result.err()).isZero();
        return Gconv.features(folder.resolve(output)).collectAsList();
    }

    private static List<Float> floats(Row row, String column) {
        return row.getList(row.fieldIndex(column));
    }

    private static List<Float> list(float[] values) {
        List<Float> list = new ArrayList<>();
        for (float value : values) {
            list.add(value);
        }
        return list;
    }

    /** Each number is that of the gray pipeline on one of the three planes, up to rounding; in tiles too, to the last bit. */
    @Test
    void coloursReachTheirKernels() throws IOException {
        Path planes = Files.createDirectories(folder.resolve("planes"));
        Files.createDirectories(in());
        Random random = new Random(1);
        BufferedImage image = new BufferedImage(331, 290, BufferedImage.TYPE_INT_RGB);
        for (int c = 0; c < 3; c++) {
            BufferedImage plane = new BufferedImage(331, 290, BufferedImage.TYPE_BYTE_GRAY);
            for (int i = 0; i < 331 * 290; i++) {
                int value = 60 * c + random.nextInt(60 + 60 * c);
                plane.getRaster().setSample(i % 331, i / 331, 0, value);
                image.getRaster().setSample(i % 331, i / 331, c, value);
            }
            ImageIO.write(plane, "png", planes.resolve(c + ".png").toFile());
        }
        ImageIO.write(image, "png", in().resolve("rgb.png").toFile());
        Path rgb = Files.writeString(folder.resolve("rgb.conf"), COLOURS);
        Path gray = Files.writeString(
                folder.resolve("gray.conf"), COLOURS.replace("rgb", "gray").replaceAll("channel = .,", ""));

        List<Row> coloured = extract(in(), "coloured", rgb.toString());
        List<Row> tiled = extract(in(), "tiled", rgb.toString(), "--tile-px", "128");
        List<Row> single = extract(planes, "single", gray.toString());
        assertThat(coloured)
                .singleElement()
                .satisfies(row -> assertThat(row.<Integer>getAs("channels")).isEqualTo(3));
        assertThat(single)
                .hasSize(3)
                .allSatisfy(row -> assertThat(row.<Integer>getAs("channels")).isEqualTo(1));
        for (int c = 0; c < 3; c++) {
            float expected = floats(single.get(c), "descriptor").get(c);
            assertThat(expected).isPositive();
            assertThat(floats(coloured.get(0), "descriptor").get(c)).isCloseTo(expected, within(1e-5f * expected));
        }
        assertThat(tiled.get(0).<Integer>getAs("channels")).isEqualTo(3);
        assertThat(floats(tiled.get(0), "descriptor")).isEqualTo(floats(coloured.get(0), "descriptor"));
    }

    @Test
    void mapsOfSeveralLayersAreThoseOfThePipeline() throws IOException {
        Gconv.image(in().resolve("a.png"), 331, 291);
        Gconv.image(in().resolve("b.png"), 21, 17);
        Pipeline pipeline = Pipeline.of(PipelineConfig.load(Path.of(Gconv.pipeline("pooled"))));
        List<Row> whole = maps("whole");
        assertThat(whole).hasSize(4);
        for (int i = 0; i < 4; i++) {
            Row row = whole.get(i);
            String layer = List.of("lift", "pool").get(i % 2);
            Features features =
                    pipeline.apply(decoded(in().resolve(i < 2 ? "a.png" : "b.png"), Leniency.STRICT), Set.of(layer));
            assertThat(row.<String>getAs("path")).endsWith(i < 2 ? "/a.png" : "/b.png");
            assertThat(row.<String>getAs("layer")).isEqualTo(layer);
            assertThat(List.of(row.<Integer>getAs("width"), row.<Integer>getAs("height")))
                    .isEqualTo(List.of(
                            features.map(layer).width(), features.map(layer).height()));
            assertThat(floats(row, "values")).isEqualTo(list(features.map(layer).values()));
        }
        assertThat(whole)
                .extracting(row -> row.<Integer>getAs("width"))
                .containsExactly(331, 165, 21, 10); // (side − 1) / 2
        assertThat(maps("tiled", "--tile-px", "128")).isEqualTo(whole);
    }

    private List<Row> maps(String output, String... more) {
        List<String> args = new ArrayList<>(List.of("--maps", "pool,lift"));
        args.addAll(Arrays.asList(more));
        extract(in(), output, Gconv.pipeline("pooled"), args.toArray(String[]::new));
        return Gconv.table(folder.resolve(output).resolve("maps"))
                .drop("wave")
                .orderBy("path", "layer")
                .collectAsList();
    }

    private static PlanarFeatureMap decoded(Path file, Leniency leniency) throws IOException {
        Pipeline tiny = Pipeline.of(PipelineConfig.load(Path.of(Gconv.pipeline("tiny"))));
        DecodedImage image = ImageDecoder.decode(
                Files.readAllBytes(file), tiny.spec().input().decodeOptions(1_000_000, leniency));
        assertThat(image).isInstanceOf(DecodedImage.Success.class);
        return ((DecodedImage.Success) image).map();
    }

    /** Writes the first half of an image as JPEG. */
    private static Path halfOf(Path image, Path file) throws IOException {
        ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
        ImageIO.write(ImageIO.read(image.toFile()), "jpg", jpeg);
        return Files.write(file, Arrays.copyOf(jpeg.toByteArray(), jpeg.size() / 2));
    }

    /** 77² = 5,929 pixels, and 78² = 6,084. */
    @Test
    void damagedAndLargeImagesAreUsedIfAskedFor() throws IOException {
        Gconv.image(in().resolve("b.png"), 77, 77);
        Gconv.image(in().resolve("c.png"), 78, 78);
        Path damaged = halfOf(in().resolve("b.png"), in().resolve("a.jpg"));

        List<Row> strict = extract(in(), "strict", Gconv.pipeline("tiny"), "--max-pixels", "6k");
        assertThat(strict).extracting(row -> row.<String>getAs("status")).containsExactly("error", "ok", "error");
        assertThat(strict.get(0).<String>getAs("error")).contains("the JPEG data ends early");
        assertThat(strict.get(2).<String>getAs("error"))
                .startsWith("78 × 78 = 6,084 pixels, more than the limit of 6,000");

        List<Row> lenient = extract(in(), "lenient", Gconv.pipeline("tiny"), "--max-pixels", "1m", "--lenient");
        assertThat(lenient).extracting(row -> row.<String>getAs("status")).containsOnly("ok");
        assertThat(lenient.get(0).<String>getAs("error")).startsWith("the JPEG data ends early");
        assertThat(lenient.subList(1, 3))
                .extracting(row -> row.<String>getAs("error"))
                .containsOnlyNulls();
        Pipeline tiny = Pipeline.of(PipelineConfig.load(Path.of(Gconv.pipeline("tiny"))));
        assertThat(floats(lenient.get(0), "descriptor"))
                .isEqualTo(list(
                        tiny.apply(decoded(damaged, Leniency.LENIENT), Set.of()).descriptor()));
        assertThat(floats(lenient.get(1), "descriptor")).isEqualTo(floats(strict.get(1), "descriptor"));
    }

    @Test
    void anAuditSaysWhatIsDamaged() throws IOException {
        Gconv.spark();
        halfOf(Gconv.image(in().resolve("whole.png"), 40, 40), in().resolve("half.jpg"));
        Path out = folder.resolve("audit");
        Result result = Gconv.run(
                "audit",
                "--lenient",
                "--input=" + in(),
                "--pipeline=" + Gconv.pipeline("tiny"),
                "--transform=rotation 90",
                "--no-controls",
                "--output=" + out);
        assertThat(result.out())
                .contains("  ok          2\n  damaged     1 image of these was used although damaged (--lenient)\n");
        List<Row> reasons = Gconv.table(out.resolve("measurements"))
                .filter("status = 'ok'")
                .select("reason")
                .distinct()
                .orderBy("reason")
                .collectAsList();
        assertThat(reasons).hasSize(2);
        assertThat(reasons.get(0).isNullAt(0)).isTrue();
        assertThat(reasons.get(1).getString(0)).startsWith("the JPEG data ends early");
        try (Stream<Path> files = Files.list(out.resolve("_gconv"))) {
            assertThat(files.filter(file -> file.getFileName().toString().startsWith("run-")))
                    .singleElement()
                    .satisfies(file -> assertThat(
                                    ConfigFactory.parseFile(file.toFile()).getInt("counts.damaged"))
                            .isEqualTo(1));
        }
    }

    /** The same picture, stored in eight ways; what differs is the compression. Edges to the left and down are no others. */
    @Test
    void orientationsAreUndone() throws IOException {
        Path edges = Files.writeString(
                folder.resolve("edges.conf"),
                COLOURS.replace("rgb", "gray")
                        .replaceAll("channel = .,", "")
                        .replace("cyclic, rotations = 4", "trivial")
                        .replace("order = [2, 0]", "order = [0, 1]"));
        Gconv.spark();
        Path out = folder.resolve("out");
        Result result =
                Gconv.run("extract", "--quiet", "--input=" + ORIENTED, "--pipeline=" + edges, "--output=" + out);
        List<Row> rows = Gconv.features(out).collectAsList();
        assertThat(List.of(result.out(), result.err())).as("--quiet").containsOnly("");
        assertThat(rows).hasSize(8);
        for (Row row : rows) {
            for (String side : List.of("width", "height")) {
                assertThat(row.<Integer>getAs(side)).isEqualTo(rows.get(0).<Integer>getAs(side));
            }
            List<Float> descriptor = floats(row, "descriptor");
            for (int i = 0; i < 3; i++) {
                float first = floats(rows.get(0), "descriptor").get(i);
                assertThat(descriptor.get(i)).isCloseTo(first, within(0.01f * first));
            }
        }
    }
}
