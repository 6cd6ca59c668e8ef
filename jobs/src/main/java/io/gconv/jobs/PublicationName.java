package io.gconv.jobs;

import io.gconv.jobs.output.Publication;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code rename}, {@code direct} or {@code auto}. */
final class PublicationName implements ITypeConverter<Publication> {

    @Override
    public Publication convert(String value) {
        try {
            return Publication.valueOf(value.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException("it must be rename, direct or auto, but was " + value);
        }
    }
}
