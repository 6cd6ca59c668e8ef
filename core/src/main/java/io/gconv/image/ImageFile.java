package io.gconv.image;

import java.io.IOException;
import java.util.List;

/** The structure of an image file of one format, read without decoding pixels. */
interface ImageFile {

    /** How much of a file is looked at. */
    enum Extent {
        /** All of it, so that damage is found. */
        WHOLE,
        /** Up to where pixels begin; only the header is of use then. */
        HEADER
    }

    /** Returns the name of the format, for messages. */
    String format();

    /** Returns what the header says. */
    ImageHeader header();

    /** Returns what is damaged, although the pixels may be decoded all the same; empty if nothing is. */
    List<String> damages();

    /**
     * Returns whether a thread that decodes looks at its interrupt flag every few milliseconds. It does wherever the reader
     * reads bytes for every row, see {@link FileParts}.
     */
    default boolean noticesInterrupts() {
        return true;
    }

    /**
     * Decodes the samples of the first image. May be called again.
     *
     * @throws BadImageException if that is not possible, with a human-readable reason
     * @throws IOException if the reader of the Java library fails
     */
    Samples decode() throws BadImageException, IOException;

    /** Returns what kind of file it is, as "a GIF", if it can be decoded as a whole only; empty if by region too. */
    String wholeOnly();

    /**
     * Returns the samples of the first image by region, as {@link #decode} would decode them; only of a file for which
     * {@link #wholeOnly} is empty.
     *
     * @throws BadImageException if that is not possible, with a human-readable reason
     * @throws IOException if the reader of the Java library fails
     */
    default StoredRegions regions() throws BadImageException, IOException {
        throw new IllegalStateException(wholeOnly() + " cannot be read by region");
    }
}
