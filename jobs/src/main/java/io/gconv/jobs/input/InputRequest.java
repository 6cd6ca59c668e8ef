package io.gconv.jobs.input;

import java.util.List;

/**
 * Which images the user asked for.
 *
 * @param inputs files, folders, globs, or tables
 * @param manifests files that name files
 * @param format what the inputs are
 * @param allFiles whether folders yield every file
 * @param folderLabel whether a file's folder becomes the column {@code label}
 * @param imageColumn the column of a table that holds the images; empty for {@value #IMAGE_COLUMN}
 * @param idColumn the column of a table that identifies a row; empty for the default
 * @param keep the columns of a table or manifest that are carried through
 */
public record InputRequest(
        List<String> inputs,
        List<String> manifests,
        InputFormat format,
        boolean allFiles,
        boolean folderLabel,
        String imageColumn,
        String idColumn,
        List<String> keep) {

    /** The column that holds the images unless another is named. */
    public static final String IMAGE_COLUMN = "image";

    /** Returns how the options name the inputs. */
    String inWords() {
        StringBuilder words = new StringBuilder();
        inputs.forEach(
                input -> words.append(words.isEmpty() ? "--input " : ", ").append(input));
        for (String manifest : manifests) {
            words.append(words.isEmpty() ? "" : ", ").append("--manifest ").append(manifest);
        }
        return words.toString();
    }
}
