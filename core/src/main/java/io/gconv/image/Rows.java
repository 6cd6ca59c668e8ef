package io.gconv.image;

import java.io.IOException;
import java.util.List;

/** The rows of a stored image, from the first to the last. */
interface Rows extends AutoCloseable {

    /**
     * Decodes the next row.
     *
     * @param row overwritten with the bytes of the row
     * @throws BadImageException if the image is damaged, with a human-readable reason
     * @throws IOException if a reader fails
     */
    void next(byte[] row) throws BadImageException, IOException;

    /** Returns what the reader has complained about so far. */
    default List<String> warnings() {
        return List.of();
    }

    @Override
    void close();
}
