package io.gconv.jobs.spark;

import io.gconv.jobs.input.InputFile;
import io.gconv.jobs.output.OutputFolder;
import io.gconv.jobs.output.OutputSettings;
import java.io.IOException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/**
 * The rows that an output holds already, by path.
 *
 * @param table where they are, if there are any
 */
record Published(Optional<Path> table) {

    private record Version(long length, long modifiedMillis) {}

    /** All of them, on the driver. */
    static final class Versions {

        private final Map<String, Version> byPath = new HashMap<>();

        /** Returns the files without a row. */
        List<InputFile> missing(List<InputFile> files) {
            return files.stream()
                    .filter(file -> !byPath.containsKey(file.path()))
                    .toList();
        }

        /** Returns how many files are not what their row was made of. */
        long changed(List<InputFile> files) {
            return files.stream()
                    .filter(file -> {
                        @Nullable Version version = byPath.get(file.path());
                        return version != null && !version.equals(new Version(file.length(), file.modifiedMillis()));
                    })
                    .count();
        }
    }

    /**
     * Looks whether rows are there.
     *
     * @throws io.gconv.jobs.error.UserException if they are of another pipeline
     */
    static Published read(SparkSession spark, OutputFolder output, OutputSettings wanted) throws IOException {
        if (!output.hasRows()) {
            return new Published(Optional.empty());
        }
        spark.sparkContext().setJobDescription("gconv: looking up published rows");
        Dataset<Row> rows = spark.read().parquet(literal(output.table()));
        for (Row row : rows.select("pipeline", "pipeline_digest").distinct().collectAsList()) {
            output.checkPipeline(row.getString(0), row.getString(1), wanted);
        }
        return new Published(Optional.of(output.table()));
    }

    /** Spark takes the paths it reads for globs: this one names just the folder. */
    static String literal(Path path) {
        return path.toString().replaceAll("([\\\\*?\\[\\]{}])", "\\\\$1");
    }

    /** Returns columns {@code path}, {@code bytes} and {@code modified} of the images, each once. */
    Optional<Dataset<Row>> rows(SparkSession spark) {
        return table.map(folder -> spark.read()
                .parquet(literal(folder))
                .select("path", "bytes", "modified")
                .distinct());
    }

    /** Collects them. */
    Versions versions(SparkSession spark) {
        Versions versions = new Versions();
        Iterator<Row> iterator =
                rows(spark).map(rows -> rows.toLocalIterator()).orElse(java.util.Collections.emptyIterator());
        while (iterator.hasNext()) {
            Row row = iterator.next();
            long bytes = row.isNullAt(1) ? InputFile.UNKNOWN : row.getLong(1);
            long modified =
                    row.isNullAt(2) ? InputFile.UNKNOWN : row.getTimestamp(2).getTime();
            versions.byPath.put(row.getString(0), new Version(bytes, modified));
        }
        return versions;
    }
}
