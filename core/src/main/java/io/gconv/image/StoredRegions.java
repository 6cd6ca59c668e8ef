package io.gconv.image;

import java.awt.Rectangle;
import java.io.IOException;

/** The samples of a stored image by region, with memory in proportion to the region. */
@FunctionalInterface
interface StoredRegions extends AutoCloseable {

    /**
     * Decodes a region. What the reader complained about since the last call comes with it.
     *
     * @param region columns and rows as stored
     * @throws BadImageException if that is not possible, with a human-readable reason
     * @throws IOException if a reader fails
     */
    Samples read(Rectangle region) throws BadImageException, IOException;

    /** Returns the memory beside samples of the region itself that reading takes, in bytes. */
    default double extraBytes(Rectangle region) {
        return 0;
    }

    @Override
    default void close() {}
}
