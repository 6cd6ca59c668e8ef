package io.gconv.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.drew.metadata.exif.ExifDirectoryBase;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.stream.IntStream;
import javax.imageio.IIOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;

/** Files that are made to cost more than an image of their size should. */
class HostileFileTest {

    private static final int TILE_OFFSETS = 324;
    private static final DecodeOptions OPTIONS = DecodeOptions.defaults();

    private static float[] values(byte[] bytes) {
        DecodedImage image = ImageDecoder.decode(bytes, Images.withRange(OPTIONS, DecodeOptions.Range.RAW));
        assertThat(image).isInstanceOf(DecodedImage.Success.class);
        return ((DecodedImage.Success) image).map().values();
    }

    private static String reason(byte[] bytes, DecodeOptions options) {
        DecodedImage image = ImageDecoder.decode(bytes, options);
        assertThat(image).isInstanceOf(DecodedImage.Failure.class);
        return ((DecodedImage.Failure) image).reason();
    }

    /** The first header would pass no limit; the library's reader goes by the first, whatever follows. */
    @Test
    void secondHeaderOfAPngDoesNotHideTheSizeOfTheFirst() {
        byte[] small = header(2, 1);
        byte[] png = new PngBuilder(60_000, 60_000, 8, PngBuilder.GRAY)
                .chunk("IHDR", small)
                .chunk("IDAT", PngBuilder.deflate(new byte[] {0, 5, 6}))
                .end();
        assertThat(reason(png, OPTIONS)).startsWith("60,000 × 60,000 = 3,600 million pixels");
        byte[] reversed = new PngBuilder(2, 1, 8, PngBuilder.GRAY)
                .chunk("IHDR", header(60_000, 60_000))
                .pixels(5, 6)
                .end();
        assertThat(reason(reversed, OPTIONS)).isEqualTo("the PNG file has several headers");
        DecodedImage lenient =
                ImageDecoder.decode(reversed, Images.withLeniency(OPTIONS, DecodeOptions.Leniency.LENIENT));
        assertThat(lenient.width()).isEqualTo(2);
        assertThat(lenient).isInstanceOf(DecodedImage.Success.class);
    }

    private static byte[] header(int width, int height) {
        return ByteBuffer.allocate(13)
                .putInt(width)
                .putInt(height)
                .put((byte) 8)
                .array();
    }

    @Test
    void countlessChunksAndExpandingTextOfAPngAreSkipped() {
        byte[] bomb = PngBuilder.deflate(new byte[10_000_000]);
        PngBuilder png = new PngBuilder(2, 1, 8, PngBuilder.GRAY);
        for (int i = 0; i < 200_000; i++) {
            png.chunk("tEXt");
        }
        byte[] prefix = {'a', 0, 0};
        byte[] compressed = Arrays.copyOf(prefix, prefix.length + bomb.length);
        System.arraycopy(bomb, 0, compressed, prefix.length, bomb.length);
        png.chunk("zTXt", compressed).chunk("iCCP", compressed);
        assertThat(values(png.pixels(5, 6).end())).containsExactly(5, 6);
    }

    /** 65,535 tags of an EXIF block could each have as many numbers as the file has room for. */
    @Test
    void ofARepeatedTagOnlyTheFirstIsRead() throws Exception {
        ByteBuffer tiff = ByteBuffer.allocate(8 + 2 + 3 * 12 + 4).order(ByteOrder.LITTLE_ENDIAN);
        tiff.put((byte) 'I').put((byte) 'I').putShort((short) 42).putInt(8).putShort((short) 3);
        for (int width : new int[] {7, 8, 9}) {
            tiff.putShort((short) TiffBuilder.WIDTH)
                    .putShort((short) 3)
                    .putInt(1)
                    .putInt(width);
        }
        assertThat(TiffTags.read(tiff.array()).numbers(ExifDirectoryBase.TAG_IMAGE_WIDTH))
                .containsExactly(7);
    }

    /** The library goes by the last tag: a tile of an image of 64 pixels would take 2 GB. */
    @Test
    void aTiffWithATagTwiceIsRefused() {
        int width = TiffTags.TILE_WIDTH;
        int length = TiffTags.TILE_LENGTH;
        byte[] repeated = tiled(width, 16, width, 46_000, length, 16, length, 46_000);
        assertThat(reason(repeated, OPTIONS)).isEqualTo("the TIFF header is damaged: it has a tag twice");
        assertThat(values(tiled(width, 16, length, 16))).hasSize(64);
    }

