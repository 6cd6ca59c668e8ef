package io.gconv.jobs;

import static io.gconv.jobs.error.UserException.usage;

import io.gconv.jobs.config.HoconText;
import io.gconv.jobs.error.Failure;
import io.gconv.jobs.error.UserException;
import io.gconv.jobs.input.FileSystems;
import io.gconv.jobs.spark.Sessions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FileSystem;

/**
 * The text that an option names: of a file or a pipe of this machine, such as {@code <(…)} of a shell, or with a scheme of a file
 * of any Hadoop file system, such as a pipeline that a driver on the cluster must reach. Only the second needs Spark's class path.
 */
final class OptionText {

    /** Of UTF-8, which has up to 4 bytes for a character. */
    private static final int MAX_BYTES = 4 * HoconText.MAX_CHARACTERS;

    private static final Pattern URI = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:/.*");

    private OptionText() {}

    /**
     * Reads the text.
     *
     * @return empty if there is no such file
     * @throws UserException if it cannot be read, is not UTF-8, or is longer than any text may be
     */
    static Optional<String> read(String option, String argument) {
        try {
            Path file = Path.of(argument);
            if (Files.exists(file) && !Files.isDirectory(file)) {
                try (InputStream in = Files.newInputStream(file)) {
                    return Optional.of(text(argument, in));
                }
            }
        } catch (InvalidPathException e) {
            throw usage(option + " " + argument + " is not a path: " + e.getMessage());
        } catch (IOException e) {
            throw usage(argument + " cannot be read: " + Failure.line(e));
        }
        return URI.matcher(argument).matches() ? Optional.of(stored(option, argument)) : Optional.empty();
    }

    /** Returns why nothing was read. */
    static String complaint(String option, String argument) {
        return option + " " + argument + (Files.isDirectory(Path.of(argument)) ? " is a folder" : " does not exist");
    }

    private static String text(String argument, InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(MAX_BYTES);
        if (in.read() >= 0) {
            throw usage(
                    String.format(Locale.ROOT, "%s: may have at most %,d bytes, but has more", argument, MAX_BYTES));
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw usage(argument + ": cannot be read as UTF-8 text: " + Failure.line(e));
        }
    }

    private static String stored(String option, String uri) {
        try {
            return Store.read(option, uri);
        } catch (NoClassDefFoundError e) {
            throw usage(option + " " + uri + " needs Spark, which this command does without; copy the file to this"
                    + " machine");
        }
    }

    /** Apart, since it cannot be loaded without Spark's class path. */
    private static final class Store {

        private Store() {}

        static String read(String option, String uri) {
            String what = option + " " + uri;
            try {
                org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(uri);
                FileSystem fs = FileSystems.of(path, what, Sessions.hadoopConfiguration());
                try (InputStream in = fs.open(path)) {
                    return text(uri, in);
                }
            } catch (IOException | IllegalArgumentException e) {
                throw FileSystems.failure(what + " cannot be read", e);
            }
        }
    }
}
