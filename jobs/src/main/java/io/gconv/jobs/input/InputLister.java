package io.gconv.jobs.input;

import static io.gconv.jobs.error.UserException.usage;

import io.gconv.jobs.error.ExitCode;
import io.gconv.jobs.error.Failure;
import io.gconv.jobs.error.UserException;
import io.gconv.jobs.input.Listed.Found;
import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * Lists inputs: files, folders (recursively, by extension), globs, and what manifests name.
 *
 * <p>A name that exists is taken literally, whatever characters it has; only then is it read as a Hadoop glob. A file
 * reached on several ways is listed once. The root of a folder is the folder itself; that of a glob is its longest prefix
 * without wild cards. Only folders below the root make columns.
 *
 * <p>Folders are listed several at a time. Memory: about 100 bytes for a file that stays, and as many while listing, see
 * {@code docs/inputs.md}.
 */
public final class InputLister {

    /** Extensions of image files, in lower case. */
    public static final Set<String> EXTENSIONS =
            Collections.unmodifiableSet(new TreeSet<>(List.of("png", "jpg", "jpeg", "bmp", "gif", "tif", "tiff")));

    /** Listing waits for disks and networks, not for cores. */
    private static final int THREADS = 16;

    private final Configuration hadoop;
    private final ListingOptions options;
    private final LongConsumer progress;
    private final ForkJoinPool pool = new ForkJoinPool(THREADS);
    private final Listed all = new Listed();
    private final List<Predicate<String>> searched = new ArrayList<>();

    private InputLister(Configuration hadoop, ListingOptions options, LongConsumer progress) {
        this.hadoop = hadoop;
        this.options = options;
        this.progress = progress;
    }

    /**
     * Lists all files.
     *
     * @param progress is told how many files were found since it was told last, from any thread
     * @throws UserException if an input does not exist or cannot be listed, or there is no file at all
     */
    public static InputListing list(
            InputRequest request,
            List<Manifest> manifests,
            ListingOptions options,
            Configuration hadoop,
            LongConsumer progress) {
        InputLister lister = new InputLister(hadoop, options, progress);
        try {
            request.inputs().forEach(lister::addInput);
            checkColumns(lister.all.found(), manifests);
            for (Manifest manifest : manifests) {
                lister.all.add(new ManifestWalk(manifest, options, hadoop, progress).run(lister.pool));
            }
        } finally {
            lister.pool.shutdownNow();
        }
        InputListing listing = lister.listing();
        if (listing.files().isEmpty()) {
            String others = listing.skippedInWords();
            throw usage("no image found in " + request.inWords() + ": "
                    + (request.inputs().isEmpty()
                            ? request.manifests().size() == 1 ? "it names no file" : "they name no file"
                            : "folders are searched for " + String.join(", ", EXTENSIONS))
                    + (others.isEmpty() ? "" : "; skipped " + others)
                    + (listing.skipped() == 0 ? "" : remedy(request, listing, hadoop)));
        }
        return listing;
    }

    private static String remedy(InputRequest request, InputListing listing, Configuration hadoop) {
        return listing.skippedByExtension().containsKey("parquet")
                ? "; --input-format parquet reads them as a table"
                : InputTables.idxBelow(request.inputs(), hadoop)
                        .map(file ->
                                "; " + file + " is a file of images in IDX; name such files, or a glob of them alone")
                        .orElse("; --all-files takes every file");
    }

    /**
     * Returns those of the paths at which nothing is any more, in their order.
     *
     * @param progress is told how many were looked for since it was told last, from any thread
     * @throws UserException if a store cannot be asked
     */
    public static List<String> gone(List<String> paths, Configuration hadoop, LongConsumer progress) {
        ForkJoinPool pool = new ForkJoinPool(THREADS);
        try {
            List<ForkJoinTask<Boolean>> present = paths.stream()
                    .map(path -> pool.submit(() -> exists(path, hadoop, progress)))
                    .toList();
            return IntStream.range(0, paths.size())
                    .filter(i -> !present.get(i).join())
                    .mapToObj(paths::get)
                    .toList();
        } finally {
            pool.shutdownNow();
        }
    }

    private static boolean exists(String path, Configuration hadoop, LongConsumer progress) {
        try {
            Path file = new Path(path);
            boolean there = file.getFileSystem(hadoop).exists(file);
            progress.accept(1);
            return there;
        } catch (IOException e) {
            throw new UserException(
                    ExitCode.CRASH, "cannot look whether " + path + " still exists: " + Failure.line(e), e);
        }
    }

