package io.gconv.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Rectangle;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Over an image of 40 rows of 30 pixels with known samples. */
class RowWindowTest {

    private static final int WIDTH = 30;
    private static final int HEIGHT = 40;

    private int opened;
    private int decoded;
    private int damaged = HEIGHT;

    /** Regions in no order, with and without room for rows in all their width. */
    @ParameterizedTest
    @CsvSource({"1, 1, 1000000", "1, 1, 100", "1, 4, 100", "3, 8, 1000000", "3, 8, 300", "2, 16, 500"})
    void regionsHoldTheirSamples(int bands, int bits, long largestWindow) throws BadImageException, IOException {
        RowLayout layout = new RowLayout(WIDTH, bands, bits);
        try (RowWindow window = window(layout, largestWindow)) {
            Random random = new Random(3);
            for (int i = 0; i < 500; i++) {
                int width = 1 + random.nextInt(WIDTH);
                int height = 1 + random.nextInt(HEIGHT);
                Rectangle region = new Rectangle(
                        random.nextInt(WIDTH - width + 1), random.nextInt(HEIGHT - height + 1), width, height);
                check(window.read(region), region, layout);
            }
        }
    }

    @Test
    void tilesInOrderDecodeEachRowOnce() throws BadImageException, IOException {
        try (RowWindow window = window(new RowLayout(WIDTH, 1, 8), 1_000_000)) {
            for (int top = 0; top <= 30; top += 5) {
                for (int left = 0; left <= 20; left += 5) {
                    window.read(new Rectangle(left, top, 10, 10));
                }
            }
        }
        assertThat(opened).isOne();
        assertThat(decoded).isEqualTo(HEIGHT);
    }

    /** What was kept when a row failed is not taken for what should have been there. */
    @Test
    void regionsHoldTheirSamplesAfterAFailure() throws BadImageException, IOException {
        RowLayout layout = new RowLayout(WIDTH, 1, 8);
        damaged = 25;
        try (RowWindow window = window(layout, 1_000_000)) {
            check(window.read(new Rectangle(0, 5, WIDTH, 10)), new Rectangle(0, 5, WIDTH, 10), layout);
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> window.read(new Rectangle(0, 29, WIDTH, 3)))
                        .isInstanceOf(IOException.class);
                check(window.read(new Rectangle(3, 10, 9, 6)), new Rectangle(3, 10, 9, 6), layout);
                assertThatThrownBy(() -> window.read(new Rectangle(0, 12, WIDTH, 20)))
                        .isInstanceOf(IOException.class);
                check(window.read(new Rectangle(3, 12, 9, 6)), new Rectangle(3, 12, 9, 6), layout);
            }
        }
    }

    /** The old rows are closed by then. */
    @Test
    void regionsHoldTheirSamplesAfterRowsCouldNotBeOpened() throws BadImageException, IOException {
        RowLayout layout = new RowLayout(WIDTH, 1, 8);
        RowWindow.Source source = () -> {
            if (opened == 1) {
                opened++;
                throw new IOException("cannot be opened");
            }
            return rows(layout);
        };
        try (RowWindow window = new RowWindow(layout, Colours.direct(1, false, 255), source, 1_000_000)) {
            window.read(new Rectangle(0, 20, WIDTH, 10));
            assertThatThrownBy(() -> window.read(new Rectangle(0, 0, WIDTH, 10)))
                    .isInstanceOf(IOException.class);
            Rectangle below = new Rectangle(0, 25, WIDTH, 10);
            check(window.read(below), below, layout);
        }
        assertThat(opened).isEqualTo(3);
    }

    /** Rows that come from another thread, as those of JPEG files, do not notice the interrupt themselves. */
    @Test
    void anInterruptEndsReading() throws BadImageException, IOException {
        try (RowWindow window = window(new RowLayout(WIDTH, 1, 8), 1_000_000)) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> window.read(new Rectangle(0, 0, WIDTH, 3)))
                    .isInstanceOf(InterruptedIOException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(decoded).isZero();
    }

    /** Ten rows of 30 bytes do not fit into 299, but ten of 10 do. */
    @Test
    void memoryIsThatOfTheRowsOrOfTheRegion() throws BadImageException, IOException {
        RowLayout layout = new RowLayout(WIDTH, 1, 8);
        Rectangle region = new Rectangle(0, 0, 10, 10);
        try (RowWindow wide = window(layout, 300);
                RowWindow narrow = window(layout, 299)) {
            assertThat(wide.extraBytes(region)).isEqualTo(300 + 3 * WIDTH);
            assertThat(narrow.extraBytes(region)).isEqualTo(100 + 3 * WIDTH);
        }
    }

    /** Rows that were kept in all their width do not make those of a taller region as wide. */
    @Test
    void memoryOfATallRegionIsItsOwnAlsoBelowAnother() throws BadImageException, IOException {
        RowLayout layout = new RowLayout(WIDTH, 1, 8);
        Rectangle tall = new Rectangle(0, 5, 10, 35);
        try (RowWindow window = window(layout, 300)) {
            window.read(new Rectangle(0, 0, 10, 10));
            Samples samples = window.read(tall);
            check(samples, tall, layout);
            assertThat(samples.raster().getDataBuffer().getSize()).isEqualTo(35 * 10);
        }
    }

    private RowWindow window(RowLayout layout, long largestWindow) throws BadImageException, IOException {
        return new RowWindow(layout, Colours.direct(1, false, 255), () -> rows(layout), largestWindow);
    }

    private Rows rows(RowLayout layout) {
        opened++;
        return new Rows() {
            private int y;

            @Override
            public void next(byte[] row) throws IOException {
                if (y == damaged) {
                    throw new IOException("damaged");
                }
                decoded++;
                Arrays.fill(row, (byte) 0);
                for (int i = 0; i < WIDTH * layout.bands(); i++) {
                    int sample = sample(i, y, layout.bits());
                    int bit = i * layout.bits();
                    if (layout.bits() == 16) {
                        row[2 * i] = (byte) (sample >> 8);
                        row[2 * i + 1] = (byte) sample;
                    } else {
                        row[bit / 8] |= (byte) (sample << 8 - layout.bits() - bit % 8);
                    }
                }
                y++;
            }

            @Override
            public void close() {}
        };
    }

    private static int sample(int i, int y, int bits) {
        return (i * 7919 + y * 104_729 + i * y >> 2) & (1 << bits) - 1;
    }

    private static void check(Samples samples, Rectangle region, RowLayout layout) {
        int[] pixel = new int[layout.bands()];
        for (int y = 0; y < region.height; y++) {
            for (int x = 0; x < region.width; x++) {
                samples.raster().getPixel(x, y, pixel);
                for (int c = 0; c < layout.bands(); c++) {
                    int expected = sample((region.x + x) * layout.bands() + c, region.y + y, layout.bits());
                    assertThat(pixel[c]).isEqualTo(expected);
                }
            }
        }
    }
}
