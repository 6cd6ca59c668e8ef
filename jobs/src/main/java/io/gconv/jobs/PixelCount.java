package io.gconv.jobs;

import io.gconv.image.DecodeOptions;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a number of pixels such as {@code 64000000}, {@code 64_000_000} or {@code 64m}; k, m and g are decimal. */
final class PixelCount implements ITypeConverter<Long> {

    private static final Pattern NUMBER = Pattern.compile("(\\d{1,12})([kmg]?)");

    @Override
    public Long convert(String value) {
        Matcher matcher = NUMBER.matcher(value.toLowerCase(Locale.ROOT).replace("_", ""));
        if (!matcher.matches()) {
            throw new TypeConversionException(
                    "it must be a number of pixels such as 64000000 or 64m, but was " + value);
        }
        long unit = switch (matcher.group(2)) {
            case "k" -> 1_000;
            case "m" -> 1_000_000;
            case "g" -> 1_000_000_000;
            default -> 1;
        };
        double pixels = Double.parseDouble(matcher.group(1)) * unit; // a long might overflow
        if (pixels < 1 || pixels > DecodeOptions.MOST_PIXELS) {
            throw new TypeConversionException(
                    "it must be from 1 to " + DecodeOptions.MOST_PIXELS + ", but was " + value);
        }
        return (long) pixels;
    }
}
