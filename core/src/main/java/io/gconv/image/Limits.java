package io.gconv.image;

import io.gconv.feature.FeatureMap;
import java.util.Locale;

/** Refuses images by their header, before memory is taken for their pixels. */
final class Limits {

    private static final long MILLION = 1_000_000;

    /** How many rows a reader holds beside the image; of an image of one row that is the most of it. */
    private static final double ROWS = 5;

    private Limits() {}

    /**
     * Checks the size and the memory that decoding takes: the samples as decoded and the values of the feature map.
     *
     * @param heap memory of the JVM in bytes, of which one image may take half
     */
    static void check(ImageHeader header, DecodeOptions options, long heap) throws BadImageException {
        checkSize(header, options);
        checkValues(header.width(), header.height(), Math.max(options.channels().count(), header.channels()));
        checkMemory(header.width(), header.height(), decodingBytes(header, options), heap);
    }

    /** Checks only the size, against that of the options. */
    static void checkSize(ImageHeader header, DecodeOptions options) throws BadImageException {
        if (header.width() <= 0 || header.height() <= 0) {
            throw new BadImageException(
                    "the header gives a size of " + size(header.width(), header.height()) + " pixels");
        }
        // exact up to 2⁵³; more is too much anyway
        double pixels = (double) header.width() * header.height();
        if (pixels > options.maxPixels()) {
            throw new BadImageException(size(header.width(), header.height()) + " = " + count(pixels)
                    + " pixels, more than the limit of " + count(options.maxPixels()) + " (--max-pixels)");
        }
    }

    /** Checks that one array can hold the values of so many pixels. */
    static void checkValues(long width, long height, int channels) throws BadImageException {
        double values = (double) width * height * channels;
        if (values > FeatureMap.MAX_VALUES) {
            throw new BadImageException(size(width, height) + " pixels have " + count(values)
                    + " values, more than the " + count(FeatureMap.MAX_VALUES) + " that one array can hold");
        }
    }

    /** Checks that so many bytes, which decoding so many pixels takes, are at most half of the heap. */
    static void checkMemory(long width, long height, double bytes, long heap) throws BadImageException {
        if (bytes > heap / 2.0) {
            throw new BadImageException(size(width, height) + " pixels need about " + megabytes(bytes)
                    + " of memory to decode, more than half of the " + megabytes(heap) + " heap");
        }
    }

    /** Returns how many bytes decoding takes: the samples, a few rows of them in the reader, and the feature map. */
    static double decodingBytes(ImageHeader header, DecodeOptions options) {
        return header.decodedBytes() * (1 + ROWS / Math.max(1, header.height())) + mapBytes(header, options);
    }

    /** Returns how many bytes the values of the feature map take. */
    static double mapBytes(ImageHeader header, DecodeOptions options) {
        return (double) Float.BYTES
                * header.width()
                * header.height()
                * options.channels().count();
    }

    /** Returns a size as people write it, such as 30,000 × 20,000. */
    private static String size(double width, double height) {
        return number(width) + " × " + number(height);
    }

    private static String count(double number) {
        boolean round = number >= MILLION && number % (MILLION / 10) == 0;
        if (round) {
            return number(number / MILLION) + " million";
        }
        return number(number);
    }

    private static String number(double number) {
        return String.format(Locale.ROOT, number == Math.rint(number) ? "%,.0f" : "%,.1f", number);
    }

    private static String megabytes(double bytes) {
        return number(Math.rint(bytes / (1 << 20))) + " MB";
    }
}
