package io.gconv.jobs.spark.source;

import io.gconv.jobs.input.InputFile;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;

/** Reads whole files. */
final class FileBytes {

    private static final int MAX_LENGTH = Integer.MAX_VALUE - 8;

    private FileBytes() {}

    /**
     * Returns the bytes of a file.
     *
     * @throws IOException with a reason for people
     */
    static byte[] read(InputFile file, Configuration hadoop) throws IOException {
        return read(file, hadoop, MAX_LENGTH);
    }

    /** Returns the bytes of a file that has at most so many. */
    static byte[] read(InputFile file, Configuration hadoop, int most) throws IOException {
        if (file.length() > most) {
            throw new IOException("file of " + file.length() + " bytes is larger than 2 GB");
        }
        if (file.length() == 0) { // or a pipe, which would be waited for when it is opened
            return new byte[0];
        }
        StoredFile stored = new StoredFile(file, hadoop);
        return stored.read(() -> file.length() < 0 ? readToEnd(stored, most) : readOnce(stored), () -> {});
    }

    private static byte[] readOnce(StoredFile stored) throws IOException {
        byte[] bytes = new byte[(int) stored.file().length()];
        try (FSDataInputStream in = stored.open()) {
            in.readFully(bytes);
            if (in.read() >= 0) {
                throw new StoredFile.LongerException();
            }
        }
        return bytes;
    }

    /** Reads a file of unknown length, as those of web servers are. Memory grows with what comes. */
    private static byte[] readToEnd(StoredFile stored, int most) throws IOException {
        try (FSDataInputStream in = stored.open()) {
            byte[] bytes = in.readNBytes(most);
            if (in.read() >= 0) {
                throw new StoredFile.LongerException();
            }
            return bytes;
        }
    }
}
