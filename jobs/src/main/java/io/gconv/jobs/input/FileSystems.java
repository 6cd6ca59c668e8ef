package io.gconv.jobs.input;

import static io.gconv.jobs.error.UserException.usage;

import io.gconv.jobs.error.ExitCode;
import io.gconv.jobs.error.Failure;
import io.gconv.jobs.error.UserException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.ParentNotDirectoryException;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.UnsupportedFileSystemException;
import org.apache.hadoop.security.AccessControlException;
import org.apache.hadoop.util.VersionInfo;

/** File systems of paths that the user named. */
public final class FileSystems {

    private FileSystems() {}

    /**
     * Returns the file system of a path.
     *
     * @param what the option and the path, for messages
     * @throws UserException if there is none for its scheme; it says how to get one; if its host is not known; or if it is a
     *     URL of a web server with a query or an escape
     * @throws IOException if it cannot be reached
     */
    public static FileSystem of(Path path, String what, Configuration hadoop) throws IOException {
        checkUrl(path, what);
        try {
            return path.getFileSystem(hadoop);
        } catch (UnsupportedFileSystemException e) {
            throw missing(path, what);
        } catch (RuntimeException e) {
            if (e.getCause() instanceof ClassNotFoundException) {
                throw missing(path, what);
            }
            ExitCode exitCode = exitCode(e.getCause() instanceof IOException io ? io : e); // of an unknown host
            throw new UserException(exitCode, what + " cannot be reached: " + Failure.line(e), e);
        }
    }

    /** Hadoop escapes all that comes after the host, so a server is asked for another file. */
    private static void checkUrl(Path path, String what) {
        String scheme = String.valueOf(path.toUri().getScheme());
        String place = path.toUri().getPath();
        if (!scheme.equals("http") && !scheme.equals("https")) {
            return;
        }
        if (place.indexOf('?') >= 0) {
            throw usage(what + " has a query (?…), which is not supported; download it, and name the file");
        }
        if (place.indexOf('%') >= 0) {
            throw usage(
                    what + " has an escape (%…), which is not supported; write the character itself, or download it,"
                            + " and name the file");
        }
    }

    /**
     * Returns what to say if a store does not give what the user named.
     *
     * @param what a sentence without its reason
     */
    public static UserException failure(String what, Exception e) {
        return new UserException(exitCode(e), what + ": " + Failure.line(e), e);
    }

    /**
     * Returns how a run ends to which a store did not give what the user named. What is not there, not permitted or no
     * path is for the user to mend; anything else may pass, so that a scheduler does well to try again.
     */
    public static ExitCode exitCode(Exception e) {
        boolean mayPass = e instanceof IOException
                && !(e instanceof FileNotFoundException
                        || e instanceof NoSuchFileException
                        || e instanceof AccessDeniedException
                        || e instanceof AccessControlException
                        || e instanceof ParentNotDirectoryException);
        return mayPass ? ExitCode.CRASH : ExitCode.USAGE;
    }

    private static UserException missing(Path path, String what) {
        String scheme = path.toUri().getScheme();
        return usage(what + " needs the connector for " + scheme + ": bin/gconv "
                + ("s3a".equals(scheme)
                        ? "--packages org.apache.hadoop:hadoop-aws:" + VersionInfo.getVersion() + " -- …"
                        : "--jars CONNECTOR.jar -- …, or with --packages"));
    }
}
