package io.gconv.jobs;

import io.gconv.jobs.input.InputFormat;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code auto}, {@code images} or {@code parquet}. */
final class InputFormatName implements ITypeConverter<InputFormat> {

    @Override
    public InputFormat convert(String value) {
        try {
            return InputFormat.valueOf(value.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException("it must be auto, images or parquet, but was " + value);
        }
    }
}
