package io.gconv.image;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.awt.image.Raster;
import java.awt.image.SampleModel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
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
    private static final int IHDR_LENGTH = 13;

    /** The largest part of a chunk other than pixels that is read; EXIF blocks have 64 kB at most. */
    private static final int MAX_DATA = 1 << 20;

    private static final int GRAY = 0;
    private static final int RGB = 2;
    private static final int PALETTE = 3;
    private static final int GRAY_ALPHA = 4;
    private static final int RGB_ALPHA = 6;

    private final Set<String> damages = new LinkedHashSet<>();
    private final StoredBytes file;
    private final FileParts pixelChunks;
    private final FileParts deflated;
    private final Extent extent;
    private byte[] ihdr = new byte[0];
    private byte[] palette = new byte[0];
    private byte[] transparency = new byte[0];
    private Orientation orientation = Orientation.UPRIGHT;
    private boolean hasPixels;
    private boolean pixelsEnded;

    /** Reads the structure of a file that starts with the PNG signature. */
    PngFile(StoredBytes file, Extent extent) throws BadImageException, IOException {
        this.file = file;
        this.extent = extent;
        pixelChunks = new FileParts(file).add(0, SIGNATURE_LENGTH);
        deflated = new FileParts(file);
        long position = SIGNATURE_LENGTH;
        while (position >= 0) {
            position = readChunk(position);
        }
        if (ihdr.length != IHDR_LENGTH) {
            throw new BadImageException(
                    file.length() < SIGNATURE_LENGTH + CHUNK_OVERHEAD + IHDR_LENGTH
                            ? "the PNG data ends early"
                            : "the PNG header is damaged");
        }
        checkColourType();
    }

    /** Reads one chunk and returns where the next one starts; −1 if none follows. */
    private long readChunk(long start) throws BadImageException, IOException {
        if (file.length() - start < CHUNK_OVERHEAD) {
            damages.add("the PNG data ends early");
            return -1;
        }
        int length = file.int32(start);
        String type = new String(file.copy(start + 4, start + 8), ISO_8859_1);
        boolean isPixels = type.equals("IDAT");
        if (isPixels && extent == Extent.HEADER) {
            return -1;
        }
        long end = start + CHUNK_OVERHEAD + length;
        if (length < 0 || end > file.length()) {
            damages.add("the PNG data ends early");
            if (isPixels) {
                hasPixels = true;
                pixelChunks.add(start, file.length());
                keepPixels(start + 8, length < 0 ? start + 8 : Math.min(file.length(), end - 4));
            }
            return -1;
        }
        boolean isCritical = Character.isUpperCase(type.charAt(0));
        if (isCritical && crc(start + 4, end - 4) != file.int32(end - 4)) {
            damages.add(
                    "the check sum of a PNG chunk (" + (type.matches("[A-Z]{4}") ? type : "unknown") + ") is wrong");
        }
        pixelsEnded |= hasPixels && isCritical && !isPixels;
        if (type.equals("IHDR") && ihdr.length > 0) {
            damages.add("the PNG file has several headers"); // the reader gets the one that is checked
            return end;
        }
        switch (type) {
            case "IHDR" -> ihdr = data(start, end);
            case "PLTE" -> palette = data(start, end);
            case "tRNS" -> transparency = data(start, end);
            case "eXIf" -> orientation = Orientation.ofExif(data(start, end));
            case "IDAT" -> keepPixels(start + 8, end - 4);
            default -> {}
        }
        hasPixels |= isPixels;
        if (isCritical) {
            pixelChunks.add(start, end);
        }
        return type.equals("IEND") ? -1 : end;
    }

    private byte[] data(long start, long end) throws IOException {
        return file.copy(start + 8, Math.min(end - 4, start + 8 + MAX_DATA));
    }

    /** Chunks with pixels follow one another; what comes after another critical chunk is not read. */
    private void keepPixels(long from, long to) throws BadImageException {
        if (!pixelsEnded) {
            deflated.add(from, to);
        }
    }

    private int crc(long from, long to) throws IOException {
        CRC32 crc = new CRC32();
        file.sum(crc, from, to);
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
        try (LibraryReader reader = open()) {
            Raster raster = reader.image().getRaster();
            requireLayout(raster.getSampleModel());
            return new Samples(raster, colours(), reader.warnings());
        }
    }

    private LibraryReader open() throws BadImageException, IOException {
        if (!hasPixels) {
            throw new BadImageException("the PNG file has no pixels");
        }
        if (colourType() == PALETTE && palette.length == 0) {
            throw new BadImageException("the PNG file has no palette");
        }
        LibraryReader reader = new LibraryReader("png", pixelChunks.stream());
        reader.requireSize(header());
        return reader;
    }

    private void requireLayout(SampleModel layout) throws BadImageException {
        if (layout.getNumBands() != bands() || layout.getSampleSize(0) != depth()) {
            throw new BadImageException("the PNG header is damaged: it is ambiguous");
        }
    }

    @Override
    public String wholeOnly() {
        return ihdr[12] == 0 ? "" : "an interlaced PNG";
    }

    @Override
    public StoredRegions regions() throws BadImageException, IOException {
        try (LibraryReader reader = open()) { // checks the header; reads no pixels
            requireLayout(reader.layout());
        }
        RowLayout layout = new RowLayout((int) header().width(), bands(), depth());
        return new RowWindow(layout, colours(), () -> new PngRows(deflated.stream(), layout));
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
