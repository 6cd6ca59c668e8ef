package io.gconv.jobs.input;

/** What {@code --input} names. */
public enum InputFormat {
    /** Tables where {@link InputTables} recognises one, otherwise image files. */
    AUTO,
    /** Image files. */
    IMAGES,
    /** Parquet tables. */
    PARQUET
}
