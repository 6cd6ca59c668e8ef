package io.gconv.jobs.input;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file to be read.
 *
 * @param path the fully qualified path as Hadoop prints it, {@code file:/data/a b#1.png}: with scheme and authority, and
 *     never %-escaped, so that it can be given to Hadoop's {@code Path(String)} and Spark's readers as it is
 * @param length in bytes
 * @param modifiedMillis time of the last change, in milliseconds since 1970 UTC
 * @param columns the values of {@link InputListing#columns}; null where the file is not below such a folder
 */
public record InputFile(String path, long length, long modifiedMillis, List<@Nullable String> columns)
        implements Serializable {}
