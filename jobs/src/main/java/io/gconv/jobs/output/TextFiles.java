package io.gconv.jobs.output;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Small files of text. */
final class TextFiles {

    private static final int LARGEST = 64 << 20;

    private TextFiles() {}

    /** Writes a file that appears whole, in the place of another one if there is one: a draft that is renamed. */
    static void write(FileSystem fs, Path file, String text) throws IOException {
        Path draft = new Path(file.getParent(), "." + file.getName() + ".tmp");
        writeDraft(fs, draft, text);
        fs.delete(file, false);
        if (!fs.rename(draft, file)) {
            throw new IOException("cannot rename " + draft + " to " + file);
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
