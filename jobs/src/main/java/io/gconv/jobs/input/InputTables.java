package io.gconv.jobs.input;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/**
 * Recognises tables.
 *
 * <p>A name with {@code images} and {@code idx3-ubyte} at its end, perhaps with {@code .gz}, is an IDX file, a table of images
 * (MNIST), and so is a glob that matches only such files. A name that ends in {@code .parquet} is a table, be it a file, a
 * folder or a glob. So is a folder that has {@code *.parquet} files and no images, not counting what is in folders below it.
 */
public final class InputTables {

    private static final String EXTENSION = ".parquet";

    /** Such as {@code t10k-images-idx3-ubyte.gz}, also with a dot before {@code idx}. */
    private static final Pattern IDX = Pattern.compile("(.*)images([-.])idx3-ubyte(\\.gz)?", Pattern.CASE_INSENSITIVE);

    /** A glob that matches images in IDX, but not their labels, cannot do without one of these. */
    private static final Pattern MAY_BE_IDX =
            Pattern.compile(".*(image|idx3)[^/]*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private InputTables() {}

    /** Returns whether a name is that of images in IDX, or a glob that matches only such names. */
    public static boolean isIdx(String input, Configuration hadoop) {
        return isIdxName(input) || (MAY_BE_IDX.matcher(input).matches() && isGlobOfIdx(input, hadoop));
    }

    private static boolean isIdxName(String input) {
        return IDX.matcher(new File(input).getName()).matches();
    }

    private static boolean isGlobOfIdx(String input, Configuration hadoop) {
        try {
            Path path = new Path(input);
            FileSystem fs = path.getFileSystem(hadoop);
            FileStatus[] matches = fs.exists(path) ? null : fs.globStatus(path);
            return matches != null
                    && matches.length > 0
                    && Arrays.stream(matches)
                            .allMatch(match ->
                                    match.isFile() && isIdxName(match.getPath().getName()));
        } catch (IOException | RuntimeException e) {
            return false; // whoever lists it will say what is wrong
        }
    }

    /** Returns the path of a file of images in IDX in one of these folders, or below it, if there is one. */
    static Optional<String> idxBelow(List<String> folders, Configuration hadoop) {
        for (String folder : folders) {
            try {
                Path path = new Path(folder);
                RemoteIterator<LocatedFileStatus> files =
                        path.getFileSystem(hadoop).listFiles(path, true);
                while (files.hasNext()) {
                    Path file = files.next().getPath();
                    if (isIdxName(file.getName())) {
                        return Optional.of(file.toString());
                    }
                }
            } catch (IOException | RuntimeException e) {
                continue; // a glob, or what may not be listed
            }
        }
        return Optional.empty();
    }

    /** Returns the name of the file with the labels of images in IDX, as MNIST has it. */
    public static String idxLabels(String name) {
        return IDX.matcher(name).replaceFirst("$1labels$2idx1-ubyte$3");
    }

    /** Returns the inputs that are tables. */
    public static List<String> among(InputRequest request, Configuration hadoop) {
        return switch (request.format()) {
            case IMAGES -> List.of();
            case PARQUET -> request.inputs();
            case AUTO ->
                request.inputs().stream()
                        .filter(input -> isTable(input, hadoop))
                        .toList();
        };
    }

    /** Returns whether a path is recognised as a table; one that cannot be listed is not. */
    public static boolean isTable(String input, Configuration hadoop) {
        String name = input.replaceFirst("/+$", "").toLowerCase(Locale.ROOT);
        if (name.endsWith(EXTENSION) || isIdx(input, hadoop)) {
            return true;
        }
        try {
            Path path = new Path(input);
            FileSystem fs = path.getFileSystem(hadoop);
            return fs instanceof LocalFileSystem local
                    ? isLocalTable(local.pathToFile(path).toPath())
                    : fs.getFileStatus(path).isDirectory() && isTable(fs.listStatusIterator(path));
        } catch (IOException | RuntimeException e) {
            return false; // whoever lists it will say what is wrong
        }
    }

    /** Reads names only: Hadoop would ask for the length of every file. */
    private static boolean isLocalTable(java.nio.file.Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        boolean found = false;
        try (DirectoryStream<java.nio.file.Path> children = Files.newDirectoryStream(folder)) {
            for (java.nio.file.Path child : children) {
                String name = String.valueOf(child.getFileName());
                if (InputLister.isImage(name)) {
                    return false;
                }
                found |= isVisibleTable(name);
            }
        }
        return found;
    }

    private static boolean isTable(RemoteIterator<FileStatus> children) throws IOException {
        boolean found = false;
        while (children.hasNext()) {
            FileStatus child = children.next();
            String name = child.getPath().getName();
            if (child.isFile() && InputLister.isImage(name)) {
                return false;
            }
            found |= isVisibleTable(name);
        }
        return found;
    }

    private static boolean isVisibleTable(String name) {
        return !InputLister.isHidden(name) && name.toLowerCase(Locale.ROOT).endsWith(EXTENSION);
    }
}
