package io.gconv.jobs.spark;

import io.gconv.jobs.input.InputFile;
import java.io.IOException;

/** An image that is about to be read. */
interface InputImage {

    /** Returns which one it is. */
    InputFile file();

    /**
     * Returns the bytes of its file.
     *
     * @throws IOException with a reason for people
     */
    byte[] read() throws IOException;
}
