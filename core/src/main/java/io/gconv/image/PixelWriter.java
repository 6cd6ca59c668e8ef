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

    private final Raster raster;
    private final Colours colours;
    private final Orientation orientation;
    private final double background;
    private final double divisor;
    private final int channels;
    private final int plane;
    private final float[] values;
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
        rowBytes = new byte[raster.getWidth() * raster.getNumBands()];
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
        int[] stored = new int[width * bands];
        int[] expanded = new int[width * colours.values()];
        for (int y = 0; y < height; y++) {
            readRow(y, bands, stored);
            colours.expand(stored, bands, width, expanded);
            if (colours.hasAlpha() || colours.count() == 3) {
                writeRow(expanded, start + y * stepY, stepX);
            } else {
                writeGrayRow(expanded, start + y * stepY, stepX);
            }
        }
    }

    private void readRow(int y, int bands, int[] stored) {
        int width = raster.getWidth();
        if (raster.getSampleModel() instanceof ComponentSampleModel
                && raster.getTransferType() == DataBuffer.TYPE_BYTE) {
            raster.getDataElements(raster.getMinX(), raster.getMinY() + y, width, 1, rowBytes);
            for (int i = 0; i < width * bands; i++) {
                stored[i] = rowBytes[i] & 0xff;
            }
        } else {
            raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, stored);
        }
    }

    private void writeGrayRow(int[] row, int start, int step) {
        for (int x = 0, at = start; x < raster.getWidth(); x++, at += step) {
            put(at, row[x]);
        }
    }

    private void writeRow(int[] row, int start, int step) {
        int perPixel = colours.values();
        for (int x = 0, at = start; x < raster.getWidth(); x++, at += step) {
            int pixel = x * perPixel;
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
