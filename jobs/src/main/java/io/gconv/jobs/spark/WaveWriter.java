package io.gconv.jobs.spark;

import io.gconv.jobs.input.InputFile;
import io.gconv.jobs.input.InputListing;
import io.gconv.jobs.output.OutputFolder;
import io.gconv.jobs.report.Words;
import io.gconv.jobs.table.FeaturesTable;
import io.gconv.jobs.table.MapsTable;
import java.io.PrintWriter;
import java.util.HashSet;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.util.CollectionAccumulator;
import org.apache.spark.util.LongAccumulator;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Computes the rows of a wave and writes them to its staging folder.
 *
 * @param spark the session
 * @param request what was asked for
 * @param output where to
 * @param id the wave
 * @param mapRowsPerFile cuts files of maps; not used without maps
 */
record WaveWriter(SparkSession spark, ExtractRequest request, OutputFolder output, String id, long mapRowsPerFile) {

    /** Runs the Spark jobs. */
    Wave write(InputListing inputs, Broadcast<SerializableConfiguration> hadoop, ProgressStyle style, PrintWriter err) {
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        List<InputFile> files = inputs.files();
        int wanted = request.partitions() > 0
                ? request.partitions()
                : Partitions.defaultCount(files, context.defaultParallelism());
        List<List<InputFile>> runs = Partitions.cut(files, wanted);
        LongAccumulator images = context.sc().longAccumulator("gconv images");
        LongAccumulator errors = context.sc().longAccumulator("gconv errors");
        CollectionAccumulator<String> arithmetics = context.sc().collectionAccumulator("gconv engines");
        ImageTask task = new ImageTask(
                request.pipeline(),
                request.digest(),
                request.decoding(),
                new HashSet<>(request.maps()),
                hadoop,
                images,
                errors,
                arithmetics);
        JavaRDD<ImageRows> rows = context.parallelize(runs, runs.size()).mapPartitions(task);
        ProgressListener listener = new ProgressListener();
        spark.sparkContext().addSparkListener(listener);
        Progress progress =
                Progress.start(style, err, files.size(), () -> listener.count(images), () -> listener.count(errors));
        try {
            writeTables(rows, inputs.columns(), Words.count(files.size(), "image"));
        } finally {
            progress.stop();
            spark.sparkContext().removeSparkListener(listener);
        }
        return new Wave(
                runs.size(), arithmetics.value().stream().distinct().sorted().toList());
    }

    /** With maps, rows are computed once and wait on the local disks to be written as two tables. */
    private void writeTables(JavaRDD<ImageRows> rows, List<String> carried, String howMany) {
        String what = "gconv extract: " + howMany + " with pipeline "
                + request.pipeline().name();
        if (!request.maps().isEmpty()) {
            rows.persist(StorageLevel.DISK_ONLY());
            spark.sparkContext().setJobDescription(what + ", maps of " + String.join(", ", request.maps()));
            writeMaps(rows.flatMap(ImageRows::mapIterator));
        }
        spark.sparkContext().setJobDescription(what);
        parquet(spark.createDataFrame(rows.map(ImageRows::features), FeaturesTable.schema(carried))
                        .write())
                .option("parquet.enable.dictionary#descriptor.list.element", "false")
                .save(output.stagedFeatures(id).toString());
        rows.unpersist(false);
    }

    private void writeMaps(JavaRDD<Row> maps) {
        parquet(spark.createDataFrame(maps, MapsTable.SCHEMA).write())
                .option("parquet.enable.dictionary#values.list.element", "false")
                .option("maxRecordsPerFile", mapRowsPerFile)
                // a row may have many megabytes: look at the memory after each few, not after the hundredth
                .option("parquet.page.size.row.check.min", "1")
                .option("parquet.page.size.row.check.max", "8")
                .save(output.stagedMaps(id).toString());
    }

    private static DataFrameWriter<Row> parquet(DataFrameWriter<Row> writer) {
        return writer.mode(SaveMode.ErrorIfExists).format("parquet").option("compression", "zstd");
    }
}
