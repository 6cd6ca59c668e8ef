package io.gconv.image;

import java.io.File;
import java.io.IOException;
import javax.imageio.stream.FileImageInputStream;

/** Reads image files by bands of rows, and says what that took: how large images are measured. */
final class BandsMain {

    private BandsMain() {}

    /** Takes the number of rows of a band, the number of rows that bands share, and files. */
    public static void main(String... arguments) throws IOException, BadImageException {
        int height = Integer.parseInt(arguments[0]);
        int shared = Integer.parseInt(arguments[1]);
        DecodeOptions options = Images.withMaxPixels(DecodeOptions.defaults(), Long.MAX_VALUE);
        for (int i = 2; i < arguments.length; i++) {
            File file = new File(arguments[i]);
            long start = System.nanoTime();
            try (FileImageInputStream in = new FileImageInputStream(file)) {
                OpenedImage opened = ImageRegions.open(in, options);
                double opening = seconds(start);
                String result = opened.toString();
                if (opened instanceof OpenedImage.ByRegion by) {
                    try (ImageRegions regions = by.regions()) {
                        result = regions.size() + ", mean " + mean(regions, height, shared);
                    }
                }
                System.out.printf("%s: %s, opened in %.1f s, all in %.1f s%n", file, result, opening, seconds(start));
            }
        }
    }

    private static double mean(ImageRegions regions, int height, int shared) throws IOException, BadImageException {
        ImageSize size = regions.size();
        double sum = 0;
        for (int top = 0; top < size.height(); top += height - shared) {
            int rows = Math.min(height, size.height() - top);
            float[] values = regions.read(top, 0, rows, size.width()).array();
            int own = top + rows == size.height() ? rows : Math.min(rows, height - shared);
            for (int i = 0; i < own * size.width(); i++) {
                sum += values[i];
            }
            if (top + rows == size.height()) {
                break;
            }
        }
        return sum / size.pixels();
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
