package io.gconv.image;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Writes PNG files chunk by chunk, also wrong ones. */
final class PngBuilder {

    static final int GRAY = 0;
    static final int RGB = 2;
    static final int PALETTE = 3;
    static final int GRAY_ALPHA = 4;
    static final int RGB_ALPHA = 6;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final int height;
    private final int depth;

    PngBuilder(int width, int height, int depth, int colourType) {
        this.height = height;
        this.depth = depth;
        out.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
        chunk("IHDR", header(width, height, depth, colourType));
    }

    private static byte[] header(int width, int height, int depth, int colourType) {
        return ByteBuffer.allocate(13)
                .putInt(width)
                .putInt(height)
                .put((byte) depth)
                .put((byte) colourType)
                .array();
    }

    PngBuilder chunk(String type, byte... data) {
        CRC32 crc = new CRC32();
        crc.update(type.getBytes(ISO_8859_1));
        crc.update(data);
        return chunk(type, data, (int) crc.getValue());
    }

    PngBuilder chunk(String type, byte[] data, int crc) {
        out.writeBytes(ByteBuffer.allocate(data.length + 12)
                .putInt(data.length)
                .put(type.getBytes(ISO_8859_1))
                .put(data)
                .putInt(crc)
                .array());
        return this;
    }

    /** Adds the samples, row by row and pixel by pixel, without filters. */
    PngBuilder pixels(int... samples) {
        return chunk("IDAT", deflate(packed(samples)));
    }

    /** Returns the file, ended properly. */
    byte[] end() {
        return chunk("IEND").bytes();
    }

    /** Returns the file so far. */
    byte[] bytes() {
        return out.toByteArray();
    }

    private byte[] packed(int... samples) {
        int perRow = samples.length / height;
        int bytesPerRow = (perRow * depth + 7) / 8;
        byte[] rows = new byte[height * (bytesPerRow + 1)];
        for (int i = 0; i < samples.length; i++) {
            int start = (i / perRow) * (bytesPerRow + 1) + 1;
            int bit = i % perRow * depth;
            if (depth == 16) {
                rows[start + bit / 8] = (byte) (samples[i] >> 8);
                rows[start + bit / 8 + 1] = (byte) samples[i];
            } else {
                rows[start + bit / 8] |= (byte) (samples[i] << 8 - depth - bit % 8);
            }
        }
        return rows;
    }

    static byte[] deflate(byte[] data) {
        Deflater deflater = new Deflater();
        deflater.setInput(data);
        deflater.finish();
        byte[] buffer = new byte[data.length + 64];
        int length = deflater.deflate(buffer);
        deflater.end();
        return ByteBuffer.allocate(length).put(buffer, 0, length).array();
    }
}
