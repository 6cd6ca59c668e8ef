package io.gconv.image;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;

/**
 * A reader of the Java library for the first image of a file in memory. It is always the one of the JDK, also when another
 * one is on the class path, so that results do not depend on that.
 */
final class LibraryReader implements AutoCloseable {

    /** More warnings than these say nothing new, and a damaged file can cause one per pixel. */
    private static final int MAX_WARNINGS = 3;

    private final ImageReader reader;
    private final List<String> warnings = new ArrayList<>();

    /**
     * Opens a file.
     *
     * @param format as the Java library calls it
     * @param bytes not copied
     */
    LibraryReader(String format, byte[] bytes) throws BadImageException {
        reader = find(format);
        reader.addIIOReadWarningListener((source, warning) -> {
            if (warnings.size() < MAX_WARNINGS && !warnings.contains(warning)) {
                warnings.add(warning);
            }
        });
        reader.setInput(new ByteArrayImageInputStream(bytes), true, true);
    }

    private static ImageReader find(String format) throws BadImageException {
        Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format);
        while (readers.hasNext()) {
            ImageReader candidate = readers.next();
            if (candidate.getClass().getModule() == ImageIO.class.getModule()) {
                return candidate;
            }
            candidate.dispose();
        }
        throw new BadImageException("this Java installation cannot read " + format.toUpperCase(Locale.ROOT));
    }

    /**
     * Checks that the library reads the size of the image as we do; the limits have been checked against ours.
     *
     * @throws BadImageException if it does not
     */
    void requireSize(ImageHeader header) throws BadImageException, IOException {
        if (reader.getWidth(0) != header.width() || reader.getHeight(0) != header.height()) {
            throw new BadImageException("the header is damaged: it gives several sizes");
        }
    }

    /** Decodes the image. */
    BufferedImage image() throws IOException {
        return reader.read(0);
    }

    /** Decodes the image and reports how much of it there was. */
    BufferedImage image(Progress progress) throws IOException {
        reader.addIIOReadProgressListener(progress);
        return reader.read(0);
    }

    /** Decodes the samples without any conversion of colours; only JPEG can. */
    Raster raster() throws IOException {
        return reader.readRaster(0, null);
    }

    /** Returns what the reader has complained about so far. */
    List<String> warnings() {
        return List.copyOf(warnings);
    }

    @Override
    public void close() {
        reader.dispose();
    }
}
