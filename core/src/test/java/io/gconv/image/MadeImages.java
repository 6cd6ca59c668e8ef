package io.gconv.image;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.junit.jupiter.params.provider.Arguments;
import org.w3c.dom.NodeList;

/** Images of odd sizes, of all depths, layouts and codings that the Java library or this package's builders write. */
final class MadeImages {

    private static final int WIDTH = 71;
    private static final int HEIGHT = 53;

    private MadeImages() {}

    /** Returns names and files. */
    static List<Arguments> all() {
        List<Arguments> made = new ArrayList<>();
        pngs(made);
        jpegs(made);
        tiffs(made);
        bmps(made);
        return made;
    }

    private static void pngs(List<Arguments> made) {
        for (int depth : new int[] {1, 2, 4, 8, 16}) {
            made.add(Arguments.of("PNG gray " + depth, png(depth, PngBuilder.GRAY, 1)));
            made.add(Arguments.of(
                    "PNG gray with key " + depth,
                    builder(depth, PngBuilder.GRAY)
                            .chunk("tRNS", (byte) 0, (byte) 1)
                            .pixels(samples(depth, 1))
                            .end()));
            if (depth <= 8) {
                made.add(Arguments.of("PNG palette " + depth, palette(depth)));
            }
            if (depth >= 8) {
                made.add(Arguments.of("PNG RGB " + depth, png(depth, PngBuilder.RGB, 3)));
                made.add(Arguments.of("PNG gray, alpha " + depth, png(depth, PngBuilder.GRAY_ALPHA, 2)));
                made.add(Arguments.of("PNG RGB, alpha " + depth, png(depth, PngBuilder.RGB_ALPHA, 4)));
            }
        }
        for (int number = 1; number <= 8; number++) {
            made.add(Arguments.of("PNG orientation " + number, oriented(number)));
        }
        made.add(Arguments.of("PNG filters", filtered(0, 1, 2, 3, 4)));
        made.add(Arguments.of("PNG unknown filter", filtered(1, 5)));
        made.add(Arguments.of("PNG pixels in two parts", inParts("tEXt")));
        made.add(Arguments.of("PNG pixels interrupted", inParts("PLTE")));
        // rows longer than the buffers of streams
        made.add(Arguments.of("PNG photo", written("png", photo(BufferedImage.TYPE_INT_RGB, 3000, 40))));
        made.add(Arguments.of("PNG photo with alpha", written("png", photo(BufferedImage.TYPE_INT_ARGB, 301, 77))));
    }

    private static PngBuilder builder(int depth, int colourType) {
        return new PngBuilder(WIDTH, HEIGHT, depth, colourType);
    }

    private static byte[] png(int depth, int colourType, int bands) {
        return builder(depth, colourType).pixels(samples(depth, bands)).end();
    }

    private static byte[] palette(int depth) {
        byte[] colours = new byte[3 << depth];
        new Random(depth).nextBytes(colours);
        return builder(depth, PngBuilder.PALETTE)
                .chunk("PLTE", colours)
                .chunk("tRNS", (byte) 100, (byte) 200)
                .pixels(samples(depth, 1))
                .end();
    }

    private static byte[] oriented(int number) {
        byte[] exif = {'M', 'M', 0, 42, 0, 0, 0, 8, 0, 1, 1, 18, 0, 3, 0, 0, 0, 1, 0, (byte) number, 0, 0, 0, 0, 0, 0};
        return builder(8, PngBuilder.GRAY)
                .chunk("eXIf", exif)
                .pixels(samples(8, 1))
                .end();
    }

    /** Returns rows of random bytes, with these filters in turn. */
    private static byte[] filtered(int... filters) {
        byte[] rows = new byte[(3 * WIDTH + 1) * HEIGHT];
        new Random(1).nextBytes(rows);
        for (int y = 0; y < HEIGHT; y++) {
            rows[(3 * WIDTH + 1) * y] = (byte) filters[y % filters.length];
        }
        return builder(8, PngBuilder.RGB)
                .chunk("IDAT", PngBuilder.deflate(rows))
                .end();
    }

