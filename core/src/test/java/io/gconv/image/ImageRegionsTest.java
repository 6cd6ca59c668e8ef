package io.gconv.image;

import static io.gconv.image.Images.GRAY_RAW;
import static io.gconv.image.Images.GRAY_UNIT;
import static io.gconv.image.Images.RGB_RAW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.gconv.feature.PlanarFeatureMap;
import io.gconv.image.DecodeOptions.Leniency;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageRegionsTest {

    private static final List<DecodeOptions> OPTIONS = Stream.of(
                    Images.withBackground(GRAY_UNIT, 0.5f), Images.withLeniency(RGB_RAW, Leniency.LENIENT))
            .map(options -> Images.withMaxPixels(options, 1_000_000))
            .toList();

    /** Progressive JPEGs and an interlaced PNG; all other good files but GIFs are read by region. */
    private static final Set<String> WHOLE_ONLY =
            Set.of("1x1_exif_xmp.jpg", "video-001.progressive.jpeg", "basn3p04-31i.png");

    /** What of two failures must be the same. */
    private enum Compared {
        VERDICT,
        REASON
    }

    static List<Path> files() {
        return Images.all();
    }

    static List<Arguments> made() {
        return MadeImages.all();
    }

    /** All kinds of files of the test resources, good and bad ones: the same pixels, or the same reason. */
    @ParameterizedTest
    @MethodSource("files")
    void filesAgreeWithTheWholeDecode(Path file) throws IOException {
        byte[] bytes = Images.read(file);
        agree(bytes, Compared.REASON, 1, 7, 8, 16, 33);
        if (ImageDecoder.decode(bytes, GRAY_RAW) instanceof DecodedImage.Success) {
            String name = String.valueOf(file.getFileName());
            if (!name.endsWith(".gif") && !WHOLE_ONLY.contains(name)) {
                regions(bytes, GRAY_RAW).close();
            }
        }
    }

    /** All depths, layouts and codings that can be written here. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("made")
    void madeImagesAgreeWithTheWholeDecode(String name, byte[] bytes) throws IOException {
        agree(bytes, Compared.REASON, 1, 7, 8, 16, 33);
        for (DecodeOptions options : OPTIONS) {
            regions(bytes, options).close(); // all of them are read by region
        }
    }

    /** The same verdict. The reasons may differ: a warning about the first rows comes before an error in the last. */
    @ParameterizedTest
    @MethodSource("files")
    void cutAndChangedFilesAgreeWithTheWholeDecode(Path file) throws IOException {
        byte[] original = Images.read(file);
        Random random = new Random(String.valueOf(file.getFileName()).hashCode());
        for (int i = 0; i < 6 && original.length > 0; i++) {
            boolean cut = i % 3 == 0;
            byte[] bytes = cut ? Arrays.copyOf(original, 1 + random.nextInt(original.length)) : original.clone();
            int range = i % 3 == 1 ? Math.min(bytes.length, 256) : bytes.length;
            bytes[random.nextInt(range)] = (byte) random.nextInt(256);
            agree(bytes, Compared.VERDICT, 16);
        }
    }

    private static void agree(byte[] bytes, Compared compared, int... heights) throws IOException {
        for (DecodeOptions options : OPTIONS) {
            DecodedImage whole = ImageDecoder.decode(bytes, options);
            OpenedImage opened = ImageRegions.open(new ByteArrayImageInputStream(bytes), options);
            if (opened instanceof OpenedImage.Unreadable bad) {
                checkUnreadable(bad.failure(), whole);
            } else if (opened instanceof OpenedImage.WholeOnly only) {
                assertThat(only.reason()).endsWith("cannot be read by region");
                checkSize(only.size(), whole);
            } else if (opened instanceof OpenedImage.ByRegion by) {
                try (ImageRegions regions = by.regions()) {
                    checkSize(regions.size(), whole);
                    for (int height : heights) {
                        checkBands(regions, height, whole, compared);
                    }
                    checkTiles(regions, 13, 11, whole);
                }
            }
        }
    }

    private static void checkUnreadable(DecodedImage.Failure failure, DecodedImage whole) {
        if (!failure.reason().contains("cannot be read by region")) {
            assertThat(whole).isEqualTo(failure);
        }
    }

    private static void checkSize(ImageSize size, DecodedImage whole) {
        if (whole.channels() > 0 && whole instanceof DecodedImage.Success) {
            assertThat(size.width()).isEqualTo(whole.width());
            assertThat(size.height()).isEqualTo(whole.height());
            assertThat(size.channels()).isEqualTo(whole.channels());
        }
    }

    /** Bands from top to bottom. If the whole image fails, so does a band, for the same reason. */
    private static void checkBands(ImageRegions regions, int height, DecodedImage whole, Compared compared)
            throws IOException {
        ImageSize size = regions.size();
        try {
            for (int top = 0; top < size.height(); top += height) {
                int rows = Math.min(height, size.height() - top);
                check(regions.read(top, 0, rows, size.width()), top, 0, whole);
            }
            assertThat(whole).isInstanceOf(DecodedImage.Success.class);
            assertThat(regions.warning()).isEqualTo(((DecodedImage.Success) whole).warning());
        } catch (BadImageException e) {
            assertThat(whole).isInstanceOf(DecodedImage.Failure.class);
            if (compared == Compared.REASON) {
                assertThat(e.reason()).isEqualTo(((DecodedImage.Failure) whole).reason());
            }
        }
    }

    /** Tiles that overlap, in no order. */
    private static void checkTiles(ImageRegions regions, int height, int width, DecodedImage whole) throws IOException {
        if (!(whole instanceof DecodedImage.Success)) {
            return;
        }
        ImageSize size = regions.size();
        Random random = new Random(1);
        for (int i = 0; i < 12; i++) {
            int h = Math.min(height, size.height());
            int w = Math.min(width, size.width());
            int top = random.nextInt(size.height() - h + 1);
            int left = random.nextInt(size.width() - w + 1);
            try {
                check(regions.read(top, left, h, w), top, left, whole);
            } catch (BadImageException e) {
                throw new AssertionError(e.reason(), e);
            }
        }
    }

    private static void check(PlanarFeatureMap region, int top, int left, DecodedImage whole) {
        if (!(whole instanceof DecodedImage.Success success)) {
            return; // a later region is damaged
        }
        assertThat(region.channels()).isEqualTo(success.map().channels());
        for (int c = 0; c < region.channels(); c++) {
            for (int y = 0; y < region.height(); y++) {
                for (int x = 0; x < region.width(); x++) {
                    float expected = success.map().value(c, top + y, left + x);
                    if (region.value(c, y, x) != expected) {
                        throw new AssertionError("channel " + c + ", row " + (top + y) + ", column " + (left + x) + ": "
                                + region.value(c, y, x) + ", not " + expected);
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "png/basn0g16.png",
                "png/video-001.png",
                "jpeg/video-001.jpeg",
                "jpeg/video-001.cmyk.jpeg",
                "jpeg/video-005.gray.q50.jpeg",
                "exif/f6-exif.jpg",
                "other/sample.bmp",
                "tiff/video-001-16bit.tiff"
            })
    void theseAreReadByRegion(String name) throws IOException {
        OpenedImage opened = open(Images.read(name), RGB_RAW);
        assertThat(opened).isInstanceOf(OpenedImage.ByRegion.class);
        ((OpenedImage.ByRegion) opened).regions().close();
    }

    @ParameterizedTest
    @CsvSource({
        "png/basn3p04-31i.png, an interlaced PNG",
        "jpeg/video-001.progressive.jpeg, a progressive JPEG",
        "gif/triangle-001.gif, a GIF"
    })
    void theseAreReadAsAWholeOnly(String name, String kind) throws IOException {
        OpenedImage opened = open(Images.read(name), RGB_RAW);
        assertThat(opened).isInstanceOf(OpenedImage.WholeOnly.class);
        assertThat(((OpenedImage.WholeOnly) opened).reason()).isEqualTo(kind + " cannot be read by region");
    }

    /** An empty scan before the one with the pixels. */
    @Test
    void jpegOfSeveralScansIsReadAsAWholeOnly() throws IOException {
        byte[] jpeg = Images.read("jpeg/video-005.gray.q50.jpeg");
        byte[] scan = {(byte) 0xff, (byte) 0xda, 0, 8, 1, 1, 0, 0, 0, 0};
        byte[] longer = Arrays.copyOf(jpeg, jpeg.length + scan.length);
        System.arraycopy(scan, 0, longer, 2, scan.length);
        System.arraycopy(jpeg, 2, longer, 2 + scan.length, jpeg.length - 2);
        assertThat(open(longer, RGB_RAW))
                .isEqualTo(new OpenedImage.WholeOnly(
                        "a JPEG of several scans cannot be read by region", new ImageSize(150, 103, 1)));
    }

    /** By the header, whatever follows it. */
    @Test
    void whatIsTooLargeForAWholeDecodeIsRefused() throws IOException {
        byte[] jpeg = MadeImages.withJpegSize(Images.read("jpeg/video-001.progressive.jpeg"), 60_000, 35_000);
        DecodeOptions options = Images.withMaxPixels(GRAY_UNIT, Long.MAX_VALUE);
        OpenedImage opened = open(jpeg, options);
        assertThat(opened).isInstanceOf(OpenedImage.Unreadable.class);
        DecodedImage.Failure failure = ((OpenedImage.Unreadable) opened).failure();
        assertThat(failure.reason())
                .startsWith("a progressive JPEG cannot be read by region, and 60,000 × 35,000 pixels");
        assertThat(failure.width()).isEqualTo(60_000);
    }

    @Test
    void limitOfPixelsHolds() throws IOException {
        OpenedImage opened = open(Images.read("png/video-001.png"), Images.withMaxPixels(RGB_RAW, 1000));
        assertThat(opened).isInstanceOf(OpenedImage.Unreadable.class);
        assertThat(((OpenedImage.Unreadable) opened).failure().reason())
                .isEqualTo("150 × 103 = 15,450 pixels, more than the limit of 1,000 (--max-pixels)");
    }

    @Test
    void regionThatTakesTooMuchMemoryIsRefused() throws Exception {
        byte[] png = new PngBuilder(40_000, 40_000, 1, PngBuilder.GRAY)
                .chunk("IDAT", PngBuilder.deflate(new byte[5001]))
                .end();
        try (ImageRegions regions = regions(png, Images.withMaxPixels(GRAY_RAW, Long.MAX_VALUE))) {
            assertThatThrownBy(() -> regions.read(0, 0, 40_000, 40_000))
                    .isInstanceOf(BadImageException.class)
                    .hasMessageStartingWith("40,000 × 40,000 pixels need about")
                    .hasMessageContaining("of memory to decode, more than half of the");
            assertThat(regions.read(0, 39_000, 1, 1000).values()).containsOnly(0);
            assertThatThrownBy(() -> regions.read(1, 0, 1, 1)).hasMessage("the PNG data ends early");
        }
    }

    @Test
    void regionsOutsideAreRefused() throws IOException {
        try (ImageRegions regions = regions(Images.read("png/video-001.png"), GRAY_RAW)) {
            assertThatThrownBy(() -> regions.read(0, 0, 104, 1)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> regions.read(0, 1, 1, 150)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> regions.read(0, 0, 0, 1)).isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    /** Stored upside down, so that the last rows come first. */
    @Test
    void firstStoredRowIsThatOfTheFile() throws IOException {
        try (ImageRegions regions = regions(Images.read("exif/f3-exif.jpg"), GRAY_RAW)) {
            assertThat(regions.firstStoredRow(0, 0, 10, 40)).isEqualTo(70);
            assertThat(regions.firstStoredRow(70, 0, 10, 40)).isZero();
        }
        try (ImageRegions regions = regions(Images.read("exif/f6-exif.jpg"), GRAY_RAW)) {
            assertThat(regions.firstStoredRow(0, 30, 80, 10)).isZero();
            assertThat(regions.firstStoredRow(0, 0, 80, 10)).isEqualTo(30);
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void sizeOfTheHeaderIsThatOfTheImage(Path file) throws IOException {
        byte[] bytes = Images.read(file);
        DecodedImage whole = ImageDecoder.decode(bytes, GRAY_RAW);
        if (whole instanceof DecodedImage.Success success) {
            assertThat(ImageRegions.size(new ByteArrayImageInputStream(bytes)))
                    .contains(new ImageSize(success.width(), success.height(), headerChannels(bytes)));
        } else {
            ImageRegions.size(new ByteArrayImageInputStream(bytes)).ifPresent(size -> {
                assertThat(size.width()).isEqualTo(whole.width());
                assertThat(size.height()).isEqualTo(whole.height());
                assertThat(size.channels()).isEqualTo(whole.channels());
            });
        }
    }

    /** Those of a failure, which come from the header, also where decoding finds a palette to be gray. */
    private static int headerChannels(byte[] bytes) {
        return ImageDecoder.decode(bytes, Images.withMaxPixels(GRAY_RAW, 1)) instanceof DecodedImage.Failure failure
                ? failure.channels()
                : ImageDecoder.decode(bytes, GRAY_RAW).channels();
    }

    /** A window or two of it, of which the second may be where the directory of a TIFF file is. */
    @ParameterizedTest
    @ValueSource(strings = {"png", "jpeg", "bmp", "tiff"})
    void sizeComesFromTheHeaderAlone(String format) throws IOException {
        byte[] bytes = MadeImages.large(format);
        assertThat(bytes).hasSizeGreaterThan(250_000);
        WatchedStream stream = new WatchedStream(bytes, Integer.MAX_VALUE);
        assertThat(ImageRegions.size(stream)).contains(new ImageSize(800, 600, 3));
        assertThat(stream.bytesRead()).isLessThanOrEqualTo(2 << 16);
    }

    /** A store that fails says nothing about the image. */
    @ParameterizedTest
    @ValueSource(strings = {"png/video-001.png", "jpeg/video-001.jpeg", "tiff/video-001-16bit.tiff"})
    void failureOfTheStreamIsNoDamage(String name) throws IOException {
        byte[] bytes = Images.read(name);
        for (int reads = 0; reads < 40; reads++) {
            WatchedStream stream = new WatchedStream(bytes, reads);
            try {
                OpenedImage opened = ImageRegions.open(stream, GRAY_RAW);
                assertThat(opened).isInstanceOf(OpenedImage.ByRegion.class);
                try (ImageRegions regions = ((OpenedImage.ByRegion) opened).regions()) {
                    assertThat(regions.read(0, 0, 103, 150).values()).isEqualTo(Images.values(bytes, GRAY_RAW));
                }
            } catch (IOException e) {
                assertThat(e).hasMessage("the store is away");
            }
        }
    }

    /** Nor does what its neighbours need just then: a little later it can be read. */
    @ParameterizedTest
    @ValueSource(strings = {"png/video-001.png", "jpeg/video-001.jpeg", "tiff/video-001-16bit.tiff"})
    void lackOfMemoryIsNoDamage(String name) throws IOException {
        byte[] bytes = Images.read(name);
        float[] expected = Images.values(bytes, GRAY_RAW);
        for (int reads = 0; reads < 40; reads++) {
            WatchedStream stream = WatchedStream.lackingMemoryOnce(bytes, reads);
            OpenedImage opened = onceMore(() -> ImageRegions.open(stream, GRAY_RAW));
            try (ImageRegions regions = ((OpenedImage.ByRegion) opened).regions()) {
                PlanarFeatureMap map = onceMore(() -> regions.read(0, 0, 103, 150));
                assertThat(map.values()).isEqualTo(expected);
            }
        }
    }

    /** Something that is read. */
    private interface Reading<R> {
        R read() throws IOException;
    }

    private static <R> R onceMore(Reading<R> reading) throws IOException {
        try {
            return reading.read();
        } catch (OutOfMemoryError e) {
            assertThat(e).hasMessage("a neighbour has it");
            return reading.read();
        }
    }

    /** Threads of readers end with them, read or not. */
    /** Of 2 GB, of which the file has nothing. */
    @Test
    void rowsThatTakeTooMuchMemoryAreRefusedByTheHeader() throws IOException {
        assumeThat(Runtime.getRuntime().maxMemory()).isLessThan(11_000_000_000L);
        byte[] png = new PngBuilder(250_000_000, 1, 16, 6).pixels(0).end();
        OpenedImage opened = ImageRegions.open(png, Images.withMaxPixels(DecodeOptions.defaults(), 1L << 40));
        assertThat(opened).isInstanceOf(OpenedImage.Unreadable.class);
        assertThat(((OpenedImage.Unreadable) opened).failure().reason())
                .startsWith("250,000,000 × 1 pixels need about 5,722 MB of memory to decode, more than half of");
    }

    @Test
    void closingEndsTheReader() throws Exception {
        byte[] jpeg = Images.read("jpeg/video-001.jpeg");
        for (int rows : new int[] {0, 1, 40, 103}) {
            try (ImageRegions regions = regions(jpeg, GRAY_RAW)) {
                if (rows > 0) {
                    regions.read(0, 0, rows, 150);
                }
                regions.close(); // twice does no harm
            }
        }
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().equals("gconv-jpeg")) {
                thread.join(10_000); // has no more to do
            }
        }
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(t -> t.getName().equals("gconv-jpeg"));
    }

    private static OpenedImage open(byte[] bytes, DecodeOptions options) throws IOException {
        return ImageRegions.open(new ByteArrayImageInputStream(bytes), options);
    }

    private static ImageRegions regions(byte[] bytes, DecodeOptions options) throws IOException {
        OpenedImage opened = open(bytes, options);
        assertThat(opened).isInstanceOf(OpenedImage.ByRegion.class);
        return ((OpenedImage.ByRegion) opened).regions();
    }
}
