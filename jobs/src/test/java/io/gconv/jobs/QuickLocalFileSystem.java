package io.gconv.jobs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FsStatus;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;

/**
 * Hadoop's local file system, which starts {@code chmod} for every file and folder that it makes, without these processes:
 * they were a third of the time of tests that write many waves. {@code core-site.xml} names it.
 */
public final class QuickLocalFileSystem extends LocalFileSystem {

    /** For Hadoop. */
    public QuickLocalFileSystem() {
        super(new Raw());
    }

    /** The system property for how many bytes are said to be free, at most. */
    static final String FREE = "gconv.test.free-bytes";

    /** The system property for the name of a file that cannot be looked up. */
    static final String DOWN = "gconv.test.down";

    /** Without checksums. */
    public static final class Raw extends RawLocalFileSystem {

        @Override
        public FileStatus getFileStatus(Path path) throws IOException {
            if (path.getName().equals(System.getProperty(DOWN))) {
                throw new IOException("Slow Down");
            }
            return super.getFileStatus(path);
        }

        @Override
        public void setPermission(Path path, FsPermission permission) throws IOException {
            String symbols = permission.getUserAction().SYMBOL
                    + permission.getGroupAction().SYMBOL
                    + permission.getOtherAction().SYMBOL;
            Files.setPosixFilePermissions(pathToFile(path).toPath(), PosixFilePermissions.fromString(symbols));
        }

        @Override
        public FsStatus getStatus(Path path) throws IOException {
            FsStatus status = super.getStatus(path);
            long free = Math.min(status.getRemaining(), Long.getLong(FREE, Long.MAX_VALUE));
            return new FsStatus(status.getCapacity(), status.getCapacity() - free, free);
        }
    }
}
