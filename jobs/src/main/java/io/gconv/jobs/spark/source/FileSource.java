package io.gconv.jobs.spark.source;

import static org.apache.spark.sql.types.DataTypes.StringType;

import io.gconv.jobs.error.UserException;
import io.gconv.jobs.input.InputFacts;
import io.gconv.jobs.input.InputFile;
import io.gconv.jobs.input.InputLister;
import io.gconv.jobs.input.InputListing;
import io.gconv.jobs.spark.source.WaveOptions.Stale;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import javax.imageio.stream.ImageInputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Files, listed on the driver and read by executors.
 *
 * @param listing the files
 * @param found the files before a sample was taken of them
 * @param kept the columns of manifests, with their types; those from folder names are strings
 */
public record FileSource(InputListing listing, InputListing found, StructType kept) implements ImageSource {

    /** FILE#ROW, as {@link TableColumns} has it. */
    private static final Pattern TABLE_ROW = Pattern.compile(".+#[0-9]+", Pattern.DOTALL);

    /** Creates a source of all files that were found. */
    public FileSource(InputListing found, StructType kept) {
        this(found, found, kept);
    }

    private record FileImage(InputFile file, Configuration hadoop) implements InputImage {
        @Override
        public byte[] read() throws IOException {
            byte[] bytes = FileBytes.read(file, hadoop);
            TaskContext task = TaskContext.get();
            if (task != null) { // Spark counts what its own readers read, and shows it per stage
                task.taskMetrics().inputMetrics().incBytesRead(bytes.length);
                task.taskMetrics().inputMetrics().incRecordsRead(1);
            }
            return bytes;
        }

        @Override
        public Optional<ImageInputStream> stream() {
            return file.length() < 0 ? Optional.empty() : Optional.of(FileSource.stream(file, hadoop));
        }
    }

    @Override
    public InputFacts facts() {
        return listing.facts();
    }

    @Override
    public StructType columns() {
        StructType columns = new StructType();
        Set<String> typed = Set.of(kept.fieldNames());
        for (String name : listing.columns()) {
            columns = typed.contains(name) ? columns.add(kept.apply(name)) : columns.add(name, StringType);
        }
        return columns;
    }

    @Override
    public UserException clash(String column) {
        String exists = " would become the column " + column.toLowerCase(Locale.ROOT) + ", which exists already; ";
        return Set.of(kept.fieldNames()).contains(column)
                ? UserException.usage("--keep " + column + exists + "rename it in the manifest")
                : UserException.usage(
                        "a folder named " + column + "=…" + exists + "name the inputs below that folder, or rename it");
    }

    @Override
    public ImageSource sample(int count) {
        return with(Samples.of(listing.files(), count));
    }

    @Override
    public Set<String> samplePaths(int count) {
        Set<String> paths = new HashSet<>();
        Samples.of(listing.files(), count).forEach(file -> paths.add(file.path()));
        return paths;
    }

    /** Evenly spaced ones. */
    @Override
    public List<InputImage> few(int count, Configuration hadoop) {
        List<InputFile> files = listing.files();
        List<InputImage> few = new ArrayList<>();
        int step = Math.max(1, files.size() / count);
        for (int i = step / 2; i < files.size() && few.size() < count; i += step) {
            few.add(image(files.get(i), hadoop));
        }
        return few;
    }

    @Override
    public Optional<InputImage> find(String path, Configuration hadoop) {
        int i = listing.indexOf(path);
        return i < 0 ? Optional.empty() : Optional.of(image(listing.files().get(i), hadoop));
    }

