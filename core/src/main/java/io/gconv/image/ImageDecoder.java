package io.gconv.image;

import io.gconv.feature.PlanarFeatureMap;
import io.gconv.image.DecodeOptions.Leniency;
import java.io.EOFException;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;
import javax.imageio.IIOException;

/**
 * Decodes image files: PNG (1 to 16 bits), JPEG (baseline and progressive; gray, YCbCr, RGB, CMYK, YCCK), BMP, GIF (first
 * frame) and TIFF (first page, unsigned samples of 1 to 16 bits).
 *
 * <ul>
 *   <li>The format is recognised by the first bytes, not by a name.
 *   <li>The size is checked before pixels are decoded, and so is the memory they take.
 *   <li>The result is upright: EXIF orientation is applied, as an exact permutation of pixels.
 *   <li>Values are computed from stored samples: 16 bits keep their 16 bits, and neither gamma nor ICC profiles play a part.
 *   <li>Nothing is written to disk, and nothing global is changed.
 * </ul>
 */
public final class ImageDecoder {

    private static final int MAX_REASON = 200;

    /** Messages of the Java library that say no more than that there is an error, or name classes or variables. */
    private static final Pattern TECHNICAL = Pattern.compile("Exception|[Ee]rror|java|null|/|\\w\\.\\w");

    private static final Pattern UNSUPPORTED = Pattern.compile("(?i)unsupported|not supported|not implemented");

    private ImageDecoder() {}

    /**
     * Decodes an image. Never throws for bad bytes: what cannot be read is a {@link DecodedImage.Failure} with a reason for
     * people. Takes time and memory in proportion to the number of bytes and pixels. Of a thread that is interrupted most
     * decoding fails at once, see {@link EncodedImage#noticesInterrupts}; the flag stays set.
     *
     * @param bytes the whole file; not modified
     * @param options what to make of it
     */
    public static DecodedImage decode(byte[] bytes, DecodeOptions options) {
        ImageHeader header = ImageHeader.UNKNOWN;
        try {
            EncodedImage image = open(bytes, options);
            header = image.header();
            return image.decode();
        } catch (OutOfMemoryError e) {
            return failure("there is not enough memory to decode this image", header);
        }
    }

    /**
     * Reads the structure of an image file, and checks its limits. Never throws for bad bytes: decoding what this returns is
     * then a failure. Takes time and memory in proportion to the number of bytes.
     *
     * @param bytes the whole file; not copied, and must not be modified until it is decoded
     * @param options what to make of it
     * @throws OutOfMemoryError if there is not enough memory
     */
    public static EncodedImage open(byte[] bytes, DecodeOptions options) {
        ImageHeader header = ImageHeader.UNKNOWN;
        String format = "image";
        try {
            ImageFile file = ImageFormat.open(bytes);
            format = file.format();
            header = file.header();
            Limits.check(header, options, Runtime.getRuntime().maxMemory());
            double copies =
                    2.0 * bytes.length; // what is passed to the library's reader, and the buffer it was put together in
            return new EncodedImage(
                    header,
                    header.decodedBytes() + Limits.mapBytes(header, options) + copies,
                    Limits.mapBytes(header, options),
                    file.noticesInterrupts(),
                    known -> decode(file, known, options));
        } catch (OutOfMemoryError e) {
            throw e;
        } catch (Throwable e) { // metadata of damaged files causes all kinds of exceptions and errors
            DecodedImage failure = failure(e, format, header);
            return new EncodedImage(header, 0, 0, true, known -> failure);
        }
    }

    private static DecodedImage decode(ImageFile file, ImageHeader header, DecodeOptions options) {
        try {
            return pixels(file, header, options);
        } catch (OutOfMemoryError e) {
            throw e;
        } catch (Throwable e) { // readers of damaged files throw all kinds of exceptions and errors
            return failure(e, file.format(), header);
        }
    }

    private static DecodedImage pixels(ImageFile file, ImageHeader header, DecodeOptions options)
            throws BadImageException, IOException {
        Set<String> warnings = new LinkedHashSet<>(file.damages());
        refuse(warnings, options);
        Samples samples = file.decode();
        for (String warning : samples.warnings()) {
            warnings.add(explain(warning, file.format()));
        }
        refuse(warnings, options);
        PlanarFeatureMap map = PixelWriter.write(samples, header.orientation(), options);
        return new DecodedImage.Success(
                map, map.width(), map.height(), samples.colours().channels(), line(String.join("; ", warnings)));
    }

    private static void refuse(Set<String> warnings, DecodeOptions options) throws BadImageException {
        if (options.leniency() == Leniency.STRICT && !warnings.isEmpty()) {
            throw new BadImageException(warnings.iterator().next());
        }
    }

    private static DecodedImage failure(Throwable e, String format, ImageHeader header) {
        if (Thread.currentThread().isInterrupted()) {
            return failure("decoding was interrupted", header);
        }
        if (e instanceof BadImageException bad) {
            return failure(bad.reason(), header);
        }
        if (e instanceof LinkageError) {
            return failure("this Java installation cannot read " + format + " images", header);
        }
        return failure(reason(e, format), header);
    }

    private static DecodedImage failure(String reason, ImageHeader header) {
        return new DecodedImage.Failure(line(reason), header.uprightWidth(), header.uprightHeight(), header.channels());
    }

    /** Returns what an exception of a reader means to people. */
    private static String reason(Throwable e, String format) {
        if (e instanceof EOFException || e.getCause() instanceof EOFException) {
            return "the " + format + " data ends early";
        }
        return explain(e instanceof IIOException ? String.valueOf(e.getMessage()) : "", format);
    }

    /** Returns a message of a reader as a sentence, without anything that means nothing to people. */
    private static String explain(String message, String format) {
        if (message.startsWith("the ")) {
            return message;
        }
        boolean technical = message.isBlank() || TECHNICAL.matcher(message).find();
        boolean unsupported = UNSUPPORTED.matcher(message).find();
        String start = "the " + format + (unsupported ? " file is of an unsupported kind" : " data is damaged");
        return technical ? start : start + ": " + message;
    }

    private static String line(String text) {
        String oneLine = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        return oneLine.length() <= MAX_REASON ? oneLine : oneLine.substring(0, MAX_REASON - 1) + "…";
    }
}
