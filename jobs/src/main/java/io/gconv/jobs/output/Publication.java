package io.gconv.jobs.output;

import java.util.Locale;
import java.util.Set;

/** How the rows of a wave become visible. */
public enum Publication {
    /** By what the file system can do. */
    AUTO,
    /** Written aside, then renamed: for file systems that rename a folder in one step. */
    RENAME,
    /** Written in place, and complete when their {@code _SUCCESS} is there: for object stores, where renaming is copying. */
    DIRECT;

    private static final Set<String> OBJECT_STORES = Set.of(
            "s3", "s3a", "s3n", "gs", "wasb", "wasbs", "oss", "cos", "cosn", "obs", "swift", "oci", "bos", "tos");

    /** Returns what is done on a file system with this scheme. */
    Publication on(String scheme) {
        if (this != AUTO) {
            return this;
        }
        return OBJECT_STORES.contains(scheme.toLowerCase(Locale.ROOT)) ? DIRECT : RENAME;
    }
}
