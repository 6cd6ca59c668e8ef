package io.gconv.jobs.spark;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;

import io.gconv.jobs.output.OutputFolder;
import io.gconv.jobs.output.Waves;
import io.gconv.jobs.spark.source.ParquetInput;
import io.gconv.jobs.spark.source.Published;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Removes rows from published waves: each wave that has such rows is replaced by one with the others.
 *
 * @param table how the table is written
 * @param side how the table beside it is written, if there is one
 * @param id the run
 */
record StaleRows(
        SparkSession spark,
        OutputFolder output,
        Waves waves,
        TableFormat table,
        Optional<TableFormat> side,
        String id) {

    /** Removes the rows of {@code stale}. What was read of {@code published} before cannot be read any more then. */
    void remove(Published published, List<String> stale) throws IOException {
        Dataset<Row> paths = ParquetInput.session(spark)
                .createDataset(stale, Encoders.STRING())
                .toDF("path");
        spark.sparkContext().setJobDescription("gconv: removing stale rows");
        List<String> touched = published.wavesWith(paths);
        for (int i = 0; i < touched.size(); i++) {
            String old = touched.get(i);
            waves.replace(old, String.format(Locale.ROOT, "%s-kept-%04d", id, i + 1), (to, sideTo) -> {
                if (side.isPresent()) {
                    keep(output.sideTable().orElseThrow(), old, paths, side.get(), sideTo);
                }
                keep(output.table(), old, paths, table, to);
            });
        }
    }

    private static void keep(Path from, String wave, Dataset<Row> paths, TableFormat format, Path to) {
        Dataset<Row> kept = paths.sparkSession()
                .read()
                .schema(format.schema())
                .parquet(Published.literal(new Path(from, "wave=" + wave)))
                .join(broadcast(paths), "path", "left_anti")
                .select(Arrays.stream(format.schema().fieldNames())
                        .map(name -> col(ParquetInput.quoted(name)))
                        .toArray(Column[]::new));
        WaveWriter.write(kept, format, to);
    }
}
