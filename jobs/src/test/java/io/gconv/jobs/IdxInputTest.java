package io.gconv.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.gconv.jobs.Gconv.Result;
import java.awt.image.Raster;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import javax.imageio.ImageIO;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Images and labels in the files of MNIST. */
class IdxInputTest {

    private static final int COUNT = 7;
    private static final int WIDTH = 17;
    private static final int HEIGHT = 15;

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream images = new ByteArrayOutputStream();
    private final ByteArrayOutputStream labels = new ByteArrayOutputStream();

    @BeforeEach
    void drawImages() throws IOException {
        header(images, 0x803, COUNT, HEIGHT, WIDTH);
        header(labels, 0x801, COUNT);
        for (int i = 0; i < COUNT; i++) {
            Path file = Gconv.image(folder.resolve("in/label=" + (i % 3) + "/i" + i + ".png"), WIDTH, HEIGHT);
            Raster pixels = ImageIO.read(file.toFile()).getRaster();
            for (int value : pixels.getSamples(0, 0, WIDTH, HEIGHT, 0, (int[]) null)) {
                images.write(value);
            }
            labels.write(i % 3);
        }
    }

    private static void header(ByteArrayOutputStream to, int... numbers) throws IOException {
        DataOutputStream out = new DataOutputStream(to);
        for (int number : numbers) {
            out.writeInt(number);
        }
    }

