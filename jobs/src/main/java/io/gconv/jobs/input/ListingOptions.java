package io.gconv.jobs.input;

/**
 * What is taken from a listed folder.
 *
 * @param allFiles whether to take files whatever their extension
 * @param folderLabel whether the name of a file's folder becomes the column {@value #LABEL}
 * @param excludedFolder a qualified path that is not searched: the output, which may lie below an input
 */
public record ListingOptions(boolean allFiles, boolean folderLabel, String excludedFolder) {

    /** The column of {@code --folder-label}. */
    public static final String LABEL = "label";

    boolean accepts(String extension) {
        return allFiles || InputLister.EXTENSIONS.contains(extension);
    }
}
