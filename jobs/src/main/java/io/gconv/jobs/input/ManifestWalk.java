package io.gconv.jobs.input;

import static io.gconv.jobs.error.UserException.usage;

import io.gconv.jobs.input.Manifest.Entry;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.function.LongConsumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/** Looks up what a manifest names, several files at a time. What is not there is listed, with the reason. */
final class ManifestWalk {

    private static final int AT_ONCE = 256;

    private final Manifest manifest;
    private final ListingOptions options;
    private final Configuration hadoop;
    private final LongConsumer progress;
    private final Map<String, String> folders = new ConcurrentHashMap<>();

    ManifestWalk(Manifest manifest, ListingOptions options, Configuration hadoop, LongConsumer progress) {
        this.manifest = manifest;
        this.options = options;
        this.hadoop = hadoop;
        this.progress = progress;
    }

    Listed run(ForkJoinPool pool) {
        if (options.folderLabel() && manifest.columns().contains(ListingOptions.LABEL)) {
            throw usage("--folder-label and --keep label both give the column label; leave one out");
        }
        List<ForkJoinTask<Listed>> tasks = new ArrayList<>();
        for (int i = 0; i < manifest.entries().size(); i += AT_ONCE) {
            List<Entry> some = manifest.entries()
                    .subList(i, Math.min(i + AT_ONCE, manifest.entries().size()));
            tasks.add(pool.submit(() -> listed(some)));
        }
        Listed all = new Listed();
        tasks.forEach(task -> all.add(task.join()));
        return all;
    }

    private Listed listed(List<Entry> entries) {
        Listed listed = new Listed();
        for (Entry entry : entries) {
            Path path = path(entry);
            FileSystem fs = fileSystem(path);
            Path qualified = fs.makeQualified(path);
            listed.take(file(fs, qualified), columns(entry, qualified));
        }
        progress.accept(entries.size());
        return listed;
    }

    private Path path(Entry entry) {
        try {
            return manifest.resolve(entry);
        } catch (IllegalArgumentException e) {
            throw usage("--manifest " + manifest.source() + " names '" + entry.path() + "', which is not a path");
        }
    }

    private InputFile file(FileSystem fs, Path path) {
        try {
            FileStatus status = fs.getFileStatus(path);
            return status.isDirectory()
                    ? unreadable(path, "is a folder; a manifest names files")
                    : InputLister.file(folder(path), status);
        } catch (FileNotFoundException e) {
            String hint =
                    path.getName().indexOf('\t') < 0 ? "" : "; it has a tab, and a line is one path, up to its end";
            return unreadable(path, "does not exist, but the manifest names it" + hint);
        } catch (IOException e) { // it may be there, and its published row may be right
            throw FileSystems.failure(named(path) + " cannot be looked up", e);
        }
    }

    private static InputFile unreadable(Path path, String problem) {
        return InputFile.unreadable(path.toString(), InputFile.UNKNOWN, problem);
    }

    /** The same string for all files of a folder. */
    private String folder(Path path) {
        return folders.computeIfAbsent(InputLister.withSlash(path.getParent()), folder -> folder);
    }

    private FileSystem fileSystem(Path path) {
        try {
            return FileSystems.of(path, named(path), hadoop);
        } catch (IOException e) { // it has no credentials
            throw FileSystems.failure(named(path) + " cannot be reached", e);
        }
    }

    private String named(Path path) {
        return "--manifest " + manifest.source() + " names " + path + ", which";
    }

    private Map<String, ? extends @Nullable Object> columns(Entry entry, Path path) {
        if (manifest.columns().isEmpty() && !options.folderLabel()) {
            return Map.of();
        }
        Map<String, @Nullable Object> columns = new LinkedHashMap<>();
        for (int i = 0; i < manifest.columns().size(); i++) {
            columns.put(manifest.columns().get(i), entry.columns().get(i));
        }
        if (options.folderLabel()) {
            columns.put(ListingOptions.LABEL, path.getParent().getName());
        }
        return Collections.unmodifiableMap(columns);
    }
}
