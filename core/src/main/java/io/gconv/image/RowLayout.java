package io.gconv.image;

import java.awt.Rectangle;
import java.awt.image.DataBufferByte;
import java.awt.image.DataBufferUShort;
import java.awt.image.Raster;
import java.util.Arrays;

/**
 * How a row of samples is stored in bytes: pixel by pixel, the high bits first, and 16 bits with the high byte first.
 *
 * @param width pixels in a row
 * @param bands samples in a pixel
 * @param bits of a sample: 1, 2, 4, 8 or 16
 */
record RowLayout(int width, int bands, int bits) {

    /** Returns the bytes of a row. */
    int rowBytes() {
        return endByte(width);
    }

    /** Returns the bytes of a pixel, rounded up. */
    int pixelBytes() {
        return Math.max(1, bands * bits / 8);
    }

    /** Returns which byte of a row pixel x begins in. */
    int startByte(int x) {
        return (int) ((long) x * bands * bits / 8);
    }

    /** Returns the end of the bytes that hold the pixels before x. */
    int endByte(int x) {
        return (int) Math.min(Integer.MAX_VALUE, ((long) x * bands * bits + 7) / 8);
    }

    /**
     * Returns a raster of some pixels. Of 8 bits it is not a copy.
     *
     * @param rows bytes of rows
     * @param start where byte 0 of the first row is, or would be: negative if its first bytes are left out
     * @param stride from a row to the next
     * @param region which pixels, in rows counted from the first
     */
    Raster raster(byte[] rows, int start, int stride, Rectangle region) {
        int width = region.width;
        int perRow = width * bands;
        if (bits == 8) {
            int[] offsets = new int[bands];
            for (int c = 0; c < bands; c++) {
                offsets[c] = start + region.y * stride + region.x * bands + c;
            }
            return Raster.createInterleavedRaster(
                    new DataBufferByte(rows, rows.length), width, region.height, stride, bands, offsets, null);
        }
        int[] offsets = new int[bands];
        Arrays.setAll(offsets, c -> c);
        if (bits == 16) {
            short[] samples = new short[perRow * region.height];
            for (int y = 0; y < region.height; y++) {
                int from = start + (region.y + y) * stride + 2 * bands * region.x;
                for (int i = 0; i < perRow; i++) {
                    samples[y * perRow + i] = (short) (rows[from + 2 * i] << 8 | rows[from + 2 * i + 1] & 0xff);
                }
            }
            return Raster.createInterleavedRaster(
                    new DataBufferUShort(samples, samples.length), width, region.height, perRow, bands, offsets, null);
        }
        byte[] samples = new byte[perRow * region.height];
        for (int y = 0; y < region.height; y++) {
            int from = start + (region.y + y) * stride;
            for (int i = 0; i < perRow; i++) {
                int bit = (region.x * bands + i) * bits;
                int shift = 8 - bits - (bit & 7);
                samples[y * perRow + i] = (byte) (rows[from + (bit >> 3)] >> shift & (1 << bits) - 1);
            }
        }
        return Raster.createInterleavedRaster(
                new DataBufferByte(samples, samples.length), width, region.height, perRow, bands, offsets, null);
    }
}
