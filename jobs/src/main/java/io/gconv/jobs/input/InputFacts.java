package io.gconv.jobs.input;

import java.util.List;
import java.util.SortedMap;

/**
 * What is known of the inputs of a run as a whole.
 *
 * @param images how many there are
 * @param bytes the length of all files whose length is known
 * @param unsized how many files that may be there have an unknown length
 * @param unreadableInWords how many of them are known not to be readable, and why; empty if none is
 * @param columns the names of the carried columns
 * @param skippedByExtension as in {@link InputListing}; empty for a table
 * @param hidden as in {@link InputListing}; 0 for a table
 * @param skippedInWords as in {@link InputListing}; empty if nothing was
 */
public record InputFacts(
        long images,
        long bytes,
        long unsized,
        String unreadableInWords,
        List<String> columns,
        SortedMap<String, Long> skippedByExtension,
        long hidden,
        String skippedInWords) {}
