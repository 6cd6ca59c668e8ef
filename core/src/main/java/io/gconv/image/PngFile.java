package io.gconv.image;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.awt.image.Raster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32;

/**
 * A PNG file: chunks of a length, a type, data and a check sum. The reader of the Java library gets only the chunks that
 * hold pixels: it does not verify check sums, and text or profiles could stop it. Transparency ({@code tRNS}) is applied
 * here.
 *
 * @see <a href="https://www.w3.org/TR/png-3/">W3C, <i>Portable Network Graphics</i>, third edition, 2025</a>
 */
final class PngFile implements ImageFile {

    private static final int SIGNATURE_LENGTH = 8;
    private static final int CHUNK_OVERHEAD = 12;

    private static final int GRAY = 0;
    private static final int RGB = 2;
    private static final int PALETTE = 3;
    private static final int GRAY_ALPHA = 4;
    private static final int RGB_ALPHA = 6;

    private final Set<String> damages = new LinkedHashSet<>();
    private final ByteArrayOutputStream pixelChunks;
    private byte[] ihdr = new byte[0];
    private byte[] palette = new byte[0];
    private byte[] transparency = new byte[0];
    private Orientation orientation = Orientation.UPRIGHT;
    private boolean hasPixels;

    /** Reads the structure of a file that starts with the PNG signature. */
    PngFile(byte[] bytes) throws BadImageException {
        pixelChunks = new ByteArrayOutputStream(bytes.length);
        pixelChunks.write(bytes, 0, SIGNATURE_LENGTH);
        ByteBuffer buffer = ByteBuffer.wrap(bytes).position(SIGNATURE_LENGTH);
        while (readChunk(buffer)) {}
        if (ihdr.length != 13) {
            throw new BadImageException(
                    bytes.length < SIGNATURE_LENGTH + 25 ? "the PNG data ends early" : "the PNG header is damaged");
        }
        checkColourType();
    }

    /** Reads one chunk and returns whether more follow. */
    private boolean readChunk(ByteBuffer buffer) {
        if (buffer.remaining() < CHUNK_OVERHEAD) {
            damages.add("the PNG data ends early");
            return false;
        }
        int start = buffer.position();
        int length = buffer.getInt();
        String type = new String(buffer.array(), start + 4, 4, ISO_8859_1);
        if (length < 0 || length > buffer.remaining() - 8) {
            damages.add("the PNG data ends early");
            if (type.equals("IDAT")) {
                hasPixels = true;
                pixelChunks.write(buffer.array(), start, buffer.limit() - start);
            }
            return false;
        }
        int end = start + CHUNK_OVERHEAD + length;
        if (Character.isUpperCase(type.charAt(0))
                && crc(buffer.array(), start + 4, length + 4) != buffer.getInt(end - 4)) {
            damages.add(
                    "the check sum of a PNG chunk (" + (type.matches("[A-Z]{4}") ? type : "unknown") + ") is wrong");
        }
        keep(type, buffer.array(), start, end);
        buffer.position(end);
        return !type.equals("IEND");
    }

    private void keep(String type, byte[] bytes, int start, int end) {
        if (type.equals("IHDR") && ihdr.length > 0) {
            damages.add("the PNG file has several headers"); // the reader gets the one that is checked
            return;
        }
        byte[] data = type.equals("IDAT") ? bytes : Arrays.copyOfRange(bytes, start + 8, end - 4);
        switch (type) {
            case "IHDR" -> ihdr = data;
            case "PLTE" -> palette = data;
            case "tRNS" -> transparency = data;
            case "eXIf" -> orientation = Orientation.ofExif(data);
            default -> {}
        }
        hasPixels |= type.equals("IDAT");
        if (Character.isUpperCase(type.charAt(0))) {
            pixelChunks.write(bytes, start, end - start);
        }
    }

    private static int crc(byte[] bytes, int offset, int length) {
        CRC32 crc = new CRC32();
        crc.update(bytes, offset, length);
        return (int) crc.getValue();
    }

    private void checkColourType() throws BadImageException {
        boolean known = switch (colourType()) {
            case GRAY -> List.of(1, 2, 4, 8, 16).contains(depth());
            case PALETTE -> List.of(1, 2, 4, 8).contains(depth());
            case RGB, GRAY_ALPHA, RGB_ALPHA -> List.of(8, 16).contains(depth());
            default -> false;
        };
        if (!known) {
            throw new BadImageException(
                    "the PNG header is damaged: colour type " + colourType() + " with " + depth() + " bits");
        }
    }

    private int depth() {
        return ihdr[8] & 0xff;
    }

    private int colourType() {
        return ihdr[9] & 0xff;
    }

    private int bands() {
        return switch (colourType()) {
            case RGB -> 3;
            case GRAY_ALPHA -> 2;
            case RGB_ALPHA -> 4;
            default -> 1;
        };
    }

    @Override
    public String format() {
        return "PNG";
    }

    @Override
    public ImageHeader header() {
        ByteBuffer buffer = ByteBuffer.wrap(ihdr);
        int bytesPerSample = depth() == 16 ? 2 : 1;
        return ImageHeader.of(
                Integer.toUnsignedLong(buffer.getInt(0)),
                Integer.toUnsignedLong(buffer.getInt(4)),
                colours().channels(),
                bands() * bytesPerSample,
                orientation);
    }

    @Override
    public List<String> damages() {
        return new ArrayList<>(damages);
    }

    @Override
    public Samples decode() throws BadImageException, IOException {
        if (!hasPixels) {
            throw new BadImageException("the PNG file has no pixels");
        }
        if (colourType() == PALETTE && palette.length == 0) {
            throw new BadImageException("the PNG file has no palette");
        }
        try (LibraryReader reader = new LibraryReader("png", pixelChunks.toByteArray())) {
            reader.requireSize(header());
            Raster raster = reader.image().getRaster();
            if (raster.getNumBands() != bands() || raster.getSampleModel().getSampleSize(0) != depth()) {
                throw new BadImageException("the PNG header is damaged: it is read in two ways");
            }
            return new Samples(raster, colours(), reader.warnings());
        }
    }

    private Colours colours() {
        int max = (1 << depth()) - 1;
        int type = colourType();
        if (type == PALETTE) {
            return Colours.palette(table());
        }
        int count = type == RGB || type == RGB_ALPHA ? 3 : 1;
        boolean alpha = type == GRAY_ALPHA || type == RGB_ALPHA;
        if (!alpha && transparency.length >= 2 * count) {
            int[] key = new int[count];
            for (int c = 0; c < count; c++) {
                key[c] = ((transparency[2 * c] & 0xff) << 8 | transparency[2 * c + 1] & 0xff) & max;
            }
            return Colours.keyed(max, key);
        }
        return Colours.direct(count, alpha, max);
    }

    private int[] table() {
        int[] table = new int[palette.length / 3];
        for (int i = 0; i < table.length; i++) {
            int alpha = i < transparency.length ? transparency[i] & 0xff : 0xff;
            int red = palette[3 * i] & 0xff;
            int green = palette[3 * i + 1] & 0xff;
            int blue = palette[3 * i + 2] & 0xff;
            table[i] = alpha << 24 | red << 16 | green << 8 | blue;
        }
        return table;
    }
}
