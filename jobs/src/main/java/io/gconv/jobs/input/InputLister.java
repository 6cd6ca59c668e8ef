package io.gconv.jobs.input;

import static io.gconv.jobs.error.UserException.usage;

import io.gconv.jobs.error.ExitCode;
import io.gconv.jobs.error.UserException;
import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.jspecify.annotations.Nullable;

/**
 * Lists inputs: files, folders (recursively, by extension) and globs.
 *
 * <p>A name that exists is taken literally, whatever characters it has; only then is it read as a Hadoop glob. A file
 * reached on several ways is listed once. The root of a folder is the folder itself; that of a glob is its longest prefix
 * without wild cards. Only folders below the root make columns.
 */
public final class InputLister {

    /** Extensions of image files, in lower case. */
    public static final Set<String> EXTENSIONS =
            Collections.unmodifiableSet(new TreeSet<>(List.of("png", "jpg", "jpeg", "bmp", "gif", "tif", "tiff")));

    private final Configuration hadoop;
    private final ListingOptions options;
    private final SortedMap<String, Found> found = new TreeMap<>();
    private final SortedMap<String, Long> skipped = new TreeMap<>();
    private final Set<String> enclosing = new HashSet<>();
    private long hidden;

    private record Found(long length, long modifiedMillis, Map<String, @Nullable String> columns) {}

    private InputLister(Configuration hadoop, ListingOptions options) {
        this.hadoop = hadoop;
        this.options = options;
    }

    /**
     * Lists all files.
     *
     * @throws UserException if an input does not exist or cannot be listed, or there is no file at all
     */
    public static InputListing list(List<String> inputs, ListingOptions options, Configuration hadoop) {
        InputLister lister = new InputLister(hadoop, options);
        for (String input : inputs) {
            try {
                lister.add(input);
            } catch (IOException e) {
                throw new UserException(ExitCode.USAGE, "cannot list --input " + input + ": " + reason(e), e);
            }
        }
        InputListing listing = lister.listing();
        if (listing.files().isEmpty()) {
            String others = listing.skippedInWords();
            throw usage("no image found in --input " + String.join(", ", inputs) + ": folders are searched for "
                    + String.join(", ", EXTENSIONS)
                    + (others.isEmpty() ? "" : "; skipped " + others)
                    + (listing.skipped() == 0 ? "" : "; --all-files takes every file"));
        }
        return listing;
    }

    /** Hadoop throws RuntimeException where the connector of a scheme is not on the class path. */
    private FileSystem fileSystem(Path path, String input) throws IOException {
        try {
            return path.getFileSystem(hadoop);
        } catch (RuntimeException e) {
            throw usage("--input " + input + " needs a connector that is not on the class path; for s3a add --packages"
                    + " org.apache.hadoop:hadoop-aws:3.5.0 before the --");
        }
    }

    private void add(String input) throws IOException {
        Path path = path(input);
        FileSystem fs = fileSystem(path, input);
        FileStatus literal = statusOrNull(fs, path);
        if (literal != null) {
            addMatch(fs, literal, literal.getPath().toString());
            return;
        }
        FileStatus[] matches = fs.globStatus(path);
        if (matches == null || matches.length == 0) {
            throw usage("--input " + input + " does not exist, and matches nothing as a glob");
        }
        String root = globRoot(fs.makeQualified(path).toString());
        for (FileStatus match : matches) {
            addMatch(fs, match, root);
        }
    }

    private void addMatch(FileSystem fs, FileStatus status, String root) throws IOException {
        if (status.isDirectory()) {
            walk(fs, status.getPath(), root);
        } else {
            take(status, columns(root, status.getPath()));
        }
    }

    /** A relative name with a colon is no Hadoop path: it is a local file, or a mistake. */
    private static Path path(String input) {
        try {
            return new Path(input);
        } catch (IllegalArgumentException e) {
            File file = new File(input);
            if (!input.isEmpty() && file.exists()) {
                return new Path(file.getAbsoluteFile().toURI());
            }
            throw new UserException(
                    ExitCode.USAGE, "--input '" + input + "' is not a path; name a file, a folder or a glob", e);
        }
    }

