package io.gconv.image;

import static java.util.Objects.checkFromIndexSize;

import io.gconv.feature.PlanarFeatureMap;
import io.gconv.image.ImageFile.Extent;
import java.awt.Rectangle;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import javax.imageio.stream.ImageInputStream;

/**
 * Reads an image region by region, with memory in proportion to the region. The values are exactly those that
 * {@link ImageDecoder} gives for the whole image, and so are the reasons why a file is refused: the structure of the file and
 * its check sums are verified in one pass when it is opened, compressed data when a region needs it.
 *
 * <p>Readable by region are PNG that is not interlaced, JPEG of one scan, BMP and TIFF without large compressed strips.
 *
 * <p>PNG and JPEG can be decoded from the first stored row on only. The rows of the last region are kept in all their width.
 * So read regions in ascending order of {@link #firstStoredRow}: then each row is decoded once. What lies above the last
 * region costs decoding from the first row anew, and so does each region of a JPEG of four channels.
 *
 * <p>For one thread at a time. To be closed after use, before the stream.
 */
public final class ImageRegions implements AutoCloseable {

    /** The library counts pixels in 31 bits. */
    private static final double MAX_PIXELS = Integer.MAX_VALUE - 2;

    private final StoredBytes bytes;
    private final String format;
    private final ImageHeader header;
    private final StoredRegions regions;
    private final DecodeOptions options;
    private final Set<String> warnings;

    private ImageRegions(StoredBytes bytes, ImageFile file, DecodeOptions options)
            throws BadImageException, IOException {
        this.bytes = bytes;
        this.options = options;
        format = file.format();
        header = file.header();
        warnings = new LinkedHashSet<>(file.damages());
        Reasons.refuse(warnings, options);
        regions = file.regions();
    }

    /**
     * Opens an image file. Never throws for bad bytes.
     *
     * @param stream the whole file; read from while regions are, and not closed
     * @param options what to make of it
     * @throws IllegalArgumentException if the stream does not know its length
     * @throws IOException if the stream fails
     * @throws OutOfMemoryError if there is not enough memory
     */
    public static OpenedImage open(ImageInputStream stream, DecodeOptions options) throws IOException {
        StoredBytes bytes = new StoredBytes(stream);
        ImageHeader header = ImageHeader.UNKNOWN;
        String format = "image";
        try {
            ImageFile file = ImageFormat.open(bytes, Extent.WHOLE);
            format = file.format();
            header = file.header();
            Limits.checkSize(header, options);
            Optional<String> wholeOnly = wholeOnly(file, options);
            if (wholeOnly.isPresent()) {
                return new OpenedImage.WholeOnly(wholeOnly.get(), size(header));
            }
            double rows = RowWindow.ROWS * header.decodedBytes() / header.height();
            Limits.checkMemory(
                    header.width(), header.height(), rows, Runtime.getRuntime().maxMemory());
            return new OpenedImage.ByRegion(new ImageRegions(bytes, file, options));
        } catch (Throwable e) { // readers of damaged files throw all kinds of exceptions and errors
            rethrowShortage(e);
            rethrowFailure(bytes);
            return new OpenedImage.Unreadable(Reasons.failure(Reasons.of(e, format), header));
        }
    }

    /**
     * Like {@link #open(ImageInputStream, DecodeOptions)}, but for a file in memory.
     *
     * @param bytes the whole file; not copied, and must not be modified
     */
    public static OpenedImage open(byte[] bytes, DecodeOptions options) throws IOException {
        return open(new ByteArrayImageInputStream(bytes), options);
    }

    /** Returns why a file can be read as a whole only, if so; refuses it if it is too large for that. */
    private static Optional<String> wholeOnly(ImageFile file, DecodeOptions options) throws BadImageException {
        ImageHeader header = file.header();
        boolean manyPixels = (double) header.width() * header.height() > MAX_PIXELS;
        String kind = manyPixels ? "an image of more than 2³¹ pixels" : file.wholeOnly();
        if (kind.isEmpty()) {
            return Optional.empty();
        }
        String reason = kind + " cannot be read by region";
        try {
            Limits.check(header, options, Runtime.getRuntime().maxMemory());
        } catch (BadImageException e) {
            throw new BadImageException(reason + ", and " + e.reason());
        }
        return Optional.of(reason);
    }

