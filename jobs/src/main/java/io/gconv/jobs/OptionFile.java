package io.gconv.jobs;

import static io.gconv.jobs.error.UserException.usage;

import io.gconv.jobs.config.HoconText;
import io.gconv.jobs.error.Failure;
import io.gconv.jobs.spark.StoredText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The text that an option names: of a file or a pipe of this machine, such as {@code <(…)} of a shell, or with a scheme of a file
 * of any Hadoop file system. Only the second needs Spark's class path.
 */
final class OptionFile {

    private static final Pattern URI = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:/.*");

    private OptionFile() {}

    /**
     * Reads the text.
     *
     * @return empty if there is no such file
     * @throws io.gconv.jobs.error.UserException if it cannot be read
     */
    static Optional<String> read(String option, String argument) {
        try {
            Path file = Path.of(argument);
            if (Files.exists(file) && !Files.isDirectory(file)) {
                return Optional.of(HoconText.of(file));
            }
        } catch (InvalidPathException e) {
            throw usage(option + " " + argument + " is not a path: " + e.getMessage());
        } catch (IOException e) {
            throw usage(argument + ": cannot be read as UTF-8 text: " + Failure.line(e));
        }
        return URI.matcher(argument).matches() ? Optional.of(stored(option, argument)) : Optional.empty();
    }

    /** Returns why nothing was read. */
    static String complaint(String option, String argument) {
        return option + " " + argument + (Files.isDirectory(Path.of(argument)) ? " is a folder" : " does not exist");
    }

    private static String stored(String option, String uri) {
        try {
            return StoredText.read(option, uri);
        } catch (NoClassDefFoundError e) {
            throw usage(option + " " + uri + " needs Spark, which this command does without; copy the file to this"
                    + " machine");
        }
    }
}
