package io.gconv.jobs.spark.source;

import io.gconv.jobs.input.InputFile;
import java.io.IOException;
import java.util.Optional;
import javax.imageio.stream.ImageInputStream;

/** An image that is about to be read. */
public interface InputImage {

    /** Returns which one it is. */
    InputFile file();

    /**
     * Returns the bytes of its file.
     *
     * @throws IOException with a reason for people
     */
    byte[] read() throws IOException;

    /** Returns a stream of its file, which says when it is read what is wrong; none if the bytes are in memory anyway. */
    Optional<ImageInputStream> stream();
}
