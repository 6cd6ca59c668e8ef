package io.gconv.jobs.spark.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.gconv.image.DecodeOptions;
import io.gconv.image.DecodedImage;
import io.gconv.image.ImageSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ImageAttemptTest {

    private static final Path PHOTO = Path.of("..", "data-samples", "photos", "chelsea.png");

    /** Notes what is done with an image; runs out of memory a few times. */
    private static final class Notes implements ImageAttempt.Steps<String> {

        private final List<String> notes = new ArrayList<>();
        private int shortages;

        Notes(int shortages) {
            this.shortages = shortages;
        }

        @Override
        public double roomBytes(int height, int width) {
            notes.add("room for " + width + " × " + height);
            if (width < 100) {
                throw new IllegalArgumentException("too small");
            }
            return 3 << 20;
        }

        @Override
        public String computed(DecodedImage.Success image) {
            notes.add("computed " + image.width() + " × " + image.height());
            if (shortages-- > 0) {
                throw new OutOfMemoryError("short");
            }
            if (image.width() < 100) {
                throw new IllegalArgumentException("too small");
            }
            return "ok";
        }

        @Override
        public Optional<ImageAttempt.TiledSteps<String>> tiled(ImageSize size) {
            return Optional.empty();
        }

        @Override
        public String failed(@Nullable DecodedImage image, String reason) {
            return (image == null ? "?" : image.width() + " × " + image.height()) + ": " + reason;
        }

        String of(byte[] bytes) {
            return new ImageAttempt<>("test", DecodeOptions.defaults(), 60, this).of(() -> bytes);
        }
    }

    @Test
    void roomIsAskedForByTheHeaderAndLackOfMemoryIsTriedOnceMore() throws IOException {
        byte[] photo = Files.readAllBytes(PHOTO);
        DecodedImage image = io.gconv.image.ImageDecoder.decode(photo, DecodeOptions.defaults());
        String size = image.width() + " × " + image.height();
        Notes once = new Notes(1);
        assertThat(once.of(photo)).isEqualTo("ok");
        assertThat(once.notes).containsExactly("room for " + size, "computed " + size, "computed " + size);
        assertThat(new Notes(2).of(photo)).startsWith(size + ": needs about ").contains("and the heap has");
    }

    @Test
    void damageIsSaidBeforeASizeThatDoesNotFit() throws IOException {
        byte[] small = Files.readAllBytes(Path.of("..", "data-samples", "emoji", "1f331.png"));
        assertThat(new Notes(0).of(small)).endsWith(": too small");
        assertThat(new Notes(0).of(Arrays.copyOf(small, small.length / 2))).endsWith(": the PNG data ends early");
        Notes none = new Notes(0);
        assertThat(none.of(new byte[0])).isEqualTo("0 × 0: the file is empty");
        assertThat(none.notes).isEmpty();
    }

    /** A neighbour may have what it needs just then. */
    @Test
    void aFileThatMemoryLacksForIsReadOnceMore() throws IOException {
        byte[] photo = Files.readAllBytes(PHOTO);
        List<String> reads = new ArrayList<>();
        ImageAttempt<String> attempt = new ImageAttempt<>("test", DecodeOptions.defaults(), 60, new Notes(0));
        assertThat(attempt.of(() -> {
                    reads.add("read");
                    if (reads.size() == 1) {
                        throw new OutOfMemoryError("short");
                    }
                    return photo;
                }))
                .isEqualTo("ok");
        assertThat(reads).hasSize(2);
    }
}
