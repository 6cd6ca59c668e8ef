package io.gconv.image;

import io.gconv.feature.PlanarFeatureMap;
import io.gconv.image.DecodeOptions.Range;
import java.awt.image.ComponentSampleModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;

/**
 * Writes decoded samples into an upright feature map. Per pixel, on stored values from 0 to max:
 *
 * <pre>
 *   v = α s + (1 − α) background · max       α = 1 without transparency; s, not α s, if already multiplied
 *   gray = 0.299 R + 0.587 G + 0.114 B       exactly R where R = G = B
 *   result = v / max, or v in the raw range
 * </pre>
 *
 * computed in double and rounded once. Cost: O(Y · X).
 */
final class PixelWriter {

    private static final double RED_WEIGHT = 0.299;
    private static final double GREEN_WEIGHT = 0.587;
    private static final double BLUE_WEIGHT = 0.114;

    /** So many columns at a time: a row may be all of an image. */
    private static final int COLUMNS = 4096;

    private final Raster raster;
    private final Colours colours;
    private final Orientation orientation;
    private final double background;
    private final double divisor;
    private final int channels;
    private final int plane;
    private final float[] values;
    private final int columns;
    private final byte[] rowBytes;

    private PixelWriter(Samples samples, Orientation orientation, DecodeOptions options) {
        raster = samples.raster();
        colours = samples.colours();
        this.orientation = orientation;
        background = options.background() * (double) colours.max();
        divisor = options.range() == Range.UNIT ? colours.max() : 1;
        channels = options.channels().count();
        plane = raster.getWidth() * raster.getHeight();
        values = new float[channels * plane];
        columns = Math.min(COLUMNS, raster.getWidth());
        rowBytes = new byte[columns * raster.getNumBands()];
    }

    /** Returns the feature map of shape [channels, Y, X], upright. */
    static PlanarFeatureMap write(Samples samples, Orientation orientation, DecodeOptions options) {
        PixelWriter writer = new PixelWriter(samples, orientation, options);
        writer.writeRows();
        int width = samples.raster().getWidth();
        int height = samples.raster().getHeight();
        return orientation.swapsSides()
                ? PlanarFeatureMap.wrap(writer.channels, width, height, writer.values)
                : PlanarFeatureMap.wrap(writer.channels, height, width, writer.values);
    }

    private void writeRows() {
        int width = raster.getWidth();
        int height = raster.getHeight();
        int start = orientation.index(0, 0, width, height);
        int stepX = orientation.index(1, 0, width, height) - start;
        int stepY = orientation.index(0, 1, width, height) - start;
        int bands = raster.getNumBands();
        int[] stored = new int[columns * bands];
        int[] expanded = new int[columns * colours.values()];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x += columns) {
                int count = Math.min(columns, width - x);
                read(x, y, count, bands, stored);
                colours.expand(stored, bands, count, expanded);
                write(expanded, count, start + y * stepY + x * stepX, stepX);
            }
        }
    }

    private void read(int x, int y, int count, int bands, int[] stored) {
        int left = raster.getMinX() + x;
        int top = raster.getMinY() + y;
        if (raster.getSampleModel() instanceof ComponentSampleModel
                && raster.getTransferType() == DataBuffer.TYPE_BYTE) {
            raster.getDataElements(left, top, count, 1, rowBytes);
            for (int i = 0; i < count * bands; i++) {
                stored[i] = rowBytes[i] & 0xff;
            }
        } else {
            raster.getPixels(left, top, count, 1, stored);
        }
    }

    private void write(int[] pixels, int count, int start, int step) {
        if (colours.hasAlpha() || colours.count() == 3) {
            writeColours(pixels, count, start, step);
        } else {
            for (int i = 0, at = start; i < count; i++, at += step) {
                put(at, pixels[i]);
            }
        }
    }

    private void writeColours(int[] row, int count, int start, int step) {
        int perPixel = colours.values();
        for (int i = 0, at = start; i < count; i++, at += step) {
            int pixel = i * perPixel;
            double alpha = colours.hasAlpha() ? row[pixel + perPixel - 1] / (double) colours.max() : 1;
            double red = composite(row[pixel], alpha);
            if (colours.count() == 1) {
                put(at, red);
            } else {
                put(at, red, composite(row[pixel + 1], alpha), composite(row[pixel + 2], alpha));
            }
        }
    }

    private double composite(int sample, double alpha) {
        if (alpha == 1) {
            return sample;
        }
        double own = colours.isPremultiplied() ? sample : alpha * sample;
        return Math.min(own + (1 - alpha) * background, colours.max());
    }

    private void put(int at, double gray) {
        float value = (float) (gray / divisor);
        for (int c = 0; c < channels; c++) {
            values[c * plane + at] = value;
        }
    }

    private void put(int at, double red, double green, double blue) {
        if (channels == 1) {
            boolean gray = red == green && green == blue;
            put(at, gray ? red : RED_WEIGHT * red + GREEN_WEIGHT * green + BLUE_WEIGHT * blue);
        } else {
            values[at] = (float) (red / divisor);
            values[plane + at] = (float) (green / divisor);
            values[2 * plane + at] = (float) (blue / divisor);
        }
    }
}