    /** The rows pass by one after the other; what stays of them is three bits for a file. */
    @Override
    public Pending pending(Published published, Set<Stale> stale, LongConsumer progress) {
        List<InputFile> files = listing.files();
        BitSet present = new BitSet(files.size());
        BitSet retried = new BitSet(files.size());
        BitSet changed = new BitSet(files.size());
        List<String> unfound = new ArrayList<>();
        Iterator<Row> rows = published.versions().map(Dataset::toLocalIterator).orElse(Collections.emptyIterator());
        while (rows.hasNext()) {
            Row row = rows.next();
            int i = listing.indexOf(row.getString(0));
            if (i >= 0) {
                boolean retry = stale.contains(Stale.ERRORS) && row.getBoolean(3);
                present.set(i);
                retried.set(i, retry);
                changed.set(i, !retry && !isVersion(files.get(i), row));
            } else if (found.indexOf(row.getString(0)) < 0 && found.searched(row.getString(0))) {
                unfound.add(row.getString(0));
            }
        }
        Configuration hadoop = SparkSession.active().sessionState().newHadoopConf();
        boolean refresh = stale.contains(Stale.CHANGED);
        List<InputFile> missing = new ArrayList<>();
        List<String> absent = withoutTables(unfound, hadoop, progress);
        List<String> gone = refresh ? InputLister.gone(absent, hadoop, progress) : List.of();
        List<String> outdated = new ArrayList<>(gone);
        for (int i = 0; i < files.size(); i++) {
            if (retried.get(i) || (refresh && changed.get(i))) {
                outdated.add(files.get(i).path());
            }
            if (!present.get(i)) {
                missing.add(files.get(i));
            }
        }
        return new Pending(
                with(missing),
                new Outdated(changed.cardinality(), retried.cardinality(), absent.size(), gone.size()),
                outdated);
    }

    private static boolean isVersion(InputFile file, Row row) {
        long bytes = row.isNullAt(1) ? InputFile.UNKNOWN : row.getLong(1);
        long modified = row.isNullAt(2) ? InputFile.UNKNOWN : row.getLong(2);
        return file.length() == bytes && file.modifiedMillis() == modified;
    }

    /** Leaves out rows of tables that are there: another run read them, and a listing of images does not find them. */
    private static List<String> withoutTables(List<String> paths, Configuration hadoop, LongConsumer progress) {
        List<String> tables = paths.stream()
                .filter(TABLE_ROW.asMatchPredicate())
                .map(FileSource::table)
                .distinct()
                .toList();
        Set<String> gone = Set.copyOf(InputLister.gone(tables, hadoop, progress));
        return paths.stream()
                .filter(path -> !TABLE_ROW.matcher(path).matches() || gone.contains(table(path)))
                .toList();
    }

    private static String table(String row) {
        return row.substring(0, row.lastIndexOf('#'));
    }

    FileSource with(List<InputFile> files) {
        return new FileSource(listing.withFiles(files), found, kept);
    }

    @Override
    public WaveQueue queue() {
        return new FileQueue(this);
    }

    @Override
    public List<InputFile> filesFrom(long bytes) {
        return listing.files().stream().filter(file -> file.length() >= bytes).toList();
    }

    @Override
    public ImageSource without(Set<String> paths) {
        return with(listing.files().stream()
                .filter(file -> !paths.contains(file.path()))
                .toList());
    }

    @Override
    public JavaRDD<InputImage> images(int partitions, Broadcast<SerializableConfiguration> hadoop) {
        JavaSparkContext context =
                JavaSparkContext.fromSparkContext(SparkSession.active().sparkContext());
        List<InputFile> files = listing.files();
        int wanted = partitions > 0 ? partitions : Partitions.defaultCount(files, Partitions.cores(context.sc()));
        List<List<InputFile>> runs = Partitions.cut(files, wanted);
        return context.parallelize(runs, runs.size())
                .setName("lists of files")
                .mapPartitions(lists -> opened(lists, hadoop))
                .setName("files");
    }

    /** Returns a file to be read. */
    public static InputImage image(InputFile file, Configuration hadoop) {
        return new FileImage(file, hadoop);
    }

    /** Returns a stream of a file, which says when it is read what is wrong. */
    public static ImageInputStream stream(InputFile file, Configuration hadoop) {
        return new HadoopImageInputStream(file, hadoop);
    }

    private static Iterator<InputImage> opened(
            Iterator<List<InputFile>> lists, Broadcast<SerializableConfiguration> hadoop) {
        Configuration configuration = hadoop.value().value();
        Iterable<List<InputFile>> iterable = () -> lists;
        return StreamSupport.stream(iterable.spliterator(), false).toList().stream()
                .flatMap(List::stream)
                .map(file -> image(file, configuration))
                .iterator();
    }
}
