package io.gconv.jobs.spark;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.UUID;

/** Names of runs: they sort by time, are unique, and Spark takes them for nothing but strings. */
final class RunId {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private RunId() {}

    /** Returns a name such as {@code r20260131T235959Z-1a2b3c4d}. */
    static String create(Instant started) {
        return "r" + TIME.format(started) + "-" + UUID.randomUUID().toString().substring(0, 8);
    }
}