    /** Returns an image with a chunk amid its pixels. */
    private static byte[] inParts(String type) {
        byte[] data = PngBuilder.deflate(new byte[(WIDTH + 1) * HEIGHT]);
        return builder(8, PngBuilder.GRAY)
                .chunk("IDAT", Arrays.copyOf(data, 10))
                .chunk(type, new byte[3])
                .chunk("IDAT", Arrays.copyOfRange(data, 10, data.length))
                .end();
    }

    private static int[] samples(int depth, int bands) {
        return new Random(depth)
                .ints((long) WIDTH * HEIGHT * bands, 0, 1 << depth)
                .toArray();
    }

    private static void jpegs(List<Arguments> made) {
        made.add(Arguments.of("JPEG gray", written("jpeg", photo(BufferedImage.TYPE_BYTE_GRAY, 203, 117))));
        for (int factors : new int[] {0x11, 0x21, 0x12, 0x22, 0x41}) {
            byte[] jpeg = jpeg(factors, 203, 117);
            made.add(Arguments.of("JPEG " + Integer.toHexString(factors), jpeg));
        }
        made.add(Arguments.of("JPEG damaged after its last row", damagedAtTheEnd(jpeg(0x22, 64, 96))));
        byte[] jpeg = jpeg(0x22, 66, 50);
        for (int number = 2; number <= 8; number++) {
            made.add(Arguments.of("JPEG orientation " + number, oriented(jpeg, number)));
        }
    }

    /** Returns a photo whose gray has so many samples for each of its colours, across and down. */
    private static byte[] jpeg(int factors, int width, int height) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        try {
            BufferedImage photo = photo(BufferedImage.TYPE_3BYTE_BGR, width, height);
            ImageWriteParam param = writer.getDefaultWriteParam();
            IIOMetadata metadata = writer.getDefaultImageMetadata(new ImageTypeSpecifier(photo), param);
            IIOMetadataNode root = (IIOMetadataNode) metadata.getAsTree("javax_imageio_jpeg_image_1.0");
            NodeList components = root.getElementsByTagName("componentSpec");
            IIOMetadataNode gray = (IIOMetadataNode) components.item(0);
            gray.setAttribute("HsamplingFactor", Integer.toString(factors >> 4));
            gray.setAttribute("VsamplingFactor", Integer.toString(factors & 15));
            metadata.setFromTree("javax_imageio_jpeg_image_1.0", root);
            return written(writer, new IIOImage(photo, null, metadata), param);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
    }

    /** Returns a file with bytes before its end marker that code nothing. */
    private static byte[] damagedAtTheEnd(byte[] jpeg) {
        byte[] longer = Arrays.copyOf(jpeg, jpeg.length + 100);
        Arrays.fill(longer, jpeg.length - 2, longer.length, (byte) 0x11);
        System.arraycopy(jpeg, jpeg.length - 2, longer, longer.length - 2, 2);
        return longer;
    }

    private static byte[] oriented(byte[] jpeg, int number) {
        byte[] exif = {
            (byte) 0xff,
            (byte) 0xe1,
            0,
            34,
            'E',
            'x',
            'i',
            'f',
            0,
            0, //
            'M',
            'M',
            0,
            42,
            0,
            0,
            0,
            8,
            0,
            1,
            1,
            18,
            0,
            3,
            0,
            0,
            0,
            1,
            0,
            (byte) number,
            0,
            0,
            0,
            0,
            0,
            0
        };
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(jpeg, 0, 2);
        out.writeBytes(exif);
        out.write(jpeg, 2, jpeg.length - 2);
        return out.toByteArray();
    }

    /** Returns a JPEG file that claims another size. */
    static byte[] withJpegSize(byte[] jpeg, int width, int height) {
        byte[] changed = jpeg.clone();
        ByteBuffer.wrap(changed).putShort(frame(jpeg) + 5, (short) height).putShort(frame(jpeg) + 7, (short) width);
        return changed;
    }

    /** Returns a JPEG file that claims so many samples of gray for each of its colours. */
    static byte[] withJpegFactors(byte[] jpeg, int factors) {
        byte[] changed = jpeg.clone();
        changed[frame(jpeg) + 11] = (byte) factors;
        return changed;
    }

