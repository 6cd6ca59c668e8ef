package io.gconv.image;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.awt.image.SampleModel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/**
 * A reader of the Java library for the first image of a file. It is always the one of the JDK, also when another
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
     * @param stream the file, from its first byte on
     */
    LibraryReader(String format, ImageInputStream stream) throws BadImageException {
        reader = find(format);
        reader.addIIOReadWarningListener((source, warning) -> {
            if (warnings.size() < MAX_WARNINGS && !warnings.contains(warning)) {
                warnings.add(warning);
            }
        });
        reader.setInput(stream, true, true);
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
     * Checks that the library reads the size of the image as we do; the limits have been checked against ours. Closes
     * this reader if it does not.
     *
     * @throws BadImageException if it does not
     */
    void requireSize(ImageHeader header) throws BadImageException, IOException {
        boolean same = false;
        try {
            same = reader.getWidth(0) == header.width() && reader.getHeight(0) == header.height();
        } finally {
            if (!same) {
                close();
            }
        }
        if (!same) {
            throw new BadImageException("the header is damaged: it gives several sizes");
        }
    }

    /**
     * Returns the number of channels by the colour table or the masks of the file; {@code otherwise} if it is too
     * damaged, which decoding will give the reason for.
     */
    static int channels(String format, FileParts file, int otherwise) {
        try (LibraryReader reader = new LibraryReader(format, file.stream())) {
            return Colours.of(reader.reader.getImageTypes(0).next().getColorModel())
                    .channels();
        } catch (IOException | RuntimeException e) {
            return otherwise;
        }
    }

    /** Decodes the image. */
    BufferedImage image() throws IOException {
        return reader.read(0);
    }

    /** Decodes a region of the image, counted from its first row and column. */
    BufferedImage image(Rectangle region) throws IOException {
        return reader.read(0, part(region));
    }

    /** Decodes the image into another one, of the same size and of a layout that the reader knows. */
    void readInto(BufferedImage image) throws IOException {
        ImageReadParam param = reader.getDefaultReadParam();
        param.setDestination(image);
        reader.read(0, param);
    }

    /** Returns how the reader would store the samples of the image. */
    SampleModel layout() throws IOException {
        return reader.getImageTypes(0).next().getSampleModel();
    }

    /** Lets decoding end at the next row. To be called by whoever the reader hands a row to. */
    void abort() {
        reader.abort();
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

    /** Decodes the samples of a region without any conversion of colours; only JPEG can. */
    Raster raster(Rectangle region) throws IOException {
        return reader.readRaster(0, part(region));
    }

    private ImageReadParam part(Rectangle region) {
        ImageReadParam param = reader.getDefaultReadParam();
        param.setSourceRegion(region);
        return param;
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
