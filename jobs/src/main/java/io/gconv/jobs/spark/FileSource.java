package io.gconv.jobs.spark;

import static org.apache.spark.sql.types.DataTypes.StringType;

import io.gconv.jobs.error.UserException;
import io.gconv.jobs.input.InputFacts;
import io.gconv.jobs.input.InputFile;
import io.gconv.jobs.input.InputListing;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Files, listed on the driver and read by executors.
 *
 * @param listing the files
 * @param kept the columns of manifests, with their types; those from folder names are strings
 */
record FileSource(InputListing listing, StructType kept) implements ImageSource {

    private record FileImage(InputFile file, Configuration hadoop) implements InputImage {
        @Override
        public byte[] read() throws IOException {
            return FileBytes.read(file, hadoop);
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
            few.add(new FileImage(files.get(i), hadoop));
        }
        return few;
    }

    @Override
    public Optional<InputImage> find(String path, Configuration hadoop) {
        return listing.files().stream()
                .filter(file -> file.path().equals(path))
                .<InputImage>map(file -> new FileImage(file, hadoop))
                .findFirst();
    }

    @Override
    public Pending pending(Published published) {
        Published.Versions versions = published.versions(SparkSession.active());
        return new Pending(with(versions.missing(listing.files())), versions.changed(listing.files()));
    }

    private FileSource with(List<InputFile> files) {
        return new FileSource(listing.withFiles(files), kept);
    }

    @Override
    public JavaRDD<InputImage> images(int partitions, Broadcast<SerializableConfiguration> hadoop) {
        JavaSparkContext context =
                JavaSparkContext.fromSparkContext(SparkSession.active().sparkContext());
        List<InputFile> files = listing.files();
        int wanted = partitions > 0 ? partitions : Partitions.defaultCount(files, context.defaultParallelism());
        List<List<InputFile>> runs = Partitions.cut(files, wanted);
        return context.parallelize(runs, runs.size()).mapPartitions(lists -> opened(lists, hadoop));
    }

    private static Iterator<InputImage> opened(
            Iterator<List<InputFile>> lists, Broadcast<SerializableConfiguration> hadoop) {
        Configuration configuration = hadoop.value().value();
        Iterable<List<InputFile>> iterable = () -> lists;
        return StreamSupport.stream(iterable.spliterator(), false).toList().stream()
                .flatMap(List::stream)
                .<InputImage>map(file -> new FileImage(file, configuration))
                .iterator();
    }
}
