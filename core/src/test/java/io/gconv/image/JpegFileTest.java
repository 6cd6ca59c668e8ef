package io.gconv.image;

import static io.gconv.image.Images.GRAY_RAW;
import static io.gconv.image.Images.GRAY_UNIT;
import static io.gconv.image.Images.RGB_RAW;
import static io.gconv.image.Images.failure;
import static io.gconv.image.Images.meanDifference;
import static io.gconv.image.Images.reason;
import static io.gconv.image.Images.success;
import static io.gconv.image.Images.values;
import static org.assertj.core.api.Assertions.assertThat;

import io.gconv.image.DecodeOptions.Leniency;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JpegFileTest {

    private static final byte[] PHOTO = Images.read("jpeg/video-001.jpeg");
    private static final int SOF0 = 0xc0;

    /** The conversion of libjpeg, to the last bit. */
    @ParameterizedTest
    @ValueSource(strings = {"jpeg/video-001.jpeg", "jpeg/video-001.progressive.jpeg"})
    void coloursAreThoseOfLibjpeg(String name) throws IOException {
        byte[] jpeg = Images.read(name);
        Raster expected = ImageIO.read(new ByteArrayInputStream(jpeg)).getRaster();
        float[] actual = values(jpeg, RGB_RAW);
        for (int c = 0; c < 3; c++) {
            float[] plane = expected.getSamples(0, 0, 150, 103, c, (float[]) null);
            assertThat(Arrays.copyOfRange(actual, c * plane.length, (c + 1) * plane.length))
                    .isEqualTo(plane);
        }
    }

    /** The same photo as PNG; 8 of 255 is the loss of a good JPEG, and a wrong conversion is off by 50 and more. */
    @ParameterizedTest
    @ValueSource(strings = {"jpeg/video-001.jpeg", "jpeg/video-001.progressive.jpeg", "jpeg/video-001.rgb.jpeg"})
    void allCodingsOfColourShowTheSamePhoto(String name) {
        float[] expected = values(Images.read("png/video-001.png"), RGB_RAW);
        assertThat(meanDifference(values(Images.read(name), RGB_RAW), expected)).isLessThan(8);
    }

    /** An Adobe file, in which C and K are light: C K / 255, rounded. */
    @Test
    void inksOfAdobeAreMultiplied() throws IOException {
        byte[] jpeg = Images.read("jpeg/video-001.cmyk.jpeg");
        ImageReader reader = ImageIO.getImageReadersByFormatName("jpeg").next();
        reader.setInput(ImageIO.createImageInputStream(new ByteArrayInputStream(jpeg)));
        Raster inks = reader.readRaster(0, null);
        reader.dispose();
        float[] actual = values(jpeg, RGB_RAW);
        for (int i = 0; i < actual.length; i++) {
            int x = i % 150;
            int y = i / 150 % 103;
            int light = inks.getSample(x, y, i / (150 * 103)) * inks.getSample(x, y, 3);
            assertThat(actual[i]).isEqualTo(Math.round(light / 255.0));
        }
    }

    @Test
    void channelsAreThoseOfTheFile() {
        assertThat(success(PHOTO, GRAY_UNIT).channels()).isEqualTo(3);
        assertThat(success(Images.read("jpeg/video-001.cmyk.jpeg"), GRAY_UNIT).channels())
                .isEqualTo(4);
        assertThat(success(Images.read("jpeg/video-005.gray.q50.jpeg"), GRAY_UNIT)
                        .channels())
                .isOne();
    }

    /** 40 stays 40; the library's own conversion to sRGB would make it 0x6e = 110. */
    @Test
    void grayIsNotChangedByGamma() throws IOException {
        BufferedImage flat = new BufferedImage(16, 16, BufferedImage.TYPE_BYTE_GRAY);
        Arrays.fill(((DataBufferByte) flat.getRaster().getDataBuffer()).getData(), (byte) 40);
        ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
        ImageIO.write(flat, "jpeg", jpeg);
        assertThat(values(jpeg.toByteArray(), GRAY_RAW)).containsOnly(40);
    }

    /** Without an Adobe marker, samples are ink: (255 − C)(255 − K) / 255. */
    @Test
    void inkIsInvertedWithoutAnAdobeMarker() {
        int[] expanded = new int[3];
        new JpegColours(JpegColours.Coding.CMYK, false).expand(new int[] {0, 255, 51, 51}, 4, 1, expanded);
        assertThat(expanded).containsExactly(204, 0, 163);
        new JpegColours(JpegColours.Coding.CMYK, true).expand(new int[] {255, 0, 204, 204}, 4, 1, expanded);
        assertThat(expanded).containsExactly(204, 0, 163);
    }

    /** YCCK codes 255 − C as red; of Adobe, C itself is stored as light. */
    @Test
    void blackDarkensYcck() {
        int[] expanded = new int[3];
        new JpegColours(JpegColours.Coding.YCCK, true).expand(new int[] {55, 128, 128, 102}, 4, 1, expanded);
        assertThat(expanded).containsExactly(80, 80, 80); // (255 − 55) · 102 / 255
    }

    @Test
    void cutIsAnErrorUnlessLenient() {
        byte[] half = Arrays.copyOf(PHOTO, PHOTO.length / 2);
        assertThat(reason(half)).isEqualTo("the JPEG data ends early");
        DecodedImage.Success lenient = success(half, Images.withLeniency(GRAY_RAW, Leniency.LENIENT));
        assertThat(lenient.warning()).startsWith("the JPEG data ends early");
        float[] whole = values(PHOTO, GRAY_RAW);
        float[] decoded = lenient.map().values();
        assertThat(Arrays.copyOf(decoded, 150 * 32)).isEqualTo(Arrays.copyOf(whole, 150 * 32));
    }

    /** The library reads these without a warning. */
    @Test
    void progressiveFileWithoutItsLastScansIsAnErrorUnlessLenient() {
        byte[] cut = Images.read("bad/video-001.progressive.truncated.jpeg");
        assertThat(reason(cut)).isEqualTo("the JPEG data ends early");
        assertThat(success(cut, Images.withLeniency(GRAY_RAW, Leniency.LENIENT)).warning())
                .isEqualTo("the JPEG data ends early");
    }

    @Test
    void progressiveFileCutAnywhereIsAnError() {
        byte[] jpeg = Images.read("jpeg/video-001.progressive.jpeg");
        for (int length = 0; length < jpeg.length; length += 501) {
            assertThat(failure(Arrays.copyOf(jpeg, length), GRAY_UNIT).reason()).isNotBlank();
        }
    }

    @Test
    void whatFollowsTheEndDoesNotMatter() {
        byte[] longer = Arrays.copyOf(PHOTO, PHOTO.length + 100);
        assertThat(values(longer, GRAY_RAW)).isEqualTo(values(PHOTO, GRAY_RAW));
    }

    /** A segment before the frame that is no profile, no EXIF and no thumbnail. */
    @Test
    void brokenProfilesAndExifDoNotMatter() {
        byte[] profile = segment(0xe2, "ICC_PROFILE\0\1\1 broken");
        byte[] exif = segment(0xe1, "Exif\0\0MM\0*broken");
        byte[] thumbnail = segment(0xe0, "JFXX\0\20broken");
        assertThat(values(inserted(inserted(inserted(PHOTO, profile), exif), thumbnail), GRAY_RAW))
                .isEqualTo(values(PHOTO, GRAY_RAW));
    }

    @Test
    void unsupportedKindsAreNamed() {
        assertThat(reason(withFrame(0xc3, 8))).isEqualTo("lossless JPEG is not supported");
        assertThat(reason(withFrame(0xc9, 8))).isEqualTo("JPEG with arithmetic coding is not supported");
        assertThat(reason(withFrame(0xc5, 8))).isEqualTo("hierarchical JPEG is not supported");
        assertThat(reason(withFrame(0xc1, 12))).isEqualTo("JPEG with 12 bits is not supported, only with 8");
    }

    /** Each empty scan takes ten bytes of the file, and a pass over all pixels. */
    @Test
    void manyScansAreRefused() {
        byte[] scan = {(byte) 0xff, (byte) 0xda, 0, 8, 1, 1, 0, 0, 0, 0};
        byte[] jpeg = Images.read("jpeg/video-005.gray.q50.jpeg");
        for (int i = 0; i < 100; i++) {
            jpeg = inserted(jpeg, scan);
        }
        assertThat(reason(jpeg)).isEqualTo("the JPEG file has 101 scans, more than 100");
    }

    private static byte[] segment(int code, String text) {
        byte[] segment = new byte[4 + text.length()];
        segment[0] = (byte) 0xff;
        segment[1] = (byte) code;
        segment[3] = (byte) (2 + text.length());
        for (int i = 0; i < text.length(); i++) {
            segment[4 + i] = (byte) text.charAt(i);
        }
        return segment;
    }

    private static byte[] inserted(byte[] jpeg, byte[] segment) {
        byte[] result = new byte[jpeg.length + segment.length];
        System.arraycopy(jpeg, 0, result, 0, 2);
        System.arraycopy(segment, 0, result, 2, segment.length);
        System.arraycopy(jpeg, 2, result, 2 + segment.length, jpeg.length - 2);
        return result;
    }

    private static byte[] withFrame(int code, int bits) {
        byte[] jpeg = PHOTO.clone();
        int i = 2;
        while ((jpeg[i + 1] & 0xff) != SOF0) {
            i += 2 + ((jpeg[i + 2] & 0xff) << 8 | jpeg[i + 3] & 0xff);
        }
        jpeg[i + 1] = (byte) code;
        jpeg[i + 4] = (byte) bits;
        return jpeg;
    }
}
