package io.gconv.jobs.output;

import io.gconv.jobs.QuickLocalFileSystem;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Comparator;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FilterFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/** A local file system on which a process dies: from one change on, nothing is changed any more. */
final class CrashingFileSystem extends FilterFileSystem {

    private int left;
    private boolean dies;

    /** The process is gone. */
    static final class Crash extends Error {
        private static final long serialVersionUID = 1L;
    }

    /**
     * Opens it.
     *
     * @param changes how many changes are made before the crash
     */
    static CrashingFileSystem after(int changes) throws IOException {
        FileSystem local = new QuickLocalFileSystem.Raw();
        local.initialize(local.getUri(), new Configuration(false));
        CrashingFileSystem fs = new CrashingFileSystem(local);
        fs.left = changes;
        fs.dies = changes < Integer.MAX_VALUE;
        return fs;
    }

    private CrashingFileSystem(FileSystem local) {
        super(local);
    }

    /** The signs of life come from another thread, so they are not counted. */
    private synchronized void change(Path path) {
        boolean sign = path.getName().startsWith(".lock-");
        if (left <= 0) {
            throw new Crash();
        }
        left -= sign ? 0 : 1;
    }

    /** Returns whether it will crash. */
    boolean dies() {
        return dies;
    }

    synchronized boolean crashed() {
        return left <= 0;
    }

    @Override
    public FSDataOutputStream create(
            Path path,
            FsPermission permission,
            boolean overwrite,
            int bufferSize,
            short replication,
            long blockSize,
            Progressable progress)
            throws IOException {
        change(path);
        FSDataOutputStream out =
                super.create(path, permission, overwrite, bufferSize, replication, blockSize, progress);
        return path.getName().equals("lock") ? new FSDataOutputStream(new CrashingStream(path, out), null) : out;
    }

    /** A file is there when it is created, and its contents an instant later; of the lock, others see that. */
    private final class CrashingStream extends FilterOutputStream {

        private final Path path;
        private boolean written;

        CrashingStream(Path path, OutputStream out) {
            super(out);
            this.path = path;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            if (!written) {
                change(path);
                written = true;
            }
            out.write(bytes, from, length);
        }
    }

    @Override
    public boolean mkdirs(Path path, FsPermission permission) throws IOException {
        change(path);
        return super.mkdirs(path, permission);
    }

    @Override
    public boolean mkdirs(Path path) throws IOException {
        change(path);
        return super.mkdirs(path);
    }

    @Override
    public boolean rename(Path from, Path to) throws IOException {
        change(to);
        return super.rename(from, to);
    }

    /** A folder goes file by file, and so that what is left of it looks complete for as long as it can: the marker last. */
    @Override
    public boolean delete(Path path, boolean recursive) throws IOException {
        if (recursive && exists(path) && getFileStatus(path).isDirectory()) {
            FileStatus[] children = listStatus(path);
            Arrays.sort(children, Comparator.reverseOrder());
            for (FileStatus child : children) {
                delete(child.getPath(), true);
            }
        }
        change(path);
        return super.delete(path, recursive);
    }
}
