package io.gconv.image;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** A Windows or OS/2 bitmap. */
final class BmpFile implements ImageFile {

    private static final int CORE_HEADER = 12;
    private static final int JPEG = 4;
    private static final int PNG = 5;

    private final byte[] bytes;
    private final ImageHeader header;
    private final int compression;

    /** Not a copy: reads the header of a file that starts with BM. */
    BmpFile(byte[] bytes) throws BadImageException {
        this.bytes = bytes;
        if (bytes.length < 14 + CORE_HEADER) {
            throw new BadImageException("the BMP data ends early");
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        boolean core = buffer.getInt(14) == CORE_HEADER;
        if (!core && bytes.length < 14 + 40) {
            throw new BadImageException("the BMP data ends early");
        }
        long width = core ? buffer.getShort(18) & 0xffff : buffer.getInt(18);
        long height = core ? buffer.getShort(20) & 0xffff : Math.abs((long) buffer.getInt(22));
        int bits = buffer.getShort(core ? 24 : 28) & 0xffff;
        compression = core ? 0 : buffer.getInt(30);
        header = ImageHeader.of(width, height, 3, Math.max(1, Math.min(bits / 8, 4)), Orientation.UPRIGHT);
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
        if (compression == JPEG || compression == PNG) { // the library would read these by way of a file on disk
            throw new BadImageException("a BMP file that wraps a JPEG or PNG file is not supported");
        }
        try (LibraryReader reader = new LibraryReader("bmp", bytes)) {
            reader.requireSize(header);
            BufferedImage image = reader.image();
            return new Samples(image.getRaster(), Colours.of(image.getColorModel()), reader.warnings());
        }
    }
}
