package io.gconv.jobs.spark.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gconv.image.DecodeOptions;
import io.gconv.image.DecodedImage;
import io.gconv.image.ImageDecoder;
import io.gconv.image.ImageRegions;
import io.gconv.image.OpenedImage;
import io.gconv.jobs.input.InputFile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HadoopImageInputStreamTest {

    private static final Path SAMPLES = Path.of("..", "data-samples");

    private final byte[] bytes = new byte[700_000];

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void write() throws IOException {
        new Random(1).nextBytes(bytes);
        file = folder.resolve("a:b #%20.bin");
        Files.write(file, bytes);
    }

    private HadoopImageInputStream open(long length) {
        return new HadoopImageInputStream(new InputFile("file:" + file, length, 0, List.of()), new Configuration());
    }

    @Test
    void readsAtRandom() throws IOException {
        Random random = new Random(2);
        try (HadoopImageInputStream in = open(bytes.length)) {
            assertThat(in.length()).isEqualTo(bytes.length);
            for (int i = 0; i < 50; i++) {
                int from = random.nextInt(bytes.length);
                byte[] part = new byte[random.nextInt(bytes.length - from)];
                in.seek(from);
                in.readFully(part);
                assertThat(Arrays.mismatch(part, 0, part.length, bytes, from, from + part.length))
                        .isEqualTo(-1);
                assertThat(in.read()).isEqualTo(bytes[from + part.length] & 0xff);
            }
            in.seek(bytes.length);
            assertThat(in.read()).isEqualTo(-1);
            assertThat(in.read(new byte[5])).isEqualTo(-1);
        }
    }

    @Test
    void saysWhyAFileCannotBeRead() throws IOException {
        try (HadoopImageInputStream in = open(bytes.length + 1L)) {
            assertThatThrownBy(() -> in.readFully(new byte[bytes.length + 1]))
                    .hasMessage("file is shorter than the 700001 bytes that were listed");
        }
        Files.delete(file);
        try (HadoopImageInputStream in = open(bytes.length)) {
            assertThatThrownBy(in::read).hasMessage("file has gone since it was listed");
        }
    }

    /** A store that cannot open the file at first, and one that never can. */
    @Test
    void asksAStoreThatFailsAgain() throws IOException {
        try (HadoopImageInputStream in = flaky(2)) {
            byte[] read = new byte[bytes.length];
            in.readFully(read);
            assertThat(Arrays.equals(read, bytes)).isTrue();
        }
        try (HadoopImageInputStream in = flaky(1)) {
            assertThatThrownBy(in::read).hasMessage("cannot be read: the store is busy");
        }
    }

    private HadoopImageInputStream flaky(int period) {
        Configuration hadoop = new Configuration();
        hadoop.set("fs.flaky.impl", Flaky.class.getName());
        hadoop.setBoolean("fs.flaky.impl.disable.cache", true);
        hadoop.setInt("flaky.period", period);
        return new HadoopImageInputStream(new InputFile("flaky:" + file, bytes.length, 0, List.of()), hadoop);
    }

    /** Fails to open a file in the first of each {@code flaky.period} cases. */
    static final class Flaky extends RawLocalFileSystem {

        private static int opened;

        @Override
        public FSDataInputStream open(org.apache.hadoop.fs.Path path, int bufferSize) throws IOException {
            int period = getConf().getInt("flaky.period", 1);
            if (period == 1 || ++opened % period == 1) {
                throw new IOException("the store is busy\nand more");
            }
            return super.open(
                    new org.apache.hadoop.fs.Path("file:" + path.toUri().getPath()), bufferSize);
        }

        @Override
        protected void checkPath(org.apache.hadoop.fs.Path path) {}

        @Override
        public URI getUri() {
            return URI.create("flaky:///");
        }
    }

    @Test
    void imagesAreReadByRegion() throws Exception {
        Path image = SAMPLES.resolve("photos/rocket.jpg").toAbsolutePath().normalize();
        DecodeOptions options = DecodeOptions.defaults();
        DecodedImage whole = ImageDecoder.decode(Files.readAllBytes(image), options);
        assertThat(whole).isInstanceOf(DecodedImage.Success.class);
        InputFile input = new InputFile("file:" + image, Files.size(image), 0, List.of());
        try (HadoopImageInputStream in = new HadoopImageInputStream(input, new Configuration())) {
            OpenedImage opened = ImageRegions.open(in, options);
            assertThat(opened).isInstanceOf(OpenedImage.ByRegion.class);
            try (ImageRegions regions = ((OpenedImage.ByRegion) opened).regions()) {
                float[] rows = regions.read(100, 0, 50, whole.width()).values();
                float[] all = ((DecodedImage.Success) whole).map().values();
                assertThat(rows).isEqualTo(Arrays.copyOfRange(all, 100 * whole.width(), 150 * whole.width()));
            }
        }
    }
}
