package io.gconv.image;

import java.util.function.Supplier;

/** An image file whose structure has been read and checked, but whose pixels have not been decoded. */
public final class EncodedImage {

    private final ImageHeader header;
    private final double decodingBytes;
    private final double mapBytes;
    private final boolean noticesInterrupts;
    private final Supplier<DecodedImage> decoding;

    EncodedImage(
            ImageHeader header,
            double decodingBytes,
            double mapBytes,
            boolean noticesInterrupts,
            Supplier<DecodedImage> decoding) {
        this.header = header;
        this.decodingBytes = decodingBytes;
        this.mapBytes = mapBytes;
        this.noticesInterrupts = noticesInterrupts;
        this.decoding = decoding;
    }

    ImageHeader header() {
        return header;
    }

    /** Returns the width in pixels of the upright image by the header, or 0 if it could not be read. */
    public int width() {
        return header.uprightWidth();
    }

    /** Returns the height in pixels of the upright image by the header, or 0 if it could not be read. */
    public int height() {
        return header.uprightHeight();
    }

    /** Returns about how many bytes of heap {@link #decode} needs, its result included; 0 if it is sure to fail. */
    public double decodingBytes() {
        return decodingBytes;
    }

    /** Returns how many bytes of heap the decoded image keeps; 0 if decoding is sure to fail. */
    public double mapBytes() {
        return mapBytes;
    }

    /**
     * Returns whether a thread in {@link #decode} looks at its interrupt flag every few milliseconds, and then fails. It does
     * not while the reader of the Java library runs without reading input: through a strip of a TIFF file, and through
     * the scans of a large progressive JPEG file.
     */
    public boolean noticesInterrupts() {
        return noticesInterrupts;
    }

    /**
     * Decodes the pixels. May be called again. Never throws for bad bytes, as {@link ImageDecoder#decode}.
     *
     * @throws OutOfMemoryError if there is not enough memory
     */
    public DecodedImage decode() {
        return decoding.get();
    }

    /** Returns a failure to decode this image for a reason of the caller's, one human-readable line. */
    public DecodedImage.Failure failure(String reason) {
        return new DecodedImage.Failure(reason, width(), height(), header.channels());
    }
}
