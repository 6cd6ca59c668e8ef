package io.gconv.jobs.spark;

import io.gconv.jobs.output.OutputFolder;
import io.gconv.jobs.report.Words;
import java.io.PrintWriter;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
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
 * @param work what is done with an image
 * @param table how the table is written
 * @param side how the table beside it is written, if there is one
 * @param output where to
 * @param id the wave
 */
record WaveWriter(
        SparkSession spark,
        JobRequest request,
        ImageWork work,
        TableFormat table,
        Optional<TableFormat> side,
        OutputFolder output,
        String id) {

    /** Runs the Spark jobs. */
    Wave write(ImageSource source, Broadcast<SerializableConfiguration> hadoop, ProgressStyle style, PrintWriter err) {
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        long count = source.facts().images();
        LongAccumulator images = context.sc().longAccumulator("gconv images");
        LongAccumulator errors = context.sc().longAccumulator("gconv errors");
        CollectionAccumulator<String> arithmetics = context.sc().collectionAccumulator("gconv engines");
        ImageTask task = new ImageTask(work, request.decoding(), images, errors, arithmetics);
        JavaRDD<InputImage> inputs = source.images(request.partitions(), hadoop);
        JavaRDD<ImageRows> rows = inputs.mapPartitions(task);
        ProgressListener listener = new ProgressListener();
        spark.sparkContext().addSparkListener(listener);
        Progress progress =
                Progress.start(style, err, count, () -> listener.count(images), () -> listener.count(errors));
        try {
            writeTables(rows, Words.count(count, "image"));
        } finally {
            progress.stop();
            spark.sparkContext().removeSparkListener(listener);
        }
        return new Wave(
                rows.getNumPartitions(),
                arithmetics.value().stream().distinct().sorted().toList());
    }

    /** With a side table, rows are computed once and wait on the local disks to be written as two tables. */
    private void writeTables(JavaRDD<ImageRows> rows, String howMany) {
        String what = "gconv " + request.layout().command() + ": " + howMany + " with pipeline "
                + request.pipeline().name();
        if (side.isPresent()) {
            rows.persist(StorageLevel.DISK_ONLY());
            spark.sparkContext().setJobDescription(what + ", maps");
            write(rows.flatMap(ImageRows::sideIterator), side.get(), output.stagedSideTable(id));
        }
        spark.sparkContext().setJobDescription(what);
        write(rows.flatMap(ImageRows::iterator), table, output.stagedTable(id));
        rows.unpersist(false);
    }

    private void write(JavaRDD<Row> rows, TableFormat format, Path folder) {
        spark.createDataFrame(rows, format.schema())
                .write()
                .mode(SaveMode.ErrorIfExists)
                .format("parquet")
                .option("compression", "zstd")
                .options(format.options())
                .save(folder.toString());
    }
}