    private static @Nullable FileStatus statusOrNull(FileSystem fs, Path path) throws IOException {
        try {
            return fs.getFileStatus(path);
        } catch (FileNotFoundException e) {
            return null;
        }
    }

    /** Returns the part of a glob before the first component with a wild card. */
    static String globRoot(String glob) {
        for (int i = 0; i < glob.length(); i++) {
            if ("*?[{\\".indexOf(glob.charAt(i)) >= 0) {
                return glob.substring(0, glob.lastIndexOf('/', i));
            }
        }
        return glob;
    }

    private void walk(FileSystem fs, Path folder, String root) throws IOException {
        String identity = identity(folder);
        if (folder.toString().equals(options.excludedFolder()) || !enclosing.add(identity)) {
            return;
        }
        Map<String, @Nullable String> columns = columns(root, new Path(folder, "x"));
        RemoteIterator<FileStatus> children = fs.listStatusIterator(folder);
        List<Path> folders = new ArrayList<>();
        while (children.hasNext()) {
            FileStatus child = children.next();
            String name = child.getPath().getName();
            if (isHidden(name)) {
                hidden++;
            } else if (child.isDirectory()) {
                folders.add(child.getPath());
            } else if (options.accepts(extension(name))) {
                take(child, columns);
            } else {
                skipped.merge(extension(name).isEmpty() ? "no extension" : extension(name), 1L, Long::sum);
            }
        }
        for (Path next : folders) {
            walk(fs, next, root);
        }
        enclosing.remove(identity);
    }

    /** A link may lead to a folder that encloses it; the real path of a local folder tells. */
    private static String identity(Path folder) throws IOException {
        return "file".equals(folder.toUri().getScheme())
                ? new File(folder.toUri().getPath()).toPath().toRealPath().toString()
                : folder.toString();
    }

    private Map<String, @Nullable String> columns(String root, Path file) {
        Path folder = file.getParent();
        Map<String, @Nullable String> columns = FolderColumns.between(root, folder.toString());
        if (options.folderLabel() && columns.put(ListingOptions.LABEL, folder.getName()) != null) {
            throw usage("--folder-label and the folders " + folder + " both give the column label; leave the flag out");
        }
        return columns;
    }

    private void take(FileStatus file, Map<String, @Nullable String> columns) {
        String path = file.getPath().toString();
        Found before = found.put(path, new Found(file.getLen(), file.getModificationTime(), columns));
        if (before != null && before.columns().size() > columns.size()) {
            found.put(path, before);
        }
    }

    private InputListing listing() {
        Set<String> columns = new LinkedHashSet<>();
        found.values().forEach(f -> columns.addAll(f.columns().keySet()));
        Map<List<@Nullable String>, List<@Nullable String>> shared = new HashMap<>();
        List<InputFile> files = new ArrayList<>(found.size());
        found.forEach((path, f) -> {
            @Nullable String[] values = columns.stream().map(f.columns()::get).toArray(String[]::new);
            List<@Nullable String> row = Collections.unmodifiableList(Arrays.asList(values));
            List<@Nullable String> known = shared.putIfAbsent(row, row);
            files.add(new InputFile(path, f.length(), f.modifiedMillis(), known == null ? row : known));
        });
        return new InputListing(
                Collections.unmodifiableList(files),
                List.copyOf(columns),
                Collections.unmodifiableSortedMap(skipped),
                hidden);
    }

    /** Hadoop's rule, with Spark's exception for a folder such as {@code _split=train}. */
    private static boolean isHidden(String name) {
        return name.startsWith(".") || (name.startsWith("_") && name.indexOf('=') < 0);
    }

    private static String extension(String name) {
        int dot = name.lastIndexOf('.');
        return dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
    }

    private static String reason(IOException e) {
        String message = e.getMessage();
        return message == null
                ? e.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }
}