    private static void checkColumns(List<Found> found, List<Manifest> manifests) {
        for (Manifest manifest : manifests) {
            for (String column : manifest.columns()) {
                if (found.stream().anyMatch(f -> f.columns().containsKey(column))) {
                    throw usage("--keep " + column + " and folders of --input both give the column " + column
                            + "; name the images in the manifest only");
                }
            }
        }
    }

    private void addInput(String input) {
        try {
            add(input);
        } catch (UncheckedIOException e) {
            throw FileSystems.failure("cannot list --input " + input, Objects.requireNonNull(e.getCause()));
        } catch (IOException e) {
            throw FileSystems.failure("cannot list --input " + input, e);
        }
    }

    private void add(String input) throws IOException {
        Path path = path(input);
        FileSystem fs = FileSystems.of(path, "--input " + input, hadoop);
        FileStatus literal = statusOrNull(fs, path);
        if (literal != null) {
            String name = literal.getPath().toString();
            String folder = withSlash(literal.getPath());
            searched.add(file -> file.startsWith(folder));
            addMatch(fs, literal, name);
            return;
        }
        FileStatus[] matches = fs.globStatus(path);
        if (matches == null || matches.length == 0) {
            throw usage("--input " + input + " does not exist, and matches nothing as a glob");
        }
        searched.add(Glob.of(fs.makeQualified(path))::leadsTo);
        String root = globRoot(fs.makeQualified(path).toString());
        for (FileStatus match : matches) {
            addMatch(fs, match, root);
        }
    }

    private void addMatch(FileSystem fs, FileStatus status, String root) {
        if (status.isDirectory()) {
            FolderWalk.Tree tree = new FolderWalk.Tree(fs, root, options, progress);
            all.add(pool.invoke(new FolderWalk(tree, status.getPath())));
        } else {
            all.take(file(withSlash(status.getPath().getParent()), status), options.columns(root, status.getPath()));
            progress.accept(1);
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

    private InputListing listing() {
        List<Found> found = once(all.found());
        Set<String> columns = new LinkedHashSet<>();
        found.forEach(f -> columns.addAll(f.columns().keySet()));
        Map<List<@Nullable Object>, List<@Nullable Object>> shared = new HashMap<>();
        List<InputFile> files = new ArrayList<>(found.size());
        for (Found f : found) {
            @Nullable Object[] values = columns.stream().map(f.columns()::get).toArray();
            List<@Nullable Object> row = Collections.unmodifiableList(Arrays.asList(values));
            List<@Nullable Object> known = shared.putIfAbsent(row, row);
            files.add(f.file().withColumns(known == null ? row : known));
        }
        return new InputListing(
                Collections.unmodifiableList(files),
                List.copyOf(columns),
                Collections.unmodifiableSortedMap(all.skipped()),
                all.hidden(),
                List.copyOf(searched));
    }

    /** Orders by path. Of those with the same path, the one with the most columns stays, and of these the last. */
    private static List<Found> once(List<Found> found) {
        found.sort(Comparator.comparing(Found::file, InputFile.BY_PATH));
        List<Found> once = new ArrayList<>(found.size());
        for (Found next : found) {
            int last = once.size() - 1;
            if (last < 0 || InputFile.BY_PATH.compare(once.get(last).file(), next.file()) != 0) {
                once.add(next);
            } else if (once.get(last).columns().size() <= next.columns().size()) {
                once.set(last, next);
            }
        }
        return once;
    }

    /**
     * Returns a file. A web server is not asked for length and time, and Hadoop gives −1 and 0.
     *
     * @param folder shared by the files of a folder, with a slash at its end
     */
    static InputFile file(String folder, FileStatus status) {
        String name = status.getPath().getName();
        return status.getLen() < 0
                ? new InputFile(folder, name, InputFile.UNKNOWN, InputFile.UNKNOWN, List.of(), null)
                : new InputFile(folder, name, status.getLen(), status.getModificationTime(), List.of(), null);
    }

    /** Returns a folder with a slash at its end, which the root of a file system has already. */
    static String withSlash(Path folder) {
        String name = folder.toString();
        return name.endsWith("/") ? name : name + "/";
    }

    static boolean isImage(String name) {
        return !isHidden(name) && EXTENSIONS.contains(extension(name));
    }

    /**
     * Hadoop's rule, with Spark's exception for a folder such as {@code _split=train}, and one for images: cameras call those in
     * Adobe RGB {@code _DSC0001.JPG}.
     */
    static boolean isHidden(String name) {
        return name.startsWith(".")
                || (name.startsWith("_") && name.indexOf('=') < 0 && !EXTENSIONS.contains(extension(name)));
    }

    static String extension(String name) {
        int dot = name.lastIndexOf('.');
        return dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
    }
}
