package io.gconv.jobs.spark.source;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.unix_millis;

import io.gconv.jobs.output.OutputFolder;
import io.gconv.jobs.output.Waves;
import io.gconv.jobs.table.FeaturesTable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;

/**
 * The rows of published waves; others are not looked at.
 *
 * @param rows those of the table, with the column {@code wave}; empty if there is no wave
 */
public record Published(Optional<Dataset<Row>> rows) implements AutoCloseable {

    /** Looks which waves are there. */
    public static Published read(SparkSession spark, OutputFolder output, Waves waves) throws IOException {
        List<Path> published = waves.published();
        if (published.isEmpty()) {
            return new Published(Optional.empty());
        }
        return new Published(Optional.of(spark.read()
                .option("basePath", output.table().toString())
                .parquet(published.stream().map(Published::literal).toArray(String[]::new))));
    }

    /** Spark takes the paths it reads for globs: this one names just the folder. */
    public static String literal(Path path) {
        return path.toString().replaceAll("([\\\\*?\\[\\]{}])", "\\\\$1");
    }

    /**
     * Returns columns {@code path}, {@code bytes}, {@code modified} and {@code failed} of the images, each once. Times are
     * milliseconds since 1970 UTC: of what class others are, the session decides.
     */
    Optional<Dataset<Row>> versions() {
        return rows.map(all -> all.select(
                        col("path"),
                        col("bytes"),
                        unix_millis(col("modified")).as("modified"),
                        col("status").equalTo(FeaturesTable.ERROR).as("failed"))
                .distinct());
    }

    /** Returns {@link #versions}, which are computed once and kept by Spark until {@link #close}. */
    Optional<Dataset<Row>> keptVersions() {
        return versions().map(all -> all.persist(StorageLevel.MEMORY_AND_DISK()));
    }

    /** Spark lets go of what it keeps. */
    @Override
    public void close() {
        versions().ifPresent(all -> all.unpersist(false));
    }

    /** Returns the names of the waves that have rows of these paths. */
    public List<String> wavesWith(Dataset<Row> paths) {
        return rows
                .map(all -> all.join(broadcast(paths), "path")
                        .select(col("wave").cast("string"))
                        .distinct()
                        .orderBy("wave")
                        .collectAsList())
                .orElse(List.of())
                .stream()
                .map(row -> row.getString(0))
                .toList();
    }
}
