package io.gconv.jobs.spark.source;

import static io.gconv.jobs.error.UserException.usage;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.sha2;

import io.gconv.jobs.error.UserException;
import io.gconv.jobs.input.InputFacts;
import io.gconv.jobs.input.InputFile;
import io.gconv.jobs.input.InputRequest;
import io.gconv.jobs.spark.source.WaveOptions.Stale;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import javax.imageio.stream.ImageInputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a Parquet table. Its images do not pass through the driver, but for a few: those by which the size of maps
 * is judged, and those that a report shows. All else that is asked of the table needs the column of identifiers only.
 *
 * @param rows the columns of {@link TableColumns}, then those that are carried through
 * @param files the whole files that the rows are of: Spark cuts them into as many parts, and joins nothing to do so
 * @param columns those that are carried through
 * @param images how many rows
 * @param bytes the length of the table's files
 * @param encoder makes files of what the table has in the column of images
 */
record TableSource(Dataset<Row> rows, Dataset<Row> files, StructType columns, long images, long bytes, Encoder encoder)
        implements ImageSource {

    /** Makes the bytes of a file of what a table has; where images are computed, after they were moved. */
    @FunctionalInterface
    interface Encoder extends Serializable {
        byte[] file(byte[] stored);

        /** Returns how many bytes the image has in its file. */
        default int length(byte[] stored) {
            return stored.length;
        }
    }

    private record RowImage(InputFile file, byte @Nullable [] bytes) implements InputImage {
        @Override
        public byte[] read() throws IOException {
            if (bytes == null) {
                throw new IOException(file.problem());
            }
            return bytes;
        }

        @Override
        public Optional<ImageInputStream> stream() {
            return Optional.empty();
        }
    }

    /**
     * Opens tables as one.
     *
     * @throws UserException if they do not have what is asked for, or identifiers are missing or not unique
     */
    static TableSource open(SparkSession spark, List<String> names, InputRequest request, Configuration hadoop) {
        String source = "--input " + String.join(", ", names);
        Dataset<Row> table = ParquetInput.open(spark, "--input", names, hadoop);
        TableColumns columns = TableColumns.of(table.schema(), source, request);
        checkColumns(spark, names, request, hadoop);
        spark.sparkContext().setJobDescription("gconv: looking at " + source);
        List<Row> files = table.groupBy(TableColumns.FILE)
                .agg(count(lit(1)), max(TableColumns.ROW))
                .collectAsList();
        if (files.isEmpty()) {
            throw usage(source + " has no rows");
        }
        checkFiles(files, source);
        List<Row> sizes = table.select(TableColumns.FILE, TableColumns.FILE_SIZE)
                .distinct()
                .collectAsList();
        Dataset<Row> rows = table.select(columns.expressions());
        if (!columns.idsAreUnique()) {
            checkIds(rows, source);
        }
        return new TableSource(
                rows,
                rows,
                columns.kept(),
                files.stream().mapToLong(row -> row.getLong(1)).sum(),
                sizes.stream().mapToLong(row -> row.getLong(1)).sum(),
                bytes -> bytes);
    }

    /** Spark takes the schema of one file for all, and finds out in the middle of a run that another has other types. */
    private static void checkColumns(
            SparkSession spark, List<String> names, InputRequest request, Configuration hadoop) {
        String first = "--input " + names.get(0);
        StructType kept = new StructType();
        for (String name : names.size() > 1 ? names : List.<String>of()) {
            String source = "--input " + name;
            StructType schema =
                    ParquetInput.open(spark, "--input", List.of(name), hadoop).schema();
            StructType own = TableColumns.of(schema, source, request).kept();
            kept = kept.isEmpty() ? own : kept;
            ParquetInput.checkSame(kept, first, own, source);
        }
    }

    /** Spark reads a file as often as inputs lead to it. */
    private static void checkFiles(List<Row> files, String source) {
        for (Row file : files) {
            if (file.getLong(1) > file.getLong(2) + 1) {
                throw usage(source + " has the file " + TableColumns.hadoopPath(file.getString(0))
                        + " more than once; name every table once, and no file of one beside it");
            }
        }
    }

    private static void checkIds(Dataset<Row> rows, String source) {
        String remedy = "; name a column without such values with --id-column, or say --id-column "
                + TableColumns.ROW_ID + " to use the number of the row in its file";
        List<Row> twice = rows.groupBy(TableColumns.PATH)
                .count()
                .filter(col("count").gt(1).or(col(TableColumns.PATH).isNull()))
                .orderBy(TableColumns.PATH)
                .limit(1)
                .collectAsList();
        for (Row row : twice) {
            throw row.isNullAt(0)
                    ? usage(source + " has " + row.getLong(1) + " rows whose identifier is NULL" + remedy)
                    : usage(source + " has " + row.getLong(1) + " rows with the identifier " + row.getString(0)
                            + remedy);
        }
    }

    @Override
    public InputFacts facts() {
        return new InputFacts(images, bytes, 0, "", List.of(columns.fieldNames()), new TreeMap<>(), 0, "");
    }

    @Override
    public UserException clash(String column) {
        return usage("--keep " + column + " would become the column " + column.toLowerCase(Locale.ROOT)
                + ", which exists already; leave it out, or rename it in the table");
    }

    @Override
    public ImageSource sample(int count) {
        Dataset<Row> chosen = rows.sparkSession()
                .createDataset(List.copyOf(samplePaths(count)), Encoders.STRING())
                .toDF(TableColumns.PATH);
        return with(joined(chosen, "left_semi"), Math.min(count, images));
    }

    /** The same hash as that of files, computed by Spark. */
    @Override
    public Set<String> samplePaths(int count) {
        Column path = col(TableColumns.PATH);
        Set<String> paths = new HashSet<>();
        rows.select(path)
                .orderBy(sha2(concat(lit(Samples.SEED), path).cast("binary"), 256))
                .limit(count)
                .collectAsList()
                .forEach(row -> paths.add(row.getString(0)));
        return paths;
    }

    /** The first ones. */
    @Override
    public List<InputImage> few(int count, Configuration hadoop) {
        return rows.limit(count).collectAsList().stream()
                .map(row -> image(row, encoder))
                .toList();
    }

    /** Looks for the identifier first, and then reads one file. */
    @Override
    public Optional<InputImage> find(String path, Configuration hadoop) {
        return rows
                .filter(col(TableColumns.PATH).equalTo(path))
                .select(TableColumns.PLACE_FILE, TableColumns.PLACE_ROW)
                .limit(1)
                .collectAsList()
                .stream()
                .flatMap(place -> rows
                        .filter(col(TableColumns.PLACE_FILE)
                                .equalTo(place.getString(0))
                                .and(col(TableColumns.PLACE_ROW).equalTo(place.getLong(1))))
                        .collectAsList()
                        .stream())
                .map(row -> image(row, encoder))
                .findFirst();
    }

    /**
     * What was removed from a table is not looked for: its output may hold the rows of other tables too. The images that
     * are left are found by a join, wave by wave, with what {@code published} keeps.
     */
    @Override
    public Pending pending(Published published, Set<Stale> stale, LongConsumer progress) {
        Optional<Dataset<Row>> there = published.keptVersions();
        if (there.isEmpty()) {
            return new Pending(this, new Outdated(0, 0, 0, 0), List.of());
        }
        Dataset<Row> versions = there.get();
        Column same = rows.col(TableColumns.PATH).equalTo(versions.col("path"));
        Column modified = rows.col(TableColumns.MODIFIED).eqNullSafe(versions.col("modified"));
        Column retry = lit(stale.contains(Stale.ERRORS)).and(versions.col("failed"));
        Dataset<Row> old = rows.select(TableColumns.PATH, TableColumns.MODIFIED)
                .join(broadcast(versions), same)
                .filter(retry.or(modified.unary_$bang()))
                .select(versions.col("path"), retry.as("retry"));
        Row counts = old.agg(count_if(col("retry")), count(lit(1))).head();
        long retried = counts.getLong(0);
        long changed = counts.getLong(1) - retried;
        List<String> outdated = stale.isEmpty()
                ? List.of()
                : old.filter(col("retry").or(lit(stale.contains(Stale.CHANGED))))
                        .select("path")
                        .as(Encoders.STRING())
                        .collectAsList();
        Dataset<Row> missing = joined(versions.select(col("path").as(TableColumns.PATH)), "left_anti");
        return new Pending(with(missing, missing.count()), new Outdated(changed, retried, 0, 0), outdated);
    }

    /** A broadcast join: any other would sort the images. */
    private Dataset<Row> joined(Dataset<Row> paths, String type) {
        return rows.join(broadcast(paths), rows.col(TableColumns.PATH).equalTo(paths.col(TableColumns.PATH)), type);
    }

    private TableSource with(Dataset<Row> some, long count) {
        return with(some, files, count);
    }

    /** Returns some rows of some of the files. */
    TableSource with(Dataset<Row> some, Dataset<Row> whole, long count) {
        return new TableSource(
                some, whole, columns, count, (long) ((double) bytes * count / Math.max(1, images)), encoder);
    }

    @Override
    public WaveQueue queue() {
        return new TableQueue(this);
    }

    /** None: a row is read as a whole. */
    @Override
    public List<InputFile> filesFrom(long bytes) {
        return List.of();
    }

    @Override
    public ImageSource without(Set<String> paths) {
        return this;
    }

    /** Images are moved between executors only if the table has too few parts, or another number is asked for. */
    @Override
    public JavaRDD<InputImage> images(int partitions, Broadcast<SerializableConfiguration> hadoop) {
        int present = files.javaRDD().getNumPartitions();
        int cores = Partitions.cores(rows.sparkSession().sparkContext());
        int wanted =
                partitions > 0 ? partitions : Partitions.defaultCount(images, Partitions.cost(images, bytes), cores);
        boolean move = partitions > 0 ? present != wanted : present < wanted;
        Dataset<Row> spread = move ? rows.repartition(wanted, col(TableColumns.PATH)) : rows;
        Encoder encode = encoder; // not this, which does not go to executors
        return spread.javaRDD().map(row -> image(row, encode));
    }

    private static InputImage image(Row row, Encoder encoder) {
        String path = row.getAs(TableColumns.PATH);
        byte[] bytes = row.getAs(TableColumns.IMAGE);
        long modified = row.<Long>getAs(TableColumns.MODIFIED);
        if (bytes == null) {
            String problem = row.getAs(TableColumns.PROBLEM);
            return new RowImage(InputFile.unreadable(path, modified, problem).withColumns(kept(row)), null);
        }
        byte[] file = encoder.file(bytes);
        return new RowImage(new InputFile(path, encoder.length(bytes), modified, kept(row)), file);
    }

    private static List<@Nullable Object> kept(Row row) {
        List<@Nullable Object> kept = new ArrayList<>();
        for (int i = TableColumns.FIXED; i < row.size(); i++) {
            kept.add(row.get(i));
        }
        return kept;
    }
}
