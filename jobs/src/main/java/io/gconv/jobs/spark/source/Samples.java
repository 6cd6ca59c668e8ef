package io.gconv.jobs.spark.source;

import io.gconv.jobs.input.InputFile;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Samples of files that depend on their paths alone: those with the smallest hashes. A smaller sample is part of a larger
 * one, and one file more or less changes at most one element.
 */
final class Samples {

    static final String SEED = "gconv sample 1\n";

    private record Hashed(String hash, InputFile file) {}

    private Samples() {}

    /** Returns at most {@code count} of the files, ordered by path. */
    static List<InputFile> of(List<InputFile> files, int count) {
        if (count == 0) {
            return List.of();
        }
        PriorityQueue<Hashed> smallest =
                new PriorityQueue<>(Comparator.comparing(Hashed::hash).reversed());
        for (InputFile file : files) {
            smallest.add(new Hashed(hash(file.path()), file));
            if (smallest.size() > count) {
                smallest.remove();
            }
        }
        return smallest.stream()
                .map(Hashed::file)
                .sorted(Comparator.comparing(InputFile::path))
                .toList();
    }

    private static String hash(String path) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest((SEED + path).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
