package io.gconv.jobs;

import io.gconv.audit.Transformation;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a transformation of {@code --transform}, such as {@code rotation 30}; several have a semicolon between them. */
final class TransformationText implements ITypeConverter<Transformation> {

    /** What stands between transformations, as in {@code rotation 30; scaling 1.2}. */
    static final String SEPARATOR = ";";

    @Override
    public Transformation convert(String value) {
        try {
            return Transformation.parse(value.strip());
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(String.valueOf(e.getMessage()));
        }
    }
}
