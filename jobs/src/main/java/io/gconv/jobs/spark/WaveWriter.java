package io.gconv.jobs.spark;

import io.gconv.jobs.report.Words;
import io.gconv.jobs.spark.source.ImageSource;
import io.gconv.jobs.spark.task.ImageRows;
import io.gconv.jobs.spark.task.ImageTask;
import io.gconv.jobs.spark.task.ImageWork;
import io.gconv.jobs.spark.task.Kinds;
import io.gconv.jobs.spark.task.LargeImage;
import io.gconv.jobs.spark.task.LargeImages;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.util.LongAccumulator;
import org.apache.spark.util.SerializableConfiguration;

/** Computes the rows of waves and writes them to folders, and tells how far that is. */
final class WaveWriter implements AutoCloseable {

    private final SparkSession spark;
    private final JobRequest request;
    private final ImageTask task;
    private final TableFormat table;
    private final Optional<TableFormat> side;
    private final Broadcast<SerializableConfiguration> hadoop;
    private final Kinds arithmetics = new Kinds();
    private final ProgressListener listener = new ProgressListener();
    private final Progress progress;

    /**
     * Starts to tell how far it is.
     *
     * @param work what is done with an image
     * @param table how the table is written
     * @param side how the table beside it is written, if there is one
     * @param total the number of images of all waves
     */
    WaveWriter(
            SparkSession spark,
            JobRequest request,
            Configuration hadoop,
            ImageWork work,
            TableFormat table,
            Optional<TableFormat> side,
            long total,
            ProgressStyle style,
            PrintWriter err) {
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        LongAccumulator images = context.sc().longAccumulator("gconv images");
        LongAccumulator errors = context.sc().longAccumulator("gconv errors");
        this.spark = spark;
        this.request = request;
        this.table = table;
        this.side = side;
        this.hadoop = context.broadcast(new SerializableConfiguration(hadoop));
        context.sc().register(arithmetics, "gconv engines");
        this.task =
                new ImageTask(work, request.decoding(), request.decodeTimeoutSeconds(), images, errors, arithmetics);
        spark.sparkContext().addSparkListener(listener);
        this.progress = Progress.start(style, err, total, () -> listener.count(images), () -> listener.count(errors));
    }

    /**
     * Computes images and writes their rows, those of the side table first. With a side table, rows are computed once and
     * wait on the local disks to be written as two tables.
     *
     * @return the number of partitions
     */
    int write(String wave, ImageSource source, Path tableFolder, Path sideFolder) {
        String what = "gconv " + request.layout().command() + ": "
                + Words.count(source.facts().images(), "image") + " with pipeline "
                + request.pipeline().name() + ", wave " + wave;
        spark.sparkContext().setJobDescription(what); // a table may have to be joined or moved first
        JavaRDD<ImageRows> rows = rows(source);
        if (side.isPresent()) {
            rows.persist(StorageLevel.DISK_ONLY());
            spark.sparkContext().setJobDescription(what + ", maps");
            spark.sparkContext().setCallSite("read, compute, write maps");
            write(
                    spark.createDataFrame(
                            rows.flatMap(image -> image.sideRows().iterator()),
                            side.get().schema()),
                    side.get(),
                    sideFolder);
        }
        spark.sparkContext().setJobDescription(what);
        spark.sparkContext().setCallSite(side.isPresent() ? "write rows" : "read, compute, write rows");
        write(
                spark.createDataFrame(rows.flatMap(image -> image.rows().iterator()), table.schema()),
                table,
                tableFolder);
        spark.sparkContext().clearCallSite();
        rows.unpersist(false);
        return rows.getNumPartitions();
    }

    private JavaRDD<ImageRows> rows(ImageSource source) {
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        Optional<LargeImages> splitting = task.work().bands().map(work -> new LargeImages(task, work, hadoop));
        List<LargeImage> large =
                splitting.map(images -> images.among(source, context)).orElse(List.of());
        ImageSource others = large.isEmpty()
                ? source
                : source.without(
                        large.stream().map(image -> image.file().path()).collect(Collectors.toSet()));
        List<JavaRDD<ImageRows>> rows = new ArrayList<>();
        if (others.facts().images() > 0) {
            rows.add(others.images(request.waves().partitions(), hadoop)
                    .mapPartitions(task)
                    .setName("rows of images"));
        }
        if (!large.isEmpty()) {
            rows.add(splitting.get().rows(large, context));
        }
        return rows.size() == 1
                ? rows.get(0)
                : context.union(rows.get(0), rows.get(1)).setName("rows of all images");
    }

    /** Writes rows in the way of a table. */
    static void write(Dataset<Row> rows, TableFormat format, Path folder) {
        rows.write()
                .mode(SaveMode.ErrorIfExists)
                .format("parquet")
                // by which a wave is known to be complete
                .option("mapreduce.fileoutputcommitter.marksuccessfuljobs", "true")
                .options(format.options())
                .save(folder.toString());
    }

    /** Returns what the executors computed with so far, each kind once. */
    List<String> arithmetics() {
        return arithmetics.value().stream().sorted().toList();
    }

    @Override
    public void close() {
        progress.stop();
        spark.sparkContext().removeSparkListener(listener);
        hadoop.destroy();
    }
}
