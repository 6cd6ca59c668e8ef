package io.gconv.bench;

import io.gconv.feature.PlanarFeatureMap;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import javax.imageio.ImageIO;

/** Gray images with 8 bits as PNG files. */
final class GrayPng {

    private static final int WHITE = 255;

    private GrayPng() {}

    /** Writes the pixels from {@code from} on, rows from top to bottom; creates the folder. */
    static void write(Path file, byte[] pixels, int from, int width, int height) throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < width * height; i++) {
            image.getRaster().setSample(i % width, i / width, 0, pixels[from + i] & WHITE);
        }
        Files.createDirectories(Objects.requireNonNull(file.toAbsolutePath().getParent()));
        try (OutputStream out = Files.newOutputStream(file)) {
            ImageIO.write(image, "png", out);
        }
    }

    /** Writes a map with one channel and values in [0, 1], rounded to 8 bits. */
    static void write(Path file, PlanarFeatureMap f) throws IOException {
        byte[] pixels = new byte[f.height() * f.width()];
        for (int i = 0; i < pixels.length; i++) {
            float value = f.value(0, i / f.width(), i % f.width());
            pixels[i] = (byte) Math.round(WHITE * Math.max(0, Math.min(1, value)));
        }
        write(file, pixels, 0, f.width(), f.height());
    }
}