    /** Whatever the tag is: the library reads some that do not concern pixels, too. */
    @Test
    void aTiffWithAnyTagTwiceIsRefused() {
        assertThat(reason(tiled(TiffBuilder.EXTRA_SAMPLES, 0, TiffBuilder.EXTRA_SAMPLES, 0), OPTIONS))
                .isEqualTo("the TIFF header is damaged: it has a tag twice");
    }

    /** The library decodes what the JPEG says, whatever the TIFF does: progressive ones outside of the heap. */
    @Test
    void aJpegInATiffIsNoLargerThanItsStrip() throws IOException {
        byte[] jpeg = jpeg(ImageWriteParam.MODE_DISABLED);
        assertThat(values(ofJpeg(jpeg))).hasSize(64 * 64);
        for (int[] size : new int[][] {{64, 60_000}, {65, 64}}) {
            byte[] larger = MadeImages.withJpegSize(jpeg, size[0], size[1]);
            assertThat(reason(ofJpeg(larger), OPTIONS))
                    .isEqualTo("the TIFF data is damaged: a strip or tile is larger than the header says");
        }
    }

    @Test
    void aJpegInATiffHasOneScan() throws IOException {
        assertThat(reason(ofJpeg(jpeg(ImageWriteParam.MODE_DEFAULT)), OPTIONS))
                .isEqualTo("a TIFF with JPEG of several scans is not supported");
    }

    /** Each strip would cost a pass over the same comments. */
    @Test
    void stripsOfJpegDoNotShareTheirHeader() throws IOException {
        byte[] jpeg = MadeImages.withJpegSize(jpeg(ImageWriteParam.MODE_DISABLED), 64, 1);
        ByteArrayOutputStream commented = new ByteArrayOutputStream();
        commented.write(jpeg, 0, 2);
        commented.writeBytes(new byte[] {(byte) 0xff, (byte) 0xfe, (byte) 0xff, (byte) 0xff});
        commented.writeBytes(new byte[0xfffd]);
        commented.write(jpeg, 2, jpeg.length - 2);
        byte[] bytes = commented.toByteArray();
        int[] same = new int[64];
        Arrays.fill(same, 8);
        int[] lengths = new int[64];
        Arrays.fill(lengths, bytes.length);
        byte[] tiff = tiffOf(bytes)
                .tag(TiffBuilder.ROWS_PER_STRIP, 1)
                .tag(TiffBuilder.OFFSETS, same)
                .tag(TiffBuilder.BYTE_COUNTS, lengths)
                .samples(8, unsigned(bytes));
        assertThat(reason(tiff, OPTIONS)).isEqualTo("the TIFF data is damaged: its strips overlap");
    }

    private static byte[] ofJpeg(byte... jpeg) {
        return tiffOf(jpeg).samples(8, unsigned(jpeg));
    }

    private static TiffBuilder tiffOf(byte... jpeg) {
        return new TiffBuilder(ByteOrder.LITTLE_ENDIAN, 64, 64)
                .tag(TiffBuilder.COMPRESSION, 7)
                .tag(TiffBuilder.PHOTOMETRIC, 1);
    }

    private static int[] unsigned(byte... bytes) {
        return IntStream.range(0, bytes.length).map(i -> bytes[i] & 0xff).toArray();
    }

