package io.gconv.jobs.input;

import io.gconv.jobs.report.OneLine;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What was found.
 *
 * @param files ordered by path, each once
 * @param columns the columns that come from folder names and manifests, in the order of their first appearance
 * @param skippedByExtension files in listed folders that do not look like images, counted by lower-case extension
 * @param hidden files and folders whose names start with a dot or an underscore
 * @param places each holds for the paths of what an input leads to, there or not: a folder, or a glob
 */
public record InputListing(
        List<InputFile> files,
        List<String> columns,
        SortedMap<String, Long> skippedByExtension,
        long hidden,
        List<Predicate<String>> places) {

    /** Returns where a file is in the list, or a negative number if it is not. Cost: O(log n). */
    public int indexOf(String path) {
        return Collections.binarySearch(
                files, new InputFile(path, InputFile.UNKNOWN, InputFile.UNKNOWN, List.of()), InputFile.BY_PATH);
    }

    /** Returns whether a path is in a folder that was searched, or a glob matches it or a folder that it is in. */
    public boolean searched(String path) {
        return places.stream().anyMatch(place -> place.test(path));
    }

    /** Returns the sum of the lengths that are known, in bytes. */
    public long bytes() {
        return files.stream().mapToLong(file -> Math.max(0, file.length())).sum();
    }

    private long unsized() {
        return files.stream()
                .filter(file -> file.length() < 0 && file.problem() == null)
                .count();
    }

    private String unreadableInWords() {
        List<InputFile> unreadable =
                files.stream().filter(file -> file.problem() != null).toList();
        if (unreadable.isEmpty()) {
            return "";
        }
        InputFile first = unreadable.get(0);
        return unreadable.size() + " cannot be read" + (unreadable.size() == 1 ? ": " : "; for example, ")
                + OneLine.of(first.path()) + " " + first.problem();
    }

    /** Returns how many files do not look like images. */
    public long skipped() {
        return skippedByExtension.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Returns what was skipped in words, such as {@code 3 other files (csv 1, txt 2) and 1 hidden}; empty if nothing was. */
    public String skippedInWords() {
        String others = skipped() == 0
                ? ""
                : skipped()
                        + (skipped() == 1 ? " other file (" : " other files (")
                        + skippedByExtension.entrySet().stream()
                                .limit(8)
                                .map(e -> e.getKey() + " " + e.getValue())
                                .collect(Collectors.joining(", "))
                        + (skippedByExtension.size() > 8 ? ", …)" : ")");
        String hiddenOnes = hidden == 0 ? "" : hidden + " hidden";
        return others.isEmpty() || hiddenOnes.isEmpty() ? others + hiddenOnes : others + " and " + hiddenOnes;
    }

    /** Returns what is known of all files together. */
    public InputFacts facts() {
        return new InputFacts(
                files.size(),
                bytes(),
                unsized(),
                unreadableInWords(),
                columns,
                skippedByExtension,
                hidden,
                skippedInWords());
    }

    /** Returns this listing with fewer files. */
    public InputListing withFiles(List<InputFile> fewer) {
        return new InputListing(List.copyOf(fewer), columns, skippedByExtension, hidden, places);
    }
}
