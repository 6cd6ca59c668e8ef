package io.gconv.jobs;

import io.gconv.jobs.input.InputFormat;
import io.gconv.jobs.output.Publication;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the name of one of a few things, in lower case. */
abstract class EnumName<E extends Enum<E>> implements ITypeConverter<E> {

    private final Class<E> type;
    private final String names; // for the message

    EnumName(Class<E> type, String names) {
        this.type = type;
        this.names = names;
    }

    @Override
    public E convert(String value) {
        try {
            return Enum.valueOf(type, value.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException("it must be " + names + ", but was " + value);
        }
    }

    /** Of {@code --input-format}. */
    static final class OfInputFormat extends EnumName<InputFormat> {
        OfInputFormat() {
            super(InputFormat.class, "auto, images or parquet");
        }
    }

    /** Of {@code --publication}. */
    static final class OfPublication extends EnumName<Publication> {
        OfPublication() {
            super(Publication.class, "rename, direct or auto");
        }
    }
}