    /** Returns a gray JPEG of 64 × 64 pixels. */
    private static byte[] jpeg(int progressive) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ImageWriteParam param = writer.getDefaultWriteParam();
        param.setProgressiveMode(progressive);
        BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_BYTE_GRAY);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream stream = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(stream);
            writer.write(null, new IIOImage(image, null, null), param);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    /** All of its pixels are one row, of which a reader holds several. */
    @Test
    void memoryOfAWideImageIsAnnouncedWithItsRows() {
        int width = 4_000_000;
        byte[] png = new PngBuilder(width, 1, 8, PngBuilder.RGB)
                .chunk("IDAT", PngBuilder.deflate(new byte[1 + 3 * width]))
                .end();
        EncodedImage image = ImageDecoder.open(png, OPTIONS);
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        DecodedImage decoded = image.decode();
        long taken = threads.getCurrentThreadAllocatedBytes() - before;
        assertThat(decoded).isInstanceOf(DecodedImage.Success.class);
        assertThat((double) taken).isLessThan(image.decodingBytes());
    }

    /** Rows are converted some thousand columns at a time. */
    @Test
    void pixelsOfAWideImageAreInTheirPlaces() {
        int[] samples = IntStream.range(0, 2 * 10_000).map(i -> i * 7 % 251).toArray();
        float[] values = values(
                new PngBuilder(10_000, 2, 8, PngBuilder.GRAY).pixels(samples).end());
        for (int i = 0; i < samples.length; i++) {
            assertThat(values[i]).isEqualTo(samples[i]);
        }
    }

    @Test
    void lackOfMemoryIsNoDamageWhateverItIsWrappedIn() {
        var wrapped = new IIOException("Caught exception during read: ", new OutOfMemoryError("heap"));
        assertThat(Reasons.of(wrapped, "PNG")).isEqualTo("there is not enough memory to decode this image");
    }

    /** A deflated gray image of 8 × 8 pixels with further tags. */
    private static byte[] tiled(int... tags) {
        byte[] deflated = PngBuilder.deflate(new byte[16 * 16]);
        int[] image = {
            TiffBuilder.WIDTH, 8, TiffBuilder.HEIGHT, 8, TiffBuilder.BITS, 8,
            TiffBuilder.COMPRESSION, 8, TiffBuilder.PHOTOMETRIC, 1, TiffBuilder.SAMPLES, 1
        };
        int[] tiles = {TILE_OFFSETS, 8, TiffTags.TILE_BYTE_COUNTS, deflated.length};
        int numbers = image.length + tags.length + tiles.length;
        int directory = 8 + deflated.length;
        ByteBuffer tiff = ByteBuffer.allocate(directory + 2 + 6 * numbers + 4).order(ByteOrder.LITTLE_ENDIAN);
        tiff.put((byte) 'I')
                .put((byte) 'I')
                .putShort((short) 42)
                .putInt(directory)
                .put(deflated);
        tiff.putShort((short) (numbers / 2));
        putTags(tiff, image);
        putTags(tiff, tags);
        putTags(tiff, tiles);
        return tiff.array();
    }

    private static void putTags(ByteBuffer tiff, int... tags) {
        for (int i = 0; i < tags.length; i += 2) {
            tiff.putShort((short) tags[i])
                    .putShort((short) (tags[i] == TILE_OFFSETS ? 4 : 3))
                    .putInt(1)
                    .putInt(tags[i + 1]);
        }
    }

    /** Masks that overlap or fill the whole pixel would give samples beyond 32 bits, and values that are not finite. */
    @Test
    void masksOfABitmapHaveAtMost16Bits() {
        for (int mask : new int[] {0xffffff00, 0xffffffff}) {
            ByteBuffer bmp = ByteBuffer.allocate(14 + 124 + 4).order(ByteOrder.LITTLE_ENDIAN);
            bmp.put((byte) 'B').put((byte) 'M').putInt(142).putInt(0).putInt(138);
            bmp.putInt(124)
                    .putInt(1)
                    .putInt(1)
                    .putShort((short) 1)
                    .putShort((short) 32)
                    .putInt(3);
            bmp.position(54).putInt(mask).putInt(mask).putInt(mask).putInt(0);
            bmp.putInt(138, -1);
            assertThat(reason(bmp.array(), OPTIONS)).isEqualTo("its colours are not of 1 to 16 bits");
        }
    }

    @Test
    void onlyTheFirstFrameOfAGifIsRead() {
        byte[] gif = Images.read("gif/triangle-001.gif");
        ByteArrayOutputStream many = new ByteArrayOutputStream();
        many.write(gif, 0, gif.length - 1);
        byte[] frame = {0x2c, 0, 0, 0, 0, (byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0, 2, 0};
        for (int i = 0; i < 100_000; i++) {
            many.writeBytes(frame);
        }
        many.write(0x3b);
        assertThat(values(many.toByteArray())).isEqualTo(values(gif));
    }

    @Test
    void countlessSegmentsOfAJpegAreSkipped() {
        byte[] jpeg = Images.read("jpeg/video-001.jpeg");
        ByteArrayOutputStream many = new ByteArrayOutputStream();
        many.write(jpeg, 0, 2);
        byte[] exif = {(byte) 0xff, (byte) 0xe1, 0, 16, 'E', 'x', 'i', 'f', 0, 0, 'I', 'I', 42, 0, 8, 0, 0, 0};
        byte[] comment = {(byte) 0xff, (byte) 0xfe, 0, 2};
        for (int i = 0; i < 50_000; i++) {
            many.writeBytes(exif);
            many.writeBytes(comment);
        }
        many.write(jpeg, 2, jpeg.length - 2);
        assertThat(values(many.toByteArray())).isEqualTo(values(jpeg));
    }
}
