package io.gconv.jobs.input;

import static io.gconv.jobs.error.UserException.usage;

import io.gconv.jobs.error.ExitCode;
import io.gconv.jobs.error.UserException;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.UnsupportedFileSystemException;
import org.apache.hadoop.util.VersionInfo;

/** File systems of paths that the user named. */
public final class FileSystems {

    private FileSystems() {}

    /**
     * Returns the file system of a path.
     *
     * @param what the option and the path, for messages
     * @throws UserException if there is none for its scheme; it says how to get one
     * @throws IOException if it cannot be reached
     */
    public static FileSystem of(Path path, String what, Configuration hadoop) throws IOException {
        try {
            return path.getFileSystem(hadoop);
        } catch (UnsupportedFileSystemException e) {
            throw missing(path, what);
        } catch (RuntimeException e) {
            if (e.getCause() instanceof ClassNotFoundException) {
                throw missing(path, what);
            }
            throw new UserException(ExitCode.USAGE, what + " cannot be reached: " + e.getMessage(), e);
        }
    }

    private static UserException missing(Path path, String what) {
        String scheme = path.toUri().getScheme();
        return usage(what + " needs the connector for " + scheme + ": bin/gconv "
                + ("s3a".equals(scheme)
                        ? "--packages org.apache.hadoop:hadoop-aws:" + VersionInfo.getVersion() + " -- …"
                        : "--jars CONNECTOR.jar -- …, or with --packages"));
    }
}
