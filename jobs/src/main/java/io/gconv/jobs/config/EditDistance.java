package io.gconv.jobs.config;

import java.util.Collection;
import java.util.Comparator;

/** Finds what was probably meant. */
public final class EditDistance {

    private EditDistance() {}

    /** Returns the candidate with the smallest edit distance, the alphabetically first of several, or "" of none. */
    public static String nearest(String word, Collection<String> candidates) {
        return candidates.stream()
                .min(Comparator.<String>comparingInt(c -> distance(word, c)).thenComparing(Comparator.naturalOrder()))
                .orElse("");
    }

    /** Returns whether one word may well be a slip for the other: at most two edits, or a third of its letters. */
    public static boolean isNear(String word, String candidate) {
        return distance(word, candidate) <= Math.max(2, candidate.length() / 3);
    }

    /** Returns the number of insertions, deletions and replacements that turn a into b (Levenshtein 1966). */
    static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
