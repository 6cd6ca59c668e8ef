package io.gconv.jobs.input;

import static io.gconv.jobs.error.UserException.usage;

import io.gconv.jobs.error.UserException;
import java.io.BufferedReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * A list of files by name. As a text, one path per line; lines that are blank or start with {@code #} say nothing.
 *
 * @param source the manifest itself; paths in it are relative to its folder
 * @param columns the columns that its entries have
 * @param entries what it names
 */
public record Manifest(Path source, List<String> columns, List<Entry> entries) {

    /** Each line would be taken for a path. */
    private static final Pattern TABLE =
            Pattern.compile(".*\\.(csv|tsv)(\\.gz)?", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /**
     * A named file.
     *
     * @param path as it is written there
     * @param columns the values of the manifest's columns
     */
    public record Entry(String path, List<? extends @Nullable Object> columns) {}

    /**
     * Reads a text.
     *
     * @throws UserException if it cannot be read, or is none
     */
    public static Manifest text(String file, Configuration hadoop) {
        if (TABLE.matcher(file).matches()) {
            throw usage("--manifest " + file + " is a table as text, which is not read; name a text with one path per"
                    + " line, or a Parquet table with a column path and others for --keep");
        }
        try {
            Path path = qualified(file, hadoop);
            FileSystem fs = path.getFileSystem(hadoop);
            if (fs.getFileStatus(path).isDirectory()) {
                throw usage("--manifest " + file + " is a folder; name a file, or the folder with --input");
            }
            List<Entry> entries = new ArrayList<>();
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(fs.open(path), StandardCharsets.UTF_8.newDecoder()))) {
                skipByteOrderMark(lines);
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    if (line.indexOf('\0') >= 0) {
                        throw noText(file);
                    }
                    String entry = line.strip();
                    if (!entry.isEmpty() && !entry.startsWith("#")) {
                        entries.add(new Entry(entry, List.of()));
                    }
                }
            }
            return new Manifest(path, List.of(), entries);
        } catch (FileNotFoundException e) {
            throw usage("--manifest " + file + " does not exist");
        } catch (CharacterCodingException e) {
            throw noText(file);
        } catch (IOException e) {
            throw FileSystems.failure("cannot read --manifest " + file, e);
        }
    }

    /** With which editors on Windows begin a text in UTF-8. */
    private static void skipByteOrderMark(BufferedReader lines) throws IOException {
        lines.mark(1);
        if (lines.read() != '\uFEFF') {
            lines.reset();
        }
    }

    private static UserException noText(String file) {
        return usage("--manifest " + file
                + " is not text; a manifest must be uncompressed UTF-8. Pass images with --input.");
    }

    /**
     * Returns the path with its scheme.
     *
     * @throws UserException if it is none
     */
    public static Path qualified(String file, Configuration hadoop) {
        try {
            Path path = new Path(file);
            return FileSystems.of(path, "--manifest " + file, hadoop).makeQualified(path);
        } catch (IllegalArgumentException | IOException e) {
            throw FileSystems.failure("--manifest '" + file + "' is not a file", e);
        }
    }

    /** Returns where an entry is. */
    Path resolve(Entry entry) {
        String path = entry.path();
        boolean absolute = path.startsWith("/") || path.matches("[A-Za-z][A-Za-z0-9+.-]*:/.*");
        return new Path(absolute ? path : InputLister.withSlash(source.getParent()) + path);
    }
}
