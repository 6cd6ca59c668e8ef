package io.gconv.image;

import io.gconv.feature.PlanarFeatureMap;
import io.gconv.image.ImageFile.Extent;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

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

    private ImageDecoder() {}

    /**
     * Decodes an image. Never throws for bad bytes: what cannot be read is a {@link DecodedImage.Failure} with a human-readable
     * reason. Takes time and memory in proportion to the number of bytes and pixels. If the thread is interrupted, most
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
            return Reasons.failure("there is not enough memory to decode this image", header);
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
            ImageFile file = ImageFormat.open(new StoredBytes(new ByteArrayImageInputStream(bytes)), Extent.WHOLE);
            format = file.format();
            ImageHeader known = file.header();
            header = known;
            Limits.check(header, options, Runtime.getRuntime().maxMemory());
            return new EncodedImage(
                    header,
                    Limits.decodingBytes(header, options),
                    Limits.mapBytes(header, options),
                    file.noticesInterrupts(),
                    () -> decode(file, known, options));
        } catch (OutOfMemoryError e) {
            throw e;
        } catch (Throwable e) { // metadata of damaged files causes all kinds of exceptions and errors
            DecodedImage failure = Reasons.failure(Reasons.of(e, format), header);
            return new EncodedImage(header, 0, 0, true, () -> failure);
        }
    }

    private static DecodedImage decode(ImageFile file, ImageHeader header, DecodeOptions options) {
        try {
            return pixels(file, header, options);
        } catch (Throwable e) { // readers of damaged files throw all kinds of exceptions and errors
            Optional<OutOfMemoryError> outOfMemory = Reasons.outOfMemory(e);
            if (outOfMemory.isPresent()) {
                throw outOfMemory.get();
            }
            return Reasons.failure(Reasons.of(e, file.format()), header);
        }
    }

    private static DecodedImage pixels(ImageFile file, ImageHeader header, DecodeOptions options)
            throws BadImageException, IOException {
        Set<String> warnings = new LinkedHashSet<>(file.damages());
        Reasons.refuse(warnings, options);
        Samples samples = file.decode();
        warnings.addAll(Reasons.explain(samples.warnings(), file.format()));
        Reasons.refuse(warnings, options);
        PlanarFeatureMap map = PixelWriter.write(samples, header.orientation(), options);
        return new DecodedImage.Success(
                map, map.width(), map.height(), samples.colours().channels(), Reasons.join(warnings));
    }
}
