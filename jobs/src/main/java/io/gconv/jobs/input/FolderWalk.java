package io.gconv.jobs.input;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.RecursiveTask;
import java.util.function.LongConsumer;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.jspecify.annotations.Nullable;

/**
 * Lists a folder and, at the same time, those below it. The result does not depend on who is first: a folder's own files
 * come before those of its folders, and these in the order of the file system.
 */
@SuppressWarnings("serial") // a task of this JVM only
final class FolderWalk extends RecursiveTask<Listed> {

    private static final long serialVersionUID = 1L;

    private final Tree tree;
    private final Path folder;
    private final @Nullable Enclosing enclosing;

    /**
     * What all folders of a tree have in common.
     *
     * @param root only folders below it make columns
     * @param listed is told how many files were found, from any thread
     */
    record Tree(FileSystem fs, String root, ListingOptions options, LongConsumer listed) {}

    private record Enclosing(String identity, @Nullable Enclosing next) {

        static boolean contains(@Nullable Enclosing chain, String identity) {
            for (Enclosing e = chain; e != null; e = e.next) {
                if (e.identity.equals(identity)) {
                    return true;
                }
            }
            return false;
        }
    }

    FolderWalk(Tree tree, Path folder) {
        this(tree, folder, null);
    }

    private FolderWalk(Tree tree, Path folder, @Nullable Enclosing enclosing) {
        this.tree = tree;
        this.folder = folder;
        this.enclosing = enclosing;
    }

    @Override
    protected Listed compute() {
        Listed listed = new Listed();
        try {
            String identity = identity(folder);
            if (!folder.toString().equals(tree.options().excludedFolder())
                    && !Enclosing.contains(enclosing, identity)) {
                List<FolderWalk> below = new ArrayList<>();
                for (Path child : list(listed)) {
                    below.add(new FolderWalk(tree, child, new Enclosing(identity, enclosing)));
                }
                invokeAll(below).forEach(walk -> listed.add(walk.join()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return listed;
    }

    /** Takes the files of this folder, and returns the folders. */
    private List<Path> list(Listed listed) throws IOException {
        Map<String, @Nullable String> columns = tree.options().columns(tree.root(), new Path(folder, "x"));
        List<Path> folders = new ArrayList<>();
        String prefix = "";
        long count = 0;
        RemoteIterator<FileStatus> children = tree.fs().listStatusIterator(folder);
        while (children.hasNext()) {
            FileStatus child = children.next();
            count++;
            String name = child.getPath().getName();
            if (InputLister.isHidden(name)) {
                listed.skipHidden(folder.toString());
            } else if (child.isDirectory()) {
                folders.add(child.getPath());
            } else if (tree.options().accepts(InputLister.extension(name))) {
                prefix =
                        prefix.isEmpty() ? InputLister.withSlash(child.getPath().getParent()) : prefix;
                listed.take(InputLister.file(prefix, child), columns);
            } else {
                listed.skip(folder.toString(), InputLister.extension(name));
            }
        }
        if (tree.fs() instanceof LocalFileSystem local) {
            addLeftOut(local.pathToFile(folder).toPath(), count, listed, columns);
        }
        tree.listed().accept(listed.found().size());
        return folders;
    }

    /** Hadoop leaves out links to nothing, and names that are no text in the encoding of file names. */
    private void addLeftOut(java.nio.file.Path local, long known, Listed listed, Map<String, @Nullable String> columns)
            throws IOException {
        if (count(local) <= known) {
            return;
        }
        Set<String> names = new HashSet<>();
        RemoteIterator<FileStatus> children = tree.fs().listStatusIterator(folder);
        while (children.hasNext()) {
            names.add(children.next().getPath().getName());
        }
        try (DirectoryStream<java.nio.file.Path> all = Files.newDirectoryStream(local)) {
            for (java.nio.file.Path child : all) {
                String name = String.valueOf(child.getFileName());
                if (names.contains(name) || child.toFile().exists()) {
                    continue; // the latter has come in between
                }
                if (InputLister.isHidden(name)) {
                    listed.skipHidden(folder.toString());
                } else if (!tree.options().accepts(InputLister.extension(name))) {
                    listed.skip(folder.toString(), InputLister.extension(name));
                } else {
                    String problem = Files.exists(child)
                            ? "cannot be opened: its name is not valid in the encoding of file names, UTF-8 for example"
                            : "is a link to what does not exist";
                    listed.take(
                            InputFile.unreadable(InputLister.withSlash(folder) + name, InputFile.UNKNOWN, problem),
                            columns);
                }
            }
        }
    }

    private static long count(java.nio.file.Path local) throws IOException {
        long count = 0;
        try (DirectoryStream<java.nio.file.Path> all = Files.newDirectoryStream(local)) {
            for (java.nio.file.Path ignored : all) {
                count++;
            }
        }
        return count;
    }

    /** A link may lead to a folder that encloses it; the real path of a local folder tells. */
    private static String identity(Path folder) throws IOException {
        return "file".equals(folder.toUri().getScheme())
                ? new File(folder.toUri().getPath()).toPath().toRealPath().toString()
                : folder.toString();
    }
}
