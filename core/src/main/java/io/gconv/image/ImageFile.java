package io.gconv.image;

import java.io.IOException;
import java.util.List;

/** The structure of an image file of one format, read without decoding pixels. */
interface ImageFile {

    /** Returns the name of the format, for messages. */
    String format();

    /** Returns what the header says. */
    ImageHeader header();

    /** Returns what is damaged, although the pixels may be decoded all the same; empty if nothing is. */
    List<String> damages();

    /**
     * Returns whether a thread that decodes looks at its interrupt flag every few milliseconds. It does wherever the reader
     * reads bytes for every row, see {@link ByteArrayImageInputStream}.
     */
    default boolean noticesInterrupts() {
        return true;
    }

    /**
     * Decodes the samples of the first image. May be called again.
     *
     * @throws BadImageException if that is not possible, with a reason for people
     * @throws IOException if the reader of the Java library fails
     */
    Samples decode() throws BadImageException, IOException;
}
