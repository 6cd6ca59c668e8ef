package io.gconv.jobs.spark;

import io.gconv.image.DecodeOptions;
import io.gconv.image.DecodedImage;
import io.gconv.image.ImageDecoder;
import io.gconv.jobs.input.InputFile;
import io.gconv.jobs.report.Words;
import io.gconv.jobs.table.FeaturesTable;
import io.gconv.jobs.table.MapsTable;
import io.gconv.pipeline.Features;
import io.gconv.pipeline.Pipeline;
import io.gconv.pipeline.PipelineSpec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.apache.spark.TaskContext;
import org.apache.spark.TaskKilledException;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.util.CollectionAccumulator;
import org.apache.spark.util.LongAccumulator;
import org.apache.spark.util.SerializableConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thing that goes to executors: files in, rows out, one image in memory at a time.
 *
 * <p>Whatever is wrong with a file becomes a row with its reason. Only what is wrong with the pipeline or the executor
 * fails the task.
 *
 * @param spec the pipeline, built once per JVM
 * @param digest its digest
 * @param decoding how images are decoded
 * @param keep the layers whose maps are kept; a serialisable set
 * @param hadoop how to reach the files
 * @param images counts images, for progress only: a task that runs twice counts twice
 * @param errors counts error rows, for progress only
 * @param arithmetics what tasks compute with, once per task
 */
record ImageTask(
        PipelineSpec spec,
        String digest,
        DecodeOptions decoding,
        Set<String> keep,
        Broadcast<SerializableConfiguration> hadoop,
        LongAccumulator images,
        LongAccumulator errors,
        CollectionAccumulator<String> arithmetics)
        implements FlatMapFunction<Iterator<List<InputFile>>, ImageRows> {

    private static final Logger LOG = LoggerFactory.getLogger(ImageTask.class);

    @Override
    public Iterator<ImageRows> call(Iterator<List<InputFile>> partition) {
        arithmetics.add(Engine.arithmetic());
        List<InputFile> files = new ArrayList<>();
        partition.forEachRemaining(files::addAll);
        return files.stream().map(this::rows).iterator(); // lazy: the next image is read when this one is written
    }

    private ImageRows rows(InputFile file) {
        TaskContext context = TaskContext.get();
        if (context != null && context.isInterrupted()) {
            throw new TaskKilledException("stopped");
        }
        ImageRows rows;
        try {
            rows = features(file);
        } catch (OutOfMemoryError e) {
            LOG.warn("out of memory: {}", file.path());
            rows = failed(table().error(
                            file,
                            "needs more memory than the heap of "
                                    + Words.bytes((double) Runtime.getRuntime().maxMemory()) + " has"));
        } catch (RuntimeException e) { // a defect of ours must not end a run over a million images
            LOG.warn("internal error: {}", file.path(), e);
            rows = failed(table().error(file, "internal error: " + e));
        }
        images.add(1);
        return rows;
    }

    private ImageRows features(InputFile file) {
        byte[] bytes;
        try {
            bytes = FileBytes.read(file, hadoop.value().value());
        } catch (IOException e) {
            return failed(table().error(file, String.valueOf(e.getMessage())));
        }
        DecodedImage image = ImageDecoder.decode(bytes, decoding);
        if (image instanceof DecodedImage.Success success) {
            return features(file, success);
        }
        return failed(table().error(file, image, ((DecodedImage.Failure) image).reason()));
    }

    private ImageRows features(InputFile file, DecodedImage.Success image) {
        Pipeline pipeline = PipelineCache.pipeline(spec, digest);
        double room = 0;
        Features features;
        try {
            room = MemoryGate.roomBytes(pipeline, image.height(), image.width(), keep);
            features = MemoryGate.ofThisJvm().withinOrAlone(room, () -> pipeline.apply(image.map(), keep));
        } catch (IllegalArgumentException e) { // too small, or a size whose symmetry would break
            return failed(table().error(file, image, String.valueOf(e.getMessage())));
        } catch (OutOfMemoryError e) {
            LOG.warn("out of memory: {}", file.path());
            String reason = "needs about " + Words.bytes(room) + " of memory, and the heap has "
                    + Words.bytes((double) Runtime.getRuntime().maxMemory());
            return failed(table().error(file, image, reason));
        }
        MapsTable maps = new MapsTable(digest);
        List<Row> mapRows = new ArrayList<>();
        features.maps().forEach((layer, map) -> mapRows.add(maps.row(file.path(), layer, map)));
        return new ImageRows(table().ok(file, image, features.descriptor()), mapRows);
    }

    private ImageRows failed(Row row) {
        errors.add(1);
        return new ImageRows(row, List.of());
    }

    private FeaturesTable table() {
        return new FeaturesTable(spec.name(), digest);
    }
}
