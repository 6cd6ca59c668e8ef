package io.gconv.jobs;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.gconv.jobs.Gconv.Result;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code gconv show}: the files, the page, and what it says of wrong usage and bad images. */
class ShowTest {

    private static final String TINY = Gconv.pipeline("tiny");
    private static final Path PHOTOS = Path.of("..", "data-samples", "photos");

    @TempDir
    private Path folder;

    private Path output() {
        return folder.resolve("out");
    }

    private Result show(String pipeline, List<Path> inputs, String... more) {
        List<String> args = new ArrayList<>(List.of("show", "--pipeline", pipeline, "--output", output().toString()));
        inputs.forEach(input -> args.addAll(List.of("--input", input.toString())));
        args.addAll(List.of(more));
        return Gconv.run(args.toArray(String[]::new));
    }

    private static List<Path> pictures(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".png"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"se2", "e2", "scale", "sim2", "plain"})
    void everyPictureIsAFileAndOnThePage(String pipeline) throws IOException {
        Result result = show(pipeline, List.of(PHOTOS.resolve("chelsea.png")), "--max-side", "72");
        assertThat(result.err()).isEmpty();
        assertThat(result.exitCode()).isZero();
        List<Path> pictures = pictures(output().resolve("chelsea"));
        assertThat(pictures.stream().map(file -> file.getFileName().toString()))
                .contains(
                        "input.png",
                        "kernels-lift.png",
                        "kernels-relative.png",
                        "lecture.png",
                        "maps-lift.png",
                        "maps-relative.png",
                        "projection-lift.png",
                        "projection-relative.png");
        String page = Files.readString(output().resolve("index.html"));
        for (Path picture : pictures) {
            BufferedImage image = ImageIO.read(picture.toFile());
            assertThat(image).as(picture.toString()).isNotNull();
            assertThat(image.getWidth()).as(picture.toString()).isBetween(72, 2200);
            assertThat(page).contains(Base64.getEncoder().encodeToString(Files.readAllBytes(picture)));
        }
        assertThat(page).doesNotContain("src=\"http").contains("72 × 72 of 451 × 300 pixels");
    }

    /** 4 poses of one map of 40 × 30 pixels, enlarged 4 times, in frames. */
    @Test
    void sheetsHaveAColumnForEveryPose() throws IOException {
        Path image = Gconv.image(folder.resolve("noise.png"), 40, 30);
        assertThat(show(TINY, List.of(image)).exitCode()).isZero();
        BufferedImage input = ImageIO.read(output().resolve("noise/input.png").toFile());
        assertThat(List.of(input.getWidth(), input.getHeight())).containsExactly(40, 30);
        BufferedImage maps =
                ImageIO.read(output().resolve("noise/maps-lift.png").toFile());
        assertThat(maps.getWidth()).isBetween(4 * (4 * 40 + 2) + 3 * 6 + 24, 4 * (4 * 40 + 2) + 3 * 6 + 24 + 150);
        assertThat(maps.getHeight()).isBetween(4 * 30 + 2 + 24, 4 * 30 + 2 + 24 + 80);
    }

    @Test
    void aQuarterTurnMakesNoDifferenceForRotationsButForThePlainOne() throws IOException {
        List<Path> camera = List.of(PHOTOS.resolve("camera.png"));
        show("se2", camera, "--max-side", "64", "--layer", "lift", "--channels", "2");
        String rotations = Files.readString(output().resolve("index.html"));
        assertThat(rotations).containsPattern("no difference, to the last bit|relative L2 error \\d\\.\\de-0[6-9]");
        show("plain", camera, "--max-side", "64", "--layer", "lift", "--channels", "2");
        String plain = Files.readString(output().resolve("index.html"));
        assertThat(plain).containsPattern("relative L2 error (0\\.[3-9]|1\\.)").contains("does not contain this");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rotation 20", "reflection 0", "scaling 1.4"})
    void anyTransformationCanBeShown(String transformation) throws IOException {
        Result result = show(
                "e2",
                List.of(PHOTOS.resolve("coins.png")),
                "--max-side",
                "64",
                "--layer",
                "lift",
                "--transform",
                transformation);
        assertThat(result.err()).isEmpty();
        assertThat(result.exitCode()).isZero();
        assertThat(ImageIO.read(output().resolve("coins/lecture.png").toFile())).isNotNull();
    }

    /** 360/16 = 22.5 is an angle of se2, 20 is not. */
    @ParameterizedTest
    @CsvSource({"rotation 22.5, true", "rotation 20, false"})
    void thePageSpeaksOfArrowsWhereThereAreSome(String transformation, boolean arrows) throws IOException {
        Path image = Gconv.image(folder.resolve("noise.png"), 24, 24);
        assertThat(show("se2", List.of(image), "--layer", "lift", "--transform", transformation)
                        .exitCode())
                .isZero();
        String page = Files.readString(output().resolve("index.html"));
        assertThat(page.contains("arrows: planar rotation")).isEqualTo(arrows);
        assertThat(page.contains("between elements of H: planar rotation, interpolated along θ"))
                .isEqualTo(!arrows);
    }

    /** A quarter turn exchanges the sides of the image; the declared size is that of the image itself. */
    @Test
    void aDeclaredSizeNeedNotBeSquare() throws IOException {
        Path pipeline = folder.resolve("sized.conf");
        Files.writeString(pipeline, Files.readString(Path.of(TINY)) + "\ninput.size-px = [30, 24]\n");
        Result result = show(
                pipeline.toString(),
                List.of(Gconv.image(folder.resolve("noise.png"), 30, 24)),
                "--transform",
                "rotation 90");
        assertThat(result.err()).isEmpty();
        assertThat(output().resolve("noise/lecture.png")).isRegularFile();
    }

    @Test
    void whatTheGroupHasIsShownByDefault() throws IOException {
        Path image = Gconv.image(folder.resolve("noise.png"), 24, 24);
        assertThat(show("e2", List.of(image), "--layer", "lift").exitCode()).isZero();
        assertThat(Files.readString(output().resolve("index.html")))
                .contains("The image is turned by 90°", "The image is mirrored at the axis at 0°");
        assertThat(output().resolve("noise/lecture-3.png")).doesNotExist();
    }

    /** Each is read as {@code audit} reads it. */
    @Test
    void transformationsAreSeparatedBySemicolons() throws IOException {
        Path image = Gconv.image(folder.resolve("noise.png"), 24, 24);
        String[] both = {"--transform", "rotation 90; translation 2,-1", "--transform", "reflection 0"};
        Result result = show(TINY, List.of(image), both);
        assertThat(result.err()).isEmpty();
        assertThat(output().resolve("noise/lecture-2.png")).isRegularFile();
        assertThat(output().resolve("noise/lecture-3.png")).isRegularFile();
        assertThat(output().resolve("noise/lecture-4.png")).doesNotExist();
        for (String command : List.of("show", "audit")) {
            Result wrong = Gconv.run(
                    command, "--pipeline", TINY, "--input", "x", "--output", "y", "--transform", "rotation 90; turn");
            assertThat(wrong.err()).contains("--transform").contains("'rotation DEGREES'", "but was 'turn'");
            assertThat(wrong.exitCode()).isEqualTo(2);
        }
    }

    @Test
    void anImageThatMaxSideMakesTooSmallIsNotCalledSmall() throws IOException {
        String pipeline = Files.writeString(folder.resolve("wide.conf"), """
                        name = wide
                        group { type = cyclic, rotations = 4 }
                        lift { size-px = 21, kernels {
                          basis { family = steerable, size-px = 21 }, out-channels = 1, seed = 1
                        } }
                        descriptor = [ { layer = lift, projections = [max] } ]
                        """).toString();
        Result cut = show(pipeline, List.of(PHOTOS.resolve("camera.png")), "--max-side", "11");
        assertThat(cut.exitCode()).isEqualTo(3);
        assertThat(cut.err())
                .contains("camera.png: --max-side 11 leaves the central 11 × 11 of its 512 × 512 pixels: the image of"
                        + " 11 × 11 pixels is too small for pipeline wide, which needs at least 23 × 23");
        Path small = Gconv.image(folder.resolve("small.png"), 11, 11);
        assertThat(show(pipeline, List.of(small), "--max-side", "11").err())
                .contains("small.png: the image of 11 × 11 pixels is too small")
                .doesNotContain("--max-side");
    }

    @Test
    void aHostileNameStaysText() throws IOException {
        Path image = Gconv.image(folder.resolve("<img src=x onerror=1>.png"), 24, 24);
        assertThat(show(TINY, List.of(image)).exitCode()).isZero();
        assertThat(Files.readString(output().resolve("index.html")))
                .contains("&lt;img src=x onerror=1&gt;.png")
                .doesNotContain("<img src=x");
        assertThat(output().resolve("_img_src_x_onerror_1_")).isDirectory();
    }

    @Test
    void imagesOfOneNameDoNotOverwriteEachOther() throws IOException {
        Path first = Gconv.image(folder.resolve("a/x.png"), 24, 24);
        Path second = Gconv.image(folder.resolve("b/X.png"), 30, 30);
        Path page = Gconv.image(folder.resolve("index.html.png"), 24, 24);
        assertThat(show(TINY, List.of(first, second, page)).exitCode()).isZero();
        assertThat(ImageIO.read(output().resolve("x/input.png").toFile()).getWidth())
                .isEqualTo(24);
        assertThat(ImageIO.read(output().resolve("X-2/input.png").toFile()).getWidth())
                .isEqualTo(30);
        assertThat(output().resolve("index.html")).isRegularFile();
        assertThat(output().resolve("index.html-2")).isDirectory();
    }

    @Test
    void whatCannotBeShownIsALineAndTheOthersAreShown() throws IOException {
        Path broken = Files.writeString(folder.resolve("broken.png"), "no image");
        Path small = Gconv.image(folder.resolve("small.png"), 2, 2);
        Path good = Gconv.image(folder.resolve("good.png"), 24, 24);
        Result result = show("se2", List.of(broken, small, good));
        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.err().lines())
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).startsWith("gconv: " + folder));
        assertThat(result.err()).contains("small.png: the image of 2 × 2 pixels is too small for pipeline se2");
        assertThat(output().resolve("good/lecture.png")).isRegularFile();
        assertThat(Files.readString(output().resolve("index.html"))).doesNotContain("broken");
    }

    @Test
    void filesOfOthersAreNotOverwritten() throws IOException {
        Path image = Gconv.image(folder.resolve("good.png"), 24, 24);
        Files.createDirectories(output());
        Path site = Files.writeString(output().resolve("index.html"), "<title>My site</title>");
        Result result = show(TINY, List.of(image));
        assertThat(result.err())
                .isEqualTo("gconv: --output " + output()
                        + " is not empty and was not written by gconv show; name a new or empty folder\n");
        assertThat(result.exitCode()).isEqualTo(4);
        assertThat(site).hasContent("<title>My site</title>");
        Files.move(site, output().resolve("other.html"));
        assertThat(show(TINY, List.of(image)).exitCode()).isEqualTo(4);
        Files.delete(output().resolve("other.html"));
        assertThat(show(TINY, List.of(image)).exitCode()).isZero();
        assertThat(show(TINY, List.of(image)).exitCode()).isZero();
        assertThat(output().resolve("index.html")).content().contains("gconv show: tiny");
    }

    @Test
    void anOutputThatCannotBeWrittenIsOneLine() throws IOException {
        Path image = Gconv.image(folder.resolve("good.png"), 24, 24);
        Path file = Files.createFile(folder.resolve("file"));
        String output = file.resolve("out").toString();
        Result result = Gconv.run("show", "--pipeline", TINY, "--input", image.toString(), "--output", output);
        assertThat(result.err())
                .startsWith("gconv: cannot write to --output " + output + ": ")
                .hasLineCount(1);
        assertThat(result.err()).doesNotContain("Exception");
        assertThat(result.exitCode()).isEqualTo(1);
    }

    @Test
    void withoutAnImageThereIsNoPage() throws IOException {
        Path broken = Files.writeString(folder.resolve("broken.png"), "no image");
        assertThat(show(TINY, List.of(broken)).exitCode()).isEqualTo(3);
        assertThat(output()).doesNotExist();
    }

    @Test
    void listsMayHaveSpaces() throws IOException {
        Path image = Gconv.image(folder.resolve("a.png"), 24, 24);
        Result result = Gconv.run(
                "show",
                "--pipeline",
                "se2",
                "--input",
                image.toString(),
                "--output",
                output().toString(),
                "--layer",
                "lift, relative",
                "--channels",
                "0 , 2");
        assertThat(result.err()).isEmpty();
        assertThat(result.exitCode()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "show|missing --pipeline FILE and --input FILE and --output FOLDER",
                "show --pipeline se2 --output y --input nosuch.png|--input nosuch.png does not exist",
                "show --pipeline se2 --output y --input src|--input src is a folder; show takes image files",
                "show --pipeline se2 --output y --input hdfs://a/b.png|is not on this machine",
                "show --pipeline se2 --output s3a://a/b --input pom.xml|is not on this machine",
                "show --pipeline se2 --output pom.xml --input pom.xml|--output pom.xml is a file",
                "show --pipeline se2 --output y --input pom.xml --max-side 3|--max-side must be from 8 to 2048",
                "show --pipeline se2 --output y --input pom.xml --layer no|--layer no is no layer of pipeline se2",
                "show --pipeline se2 --output y --input pom.xml --channels 99|layer lift has the channels 0 to 8",
                "show --pipeline se2 --output y --input pom.xml --transform=turn|'rotation DEGREES'",
                "show --pipeline nosuch --output y --input pom.xml|one of the shipped pipelines",
            })
    void wrongUsageIsOneLine(String commandLine, String message) {
        Gconv.run(commandLine.split(" ")).assertUsage(message);
        assertThat(Path.of("y")).doesNotExist();
    }

    @Test
    void picturesNeedNoSpark() {
        noClasses()
                .that()
                .resideInAnyPackage("io.gconv.jobs.show..", "io.gconv.jobs.picture..", "io.gconv.jobs.html..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.spark..", "org.apache.hadoop..", "scala..")
                .check(new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("io.gconv.jobs"));
    }

    /** It has no room in an array. */
    @Test
    void aFileOfMoreThan2GbIsOneLine() throws IOException {
        Path file = folder.resolve("large.png");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(3L << 30);
        }
        Result result = Gconv.run("show", "--input=" + file, "--pipeline=se2", "--output=" + folder.resolve("out"));
        assertThat(result.err())
                .startsWith("gconv: " + file + ": needs more memory than the heap of ")
                .hasLineCount(1);
        assertThat(result.exitCode()).isEqualTo(3);
    }
}
