package io.gconv.image;

import io.gconv.image.DecodeOptions.Leniency;
import java.io.EOFException;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.IIOException;

/** What exceptions and warnings of readers mean to people. */
final class Reasons {

    private static final int MAX_LENGTH = 200;

    /** Messages of the Java library that say no more than that there is an error, or name classes or variables. */
    private static final Pattern TECHNICAL = Pattern.compile("Exception|[Ee]rror|java|null|/|\\w\\.\\w");

    private static final Pattern UNSUPPORTED = Pattern.compile("(?i)unsupported|not supported|not implemented");

    private Reasons() {}

    /** Returns what anything that a reader throws means. */
    static String of(Throwable e, String format) {
        if (Thread.currentThread().isInterrupted()) {
            return "decoding was interrupted";
        }
        if (e instanceof BadImageException bad) {
            return bad.reason();
        }
        if (outOfMemory(e).isPresent()) {
            return "there is not enough memory to decode this image";
        }
        if (e instanceof LinkageError) {
            return "this Java installation cannot read " + format + " images";
        }
        if (e instanceof EOFException || e.getCause() instanceof EOFException) {
            return "the " + format + " data ends early";
        }
        return explain(e instanceof IIOException ? String.valueOf(e.getMessage()) : "", format);
    }

    /** Returns what warnings mean. */
    static List<String> explain(List<String> warnings, String format) {
        return warnings.stream().map(warning -> explain(warning, format)).toList();
    }

    /** Returns a message of a reader as a sentence, without anything that means nothing to people. */
    private static String explain(String message, String format) {
        if (message.startsWith("the ")) {
            return message;
        }
        boolean technical = message.isBlank() || TECHNICAL.matcher(message).find();
        boolean unsupported = UNSUPPORTED.matcher(message).find();
        String start = "the " + format + (unsupported ? " file is of an unsupported kind" : " data is damaged");
        return technical ? start : start + ": " + message;
    }

    /** Makes the first warning an error, unless the options are lenient. */
    static void refuse(Set<String> warnings, DecodeOptions options) throws BadImageException {
        if (options.leniency() == Leniency.STRICT && !warnings.isEmpty()) {
            throw new BadImageException(warnings.iterator().next());
        }
    }

    /** Returns a failure with what is known of the image. */
    static DecodedImage.Failure failure(String reason, ImageHeader header) {
        return new DecodedImage.Failure(line(reason), header.uprightWidth(), header.uprightHeight(), header.channels());
    }

    /** Returns an OutOfMemoryError, even if the reader wrapped it as a format error. */
    static Optional<OutOfMemoryError> outOfMemory(Throwable e) {
        return Stream.iterate(e, Objects::nonNull, Throwable::getCause)
                .filter(OutOfMemoryError.class::isInstance)
                .map(OutOfMemoryError.class::cast)
                .findFirst();
    }

    /** Returns warnings as one line. */
    static String join(Collection<String> warnings) {
        return line(String.join("; ", warnings));
    }

    /** Returns a text as one line of bounded length. */
    static String line(String text) {
        String oneLine = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        return oneLine.length() <= MAX_LENGTH ? oneLine : oneLine.substring(0, MAX_LENGTH - 1) + "…";
    }
}
