package io.gconv.jobs.spark;

import io.gconv.jobs.input.InputFile;
import io.gconv.jobs.output.OutputFolder;
import io.gconv.jobs.output.OutputSettings;
import java.io.IOException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/** The rows that an output holds already, by path. */
final class Published {

    private record Version(long length, long modifiedMillis) {}

    private final Map<String, Version> versions = new HashMap<>();

    private Published() {}

    /**
     * Reads which rows are there.
     *
     * @throws io.gconv.jobs.error.UserException if they are of another pipeline
     */
    static Published read(SparkSession spark, OutputFolder output, OutputSettings wanted) throws IOException {
        Published published = new Published();
        if (!output.hasRows()) {
            return published;
        }
        spark.sparkContext().setJobDescription("gconv: looking up published rows");
        Dataset<Row> rows = spark.read().parquet(literal(output.table()));
        for (Row row : rows.select("pipeline", "pipeline_digest").distinct().collectAsList()) {
            output.checkPipeline(row.getString(0), row.getString(1), wanted);
        }
        Iterator<Row> iterator =
                rows.select("path", "bytes", "modified").distinct().toLocalIterator();
        while (iterator.hasNext()) {
            Row row = iterator.next();
            published.versions.put(
                    row.getString(0),
                    new Version(row.getLong(1), row.getTimestamp(2).getTime()));
        }
        return published;
    }

    /** Spark takes the paths it reads for globs: this one names just the folder. */
    static String literal(Path path) {
        return path.toString().replaceAll("([\\\\*?\\[\\]{}])", "\\\\$1");
    }

    /** Returns the files without a row. */
    List<InputFile> missing(List<InputFile> files) {
        return files.stream().filter(file -> !versions.containsKey(file.path())).toList();
    }

    /** Returns how many files are not what their row was made of. */
    long changed(List<InputFile> files) {
        return files.stream()
                .filter(file -> {
                    @Nullable Version version = versions.get(file.path());
                    return version != null && !version.equals(new Version(file.length(), file.modifiedMillis()));
                })
                .count();
    }
}