    /**
     * Returns the size of an image by its header, without a look at what follows; nothing if it cannot be read, for which
     * {@link #open} or {@link ImageDecoder} have the reason.
     *
     * @param stream the file
     * @throws IllegalArgumentException if the stream does not know its length
     * @throws IOException if the stream fails
     */
    public static Optional<ImageSize> size(ImageInputStream stream) throws IOException {
        StoredBytes bytes = new StoredBytes(stream);
        try {
            return Optional.of(size(ImageFormat.open(bytes, Extent.HEADER).header()));
        } catch (Throwable e) { // readers of damaged files throw all kinds of exceptions and errors
            rethrowShortage(e);
            rethrowFailure(bytes);
            return Optional.empty();
        }
    }

    /** Like {@link #size(ImageInputStream)}, but for a file in memory. */
    public static Optional<ImageSize> size(byte[] bytes) throws IOException {
        return size(new ByteArrayImageInputStream(bytes));
    }

    private static ImageSize size(ImageHeader header) {
        return new ImageSize(header.uprightWidth(), header.uprightHeight(), header.channels());
    }

    /** Returns the size of the upright image (EXIF orientation applied), and the channels in the file. */
    public ImageSize size() {
        return size(header);
    }

    /**
     * Returns the first stored row of a region of the upright image. Regions read in ascending order of it cost least.
     *
     * @throws IndexOutOfBoundsException if the region is not in the image
     */
    public int firstStoredRow(int top, int left, int height, int width) {
        return stored(top, left, height, width).y;
    }

    /**
     * Returns the memory that reading a region takes besides its feature map, in bytes: that of its samples.
     *
     * @throws IndexOutOfBoundsException if the region is not in the image
     */
    public double readingBytes(int top, int left, int height, int width) {
        return readingBytes(stored(top, left, height, width));
    }

    private double readingBytes(Rectangle stored) {
        double pixels = (double) stored.width * stored.height;
        double perPixel = header.decodedBytes() / ((double) header.width() * header.height());
        return Math.max(pixels * perPixel, regions.extraBytes(stored));
    }

    /**
     * Reads a region of the upright image.
     *
     * @param top its first row, from 0
     * @param left its first column, from 0
     * @param height its number of rows, at least 1
     * @param width its number of columns, at least 1
     * @return its pixels; channels and values as the options say
     * @throws IndexOutOfBoundsException if the region is not in the image
     * @throws BadImageException if the image is damaged, or the region takes more than half of the heap
     * @throws IOException if the stream fails
     * @throws OutOfMemoryError if there is not enough memory; the region can be read again
     */
    public PlanarFeatureMap read(int top, int left, int height, int width) throws BadImageException, IOException {
        Rectangle stored = stored(top, left, height, width);
        Limits.checkValues(width, height, Math.max(options.channels().count(), header.channels()));
        double values =
                (double) Float.BYTES * width * height * options.channels().count();
        Limits.checkMemory(
                width,
                height,
                values + readingBytes(stored),
                Runtime.getRuntime().maxMemory());
        try {
            Samples samples = regions.read(stored);
            warnings.addAll(Reasons.explain(samples.warnings(), format));
            Reasons.refuse(warnings, options);
            return PixelWriter.write(samples, header.orientation(), options);
        } catch (Throwable e) { // readers of damaged files throw all kinds of exceptions and errors
            rethrowShortage(e);
            rethrowFailure(bytes);
            throw new BadImageException(Reasons.line(Reasons.of(e, format)));
        }
    }

    /** Returns where a region of the upright image is stored. */
    private Rectangle stored(int top, int left, int height, int width) {
        checkFromIndexSize(top, height, header.uprightHeight());
        checkFromIndexSize(left, width, header.uprightWidth());
        if (height == 0 || width == 0) {
            throw new IndexOutOfBoundsException("a region has at least one pixel");
        }
        return header.orientation()
                .stored(new Rectangle(left, top, width, height), (int) header.width(), (int) header.height());
    }

    /** Returns what is wrong with the file as far as it has been read; empty if nothing is, and always in strict mode. */
    public String warning() {
        return Reasons.join(warnings);
    }

    /** What others of this JVM need just then says nothing about the image. */
    private static void rethrowShortage(Throwable e) {
        Optional<OutOfMemoryError> shortage = Reasons.outOfMemory(e);
        if (shortage.isPresent()) {
            throw shortage.get();
        }
    }

    private static void rethrowFailure(StoredBytes bytes) throws IOException {
        Optional<IOException> failure = bytes.failure();
        if (failure.isPresent()) {
            throw failure.get();
        }
    }

    @Override
    public void close() {
        regions.close();
    }
}
