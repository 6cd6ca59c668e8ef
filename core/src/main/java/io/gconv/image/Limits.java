package io.gconv.image;

import io.gconv.feature.FeatureMap;
import java.util.Locale;

/** Refuses images by their header, before memory is taken for their pixels. */
final class Limits {

    private static final long MILLION = 1_000_000;

    private Limits() {}

    /**
     * Checks the size and the memory that decoding takes: the samples as decoded and the values of the feature map.
     *
     * @param heap memory of the JVM in bytes, of which one image may take half
     */
    static void check(ImageHeader header, DecodeOptions options, long heap) throws BadImageException {
        long width = header.width();
        long height = header.height();
        String size = number(width) + " × " + number(height);
        if (width <= 0 || height <= 0) {
            throw new BadImageException("the header gives a size of " + size + " pixels");
        }
        double pixels = (double) width * height; // exact up to 2⁵³; more is too much anyway
        if (pixels > options.maxPixels()) {
            throw new BadImageException(size + " = " + count(pixels) + " pixels, more than the limit of "
                    + count(options.maxPixels()) + " (--max-pixels)");
        }
        double values = pixels * Math.max(options.channels().count(), header.channels());
        if (values > FeatureMap.MAX_VALUES) {
            throw new BadImageException(size + " pixels have " + count(values) + " values, more than the "
                    + count(FeatureMap.MAX_VALUES) + " that one array can hold");
        }
        double bytes = header.decodedBytes() + mapBytes(header, options);
        if (bytes > heap / 2.0) {
            throw new BadImageException(size + " pixels need about " + megabytes(bytes)
                    + " of memory to decode, more than half of the " + megabytes(heap) + " that there are");
        }
    }

    /** Returns how many bytes the values of the feature map take. */
    static double mapBytes(ImageHeader header, DecodeOptions options) {
        return (double) Float.BYTES
                * header.width()
                * header.height()
                * options.channels().count();
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
