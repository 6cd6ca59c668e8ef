package io.gconv.jobs.input;

import static io.gconv.jobs.error.UserException.usage;

import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

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

    /**
     * Returns the columns that the folders of a file make.
     *
     * @param root only folders below it do
     */
    Map<String, @Nullable String> columns(String root, Path file) {
        Path folder = file.getParent();
        Map<String, @Nullable String> columns = FolderColumns.between(root, folder.toString());
        if (folderLabel && columns.containsKey(LABEL)) {
            throw usage("--folder-label and the folders " + folder + " both give the column label; leave the flag out");
        }
        if (folderLabel) {
            columns.put(LABEL, folder.getName());
        }
        return columns;
    }

    boolean accepts(String extension) {
        return allFiles || InputLister.EXTENSIONS.contains(extension);
    }
}