    private Path write(String name, byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (name.endsWith(".gz")) {
            try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
                gzip.write(bytes);
            }
        } else {
            out.write(bytes);
        }
        return Files.write(folder.resolve(name), out.toByteArray());
    }

    private List<Row> rows() {
        return Gconv.features(folder.resolve("out")).collectAsList();
    }

    private static List<List<Object>> descriptors(List<Row> rows) {
        return rows.stream()
                .map(row -> row.getList(row.fieldIndex("descriptor")))
                .toList();
    }

    /** With waves of three images, a file is read from the start of each. */
    @ParameterizedTest
    @CsvSource({"t-images-idx3-ubyte.gz, t-labels-idx1-ubyte.gz", "t-images.idx3-ubyte, t-labels.idx1-ubyte"})
    void anIdxFileYieldsWhatItsImagesYieldAsFiles(String name, String other) throws IOException {
        Path file = write(name, images.toByteArray());
        write(other, labels.toByteArray());
        Result result = Gconv.extract(
                file, folder.resolve("out"), "--keep", "label", "--wave-images", "3", "--partitions", "2");
        assertThat(result.err()).isEmpty();
        assertThat(result.exitCode()).isZero();
        assertThat(rows().stream().map(row -> row.<String>getAs("path")))
                .containsExactly(paths(file, 0, 1, 2, 3, 4, 5, 6));
        assertThat(rows().stream().map(row -> row.<Integer>getAs("label"))).containsExactly(0, 1, 2, 0, 1, 2, 0);
        Gconv.extract(folder.resolve("in"), folder.resolve("other"));
        List<Row> files = Gconv.table(folder.resolve("other/features")).collectAsList().stream()
                .sorted(Comparator.comparing(row -> row.<String>getAs("path").replaceAll(".*/", "")))
                .toList();
        assertThat(descriptors(rows())).isEqualTo(descriptors(files));
        assertThat(rows())
                .allSatisfy(row -> assertThat(row.<Long>getAs("bytes")).isEqualTo(WIDTH * HEIGHT));
        assertThat(Gconv.extract(file, folder.resolve("out"), "--keep", "label").out())
                .contains("nothing to do");
    }

    /** As they lie in MNIST/raw. */
    @Test
    void globsOfIdxFilesAreReadAndFoldersOfThemAreHinted() throws IOException {
        Path raw = Files.createDirectory(folder.resolve("raw"));
        write("raw/t-images-idx3-ubyte", images.toByteArray());
        write("raw/u-images-idx3-ubyte", images.toByteArray());
        write("raw/t-labels-idx1-ubyte", labels.toByteArray());
        Result glob = Gconv.extract(raw.resolve("*images*"), folder.resolve("out"), "--dry-run");
        assertThat(glob.out()).startsWith("inputs      14 images,");
        Result named = Gconv.extract(raw, folder.resolve("out"));
        assertThat(named.exitCode()).isEqualTo(2);
        assertThat(named.err())
                .contains("-images-idx3-ubyte is a file of images in IDX; name such files, or a glob of them alone")
                .doesNotContain("--all-files");
        Result all = Gconv.extract(raw, folder.resolve("out"), "--all-files");
        assertThat(all.exitCode()).isZero();
        assertThat(rows().stream().map(row -> row.<String>getAs("error")))
                .hasSize(3)
                .allMatch(error -> error.startsWith("a file in IDX (MNIST), not an image; files whose names end in"));
    }

    private static String[] paths(Path file, int... rows) {
        return Arrays.stream(rows).mapToObj(row -> "file:" + file + "#" + row).toArray(String[]::new);
    }

    @Test
    void aFileThatIsNamedTwiceIsReadOnce() throws IOException {
        Path file = write("images-idx3-ubyte", images.toByteArray());
        Result result = Gconv.extract(file, folder.resolve("out"), "--input", folder + "/*images-idx3-ubyte");
        assertThat(result.out()).startsWith(COUNT + " images in");
        assertThat(rows()).hasSize(COUNT);
    }

    @Test
    void aFileThatEndsTooEarlyLosesOnlyWhatIsNotThere() throws IOException {
        byte[] all = images.toByteArray();
        Path file = write("images-idx3-ubyte.gz", Arrays.copyOf(all, all.length - 2 * WIDTH * HEIGHT - 1));
        write("labels-idx1-ubyte.gz", labels.toByteArray());
        assertThat(Gconv.extract(file, folder.resolve("out"), "--keep", "label").exitCode())
                .isZero();
        String reason = "the file ends before the end of image 5 of 7";
        assertThat(rows().stream().map(row -> row.<String>getAs("error")))
                .containsExactly(null, null, null, null, reason, reason, reason);
        assertThat(rows().stream().map(row -> row.<Integer>getAs("label"))).containsExactly(0, 1, 2, 0, 1, 2, 0);
    }

    @Test
    void whatIsNoIdxFileIsRefusedWithTheReason() throws IOException {
        refused(write("a-images-idx3-ubyte", new byte[3]), "ends within its header");
        refused(write("b-images-idx3-ubyte", new byte[40]), "is no IDX file of bytes in 3 dimensions");
        ByteArrayOutputStream many = new ByteArrayOutputStream();
        header(many, 0x803, -1, 1, 1);
        refused(write("c-images-idx3-ubyte", many.toByteArray()), "claims 4294967295 images");
        ByteArrayOutputStream large = new ByteArrayOutputStream();
        header(large, 0x803, 1, 1 << 30, 1 << 30);
        refused(write("d-images-idx3-ubyte", large.toByteArray()), "more than 67108864");
        refused(folder.resolve("e-images-idx3-ubyte"), "does not exist");
        Path good = write("f-images-idx3-ubyte", images.toByteArray());
        refused(good, "f-labels-idx1-ubyte", "--keep", "label");
        refused(good, "whose only column is label", "--keep", "colour");
        refused(good, "is an IDX file; leave it out", "--id-column", "x");
    }

    private void refused(Path file, String reason, String... more) {
        Result result = Gconv.extract(file, folder.resolve("out"), more);
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err().lines()).singleElement().asString().contains(reason);
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void aNameThatExistsIsNoGlob() throws IOException {
        Path file = write("a[1]-images-idx3-ubyte", images.toByteArray());
        assertThat(Gconv.extract(file, folder.resolve("out")).err()).isEmpty();
        assertThat(rows()).hasSize(COUNT);
    }

    /** As where /tmp is read-only. */
    @Test
    void imagesNeedNoTemporaryFiles() throws IOException {
        Path file = write("images-idx3-ubyte", images.toByteArray());
        Path cache = Files.createDirectory(folder.resolve("cache"));
        ImageIO.setCacheDirectory(cache.toFile());
        Files.delete(cache);
        try {
            assertThat(Gconv.extract(file, folder.resolve("out")).err()).isEmpty();
        } finally {
            ImageIO.setCacheDirectory(null);
        }
        assertThat(rows()).hasSize(COUNT).allMatch(row -> row.getAs("status").equals("ok"));
    }
}
