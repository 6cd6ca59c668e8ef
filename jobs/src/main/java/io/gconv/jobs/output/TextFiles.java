package io.gconv.jobs.output;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hdfs.DistributedFileSystem;

/** Small files of text. */
final class TextFiles {

    private static final int LARGEST = 64 << 20;

    private TextFiles() {}

    /**
     * Writes a file that appears whole, in the place of another one if there is one: on object stores, where files do that,
     * as it is; elsewhere a draft that is renamed, on local disks and HDFS in one step.
     */
    static void write(FileSystem fs, Path file, String text) throws IOException {
        if (Publication.AUTO.on(fs.getUri().getScheme()) == Publication.DIRECT) {
            writeDraft(fs, file, text);
            return;
        }
        FileSystem plain = fs;
        if (fs instanceof LocalFileSystem local) { // no checksum, which would have to be renamed in a second step
            plain = local.getRaw();
            plain.delete(local.getChecksumFile(file), false); // of another program
        }
        Path draft = new Path(file.getParent(), "." + file.getName() + ".tmp");
        writeDraft(plain, draft, text);
        if (plain instanceof DistributedFileSystem hdfs) {
            hdfs.rename(draft, file, Options.Rename.OVERWRITE);
        } else if (!plain.rename(draft, file)) { // some replace nothing
            plain.delete(file, false);
            if (!plain.rename(draft, file)) {
                throw new IOException("cannot rename " + draft + " to " + file);
            }
        }
    }

    /** On a full disk, it leaves no half of one. */
    private static void writeDraft(FileSystem fs, Path draft, String text) throws IOException {
        boolean done = false;
        try {
            try (OutputStream out = fs.create(draft, true)) {
                out.write(text.getBytes(StandardCharsets.UTF_8));
            }
            done = true;
        } finally {
            if (!done) {
                fs.delete(draft, false);
            }
        }
    }

    /** Reads a file. */
    static String read(FileSystem fs, Path file) throws IOException {
        try (var in = fs.open(file)) {
            return new String(in.readNBytes(LARGEST), StandardCharsets.UTF_8);
        }
    }
}
