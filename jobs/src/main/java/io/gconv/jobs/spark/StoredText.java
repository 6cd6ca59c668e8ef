package io.gconv.jobs.spark;

import io.gconv.jobs.config.HoconText;
import io.gconv.jobs.error.ExitCode;
import io.gconv.jobs.error.Failure;
import io.gconv.jobs.error.UserException;
import io.gconv.jobs.input.FileSystems;
import java.io.IOException;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** A text on any Hadoop file system, such as a pipeline that a driver on the cluster must reach. */
public final class StoredText {

    private StoredText() {}

    /**
     * Reads a text before there is a session.
     *
     * @param option where the path was given, for messages
     * @param uri a path with its scheme
     * @throws UserException if it cannot be read, or is longer than any text may be
     */
    public static String read(String option, String uri) {
        try {
            Path path = new Path(uri);
            FileSystem fs = FileSystems.of(path, option + " " + uri, Sessions.hadoopConfiguration());
            try (FSDataInputStream in = fs.open(path)) {
                return HoconText.of(in, uri);
            }
        } catch (IOException | IllegalArgumentException e) {
            String reason = Failure.line(e);
            throw new UserException(ExitCode.USAGE, option + " " + uri + " cannot be read as UTF-8 text: " + reason, e);
        }
    }
}
