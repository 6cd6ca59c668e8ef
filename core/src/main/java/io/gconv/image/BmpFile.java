package io.gconv.image;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** A Windows or OS/2 bitmap. */
final class BmpFile implements ImageFile {

    private static final int CORE_HEADER = 12;
    private static final int INFO_HEADER = 40;
    private static final int UNCOMPRESSED = 0;
    private static final int BIT_FIELDS = 3;
    private static final int JPEG = 4;
    private static final int PNG = 5;

    private final StoredBytes file;
    private final ImageHeader header;
    private final int compression;
    private final long pixels;
    private final long rowBits;

    /** Reads the header of a file that starts with BM. */
    BmpFile(StoredBytes file) throws BadImageException, IOException {
        this.file = file;
        if (file.length() < 14 + CORE_HEADER) {
            throw new BadImageException("the BMP data ends early");
        }
        byte[] head = file.copy(0, Math.min(file.length(), 14 + INFO_HEADER));
        ByteBuffer buffer = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
        boolean core = buffer.getInt(14) == CORE_HEADER;
        if (!core && head.length < 14 + INFO_HEADER) {
            throw new BadImageException("the BMP data ends early");
        }
        long width = core ? buffer.getShort(18) & 0xffff : buffer.getInt(18);
        long height = core ? buffer.getShort(20) & 0xffff : Math.abs((long) buffer.getInt(22));
        int bits = buffer.getShort(core ? 24 : 28) & 0xffff;
        compression = core ? 0 : buffer.getInt(30);
        rowBits = width * bits;
        pixels = Integer.toUnsignedLong(buffer.getInt(10));
        int channels = isWrapper() ? 3 : LibraryReader.channels("bmp", whole(), 3);
        header = ImageHeader.of(width, height, channels, Math.max(1, Math.min(bits / 8, 4)), Orientation.UPRIGHT);
    }

    @Override
    public String format() {
        return "BMP";
    }

    @Override
    public ImageHeader header() {
        return header;
    }

    @Override
    public List<String> damages() {
        return List.of();
    }

    @Override
    public Samples decode() throws BadImageException, IOException {
        if (isWrapper()) {
            throw new BadImageException("a BMP file that wraps a JPEG or PNG file is not supported");
        }
        try (LibraryReader reader = open()) {
            return samples(reader, reader.image());
        }
    }

    /** Returns whether the pixels are a file of another format, which the library would read by way of a file on disk. */
    private boolean isWrapper() {
        return compression == JPEG || compression == PNG;
    }

    private FileParts whole() throws BadImageException {
        return new FileParts(file).add(0, file.length());
    }

    private Samples decode(Rectangle region) throws BadImageException, IOException {
        try (LibraryReader reader = open()) {
            return samples(reader, reader.image(region));
        }
    }

    private LibraryReader open() throws BadImageException, IOException {
        LibraryReader reader = new LibraryReader("bmp", whole().stream());
        reader.requireSize(header);
        return reader;
    }

    private static Samples samples(LibraryReader reader, BufferedImage image) throws BadImageException {
        return new Samples(image.getRaster(), Colours.of(image.getColorModel()), reader.warnings());
    }

    @Override
    public String wholeOnly() {
        if (file.length() > Integer.MAX_VALUE) {
            return "a BMP of more than 2 GB"; // the library counts bytes in 31 bits
        }
        return compression == UNCOMPRESSED || compression == BIT_FIELDS ? "" : "a compressed BMP";
    }

    /** The library does not notice where the file ends when it reads a region. */
    @Override
    public StoredRegions regions() throws BadImageException {
        double rowBytes = Math.ceil(rowBits / 32.0) * 4; // the last row may lack what fills it up
        double end = pixels + rowBytes * (header.height() - 1) + Math.ceil(rowBits / 8.0);
        if (end > file.length()) {
            throw new BadImageException("the BMP data ends early");
        }
        return this::decode;
    }
}