    private static int frame(byte... jpeg) {
        int i = 2;
        while ((jpeg[i + 1] & 0xf0) != 0xc0 || (jpeg[i + 1] & 0xff) == 0xc4) {
            i += 2 + ((jpeg[i + 2] & 0xff) << 8 | jpeg[i + 3] & 0xff);
        }
        return i;
    }

    private static void tiffs(List<Arguments> made) {
        BufferedImage[] images = {
            photo(BufferedImage.TYPE_BYTE_GRAY, 150, 131),
            photo(BufferedImage.TYPE_USHORT_GRAY, 150, 131),
            photo(BufferedImage.TYPE_3BYTE_BGR, 150, 131),
            photo(BufferedImage.TYPE_BYTE_BINARY, 150, 131),
            photo(BufferedImage.TYPE_4BYTE_ABGR, 150, 131),
            indexed(4)
        };
        for (String compression : List.of("", "LZW", "Deflate", "PackBits")) {
            for (int i = 0; i < images.length; i++) {
                for (int tile : new int[] {0, 32}) {
                    String name = "TIFF " + compression + ", image " + i + ", tile " + tile;
                    made.add(Arguments.of(name, tiff(images[i], compression, tile)));
                }
            }
        }
        made.add(Arguments.of("TIFF JPEG", tiff(images[2], "JPEG", 32)));
    }

    private static byte[] tiff(BufferedImage image, String compression, int tile) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("tiff").next();
        ImageWriteParam param = writer.getDefaultWriteParam();
        if (!compression.isEmpty()) {
            param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            param.setCompressionType(compression);
        }
        if (tile > 0) {
            param.setTilingMode(ImageWriteParam.MODE_EXPLICIT);
            param.setTiling(tile, tile, 0, 0);
        }
        try {
            return written(writer, new IIOImage(image, null, null), param);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
    }

    private static void bmps(List<Arguments> made) {
        for (int type : new int[] {
            BufferedImage.TYPE_3BYTE_BGR,
            BufferedImage.TYPE_BYTE_GRAY,
            BufferedImage.TYPE_BYTE_BINARY,
            BufferedImage.TYPE_USHORT_565_RGB,
            BufferedImage.TYPE_USHORT_555_RGB
        }) {
            made.add(Arguments.of("BMP " + type, written("bmp", photo(type, 67, 45))));
        }
        made.add(Arguments.of("BMP 4 bits", written("bmp", indexed(4))));
    }

    /** Returns a file with 800 × 600 random colours. */
    static byte[] large(String format) {
        BufferedImage image = new BufferedImage(800, 600, BufferedImage.TYPE_3BYTE_BGR);
        new Random(1).nextBytes(((DataBufferByte) image.getRaster().getDataBuffer()).getData());
        return written(format, image);
    }

    private static BufferedImage indexed(int bits) {
        int[] colours = new Random(bits).ints(1 << bits, 0, 1 << 24).toArray();
        IndexColorModel model = new IndexColorModel(bits, colours.length, colours, 0, false, -1, DataBuffer.TYPE_BYTE);
        BufferedImage image = new BufferedImage(150, 131, BufferedImage.TYPE_BYTE_BINARY, model);
        image.getRaster()
                .setPixels(
                        0,
                        0,
                        150,
                        131,
                        new Random(1).ints(150 * 131, 0, 1 << bits).toArray());
        return image;
    }

    /** Returns the test photo, enlarged, so that it has smooth parts and edges. */
    private static BufferedImage photo(int type, int width, int height) {
        try {
            BufferedImage photo =
                    ImageIO.read(Images.folder().resolve("png/video-001.png").toFile());
            BufferedImage image = new BufferedImage(width, height, type);
            Graphics2D graphics = image.createGraphics();
            graphics.drawImage(photo, 0, 0, width, height, null);
            graphics.dispose();
            return image;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] written(String format, BufferedImage image) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
        try {
            return written(writer, new IIOImage(image, null, null), writer.getDefaultWriteParam());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
    }

    private static byte[] written(ImageWriter writer, IIOImage image, ImageWriteParam param) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(null, image, param);
        }
        return bytes.toByteArray();
    }
}
