package io.gconv.jobs.spark;

import io.gconv.image.DecodeOptions;
import io.gconv.image.DecodedImage;
import io.gconv.image.ImageDecoder;
import io.gconv.jobs.input.InputFile;
import io.gconv.jobs.report.Words;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.TaskKilledException;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.CollectionAccumulator;
import org.apache.spark.util.LongAccumulator;
import org.apache.spark.util.SerializableConfiguration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thing that goes to executors: files in, rows out, one image in memory at a time.
 *
 * <p>Whatever is wrong with a file becomes a row with its reason. Only what is wrong with the pipeline or the executor
 * fails the task.
 *
 * @param work what is done with an image
 * @param decoding how images are decoded
 * @param hadoop how to reach the files
 * @param images counts images, for progress only: a task that runs twice counts twice
 * @param errors counts images that failed, for progress only
 * @param arithmetics what tasks compute with, once per task
 */
record ImageTask(
        ImageWork work,
        DecodeOptions decoding,
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
            rows = read(file);
        } catch (OutOfMemoryError e) {
            LOG.warn("out of memory: {}", file.path());
            rows = failed(
                    file,
                    null,
                    "needs more memory than the heap of "
                            + Words.bytes((double) Runtime.getRuntime().maxMemory()) + " has");
        } catch (RuntimeException e) { // a defect of ours must not end a run over a million images
            LOG.warn("internal error: {}", file.path(), e);
            rows = failed(file, null, "internal error: " + e);
        }
        images.add(1);
        return rows;
    }

    private ImageRows read(InputFile file) {
        byte[] bytes;
        try {
            bytes = FileBytes.read(file, hadoop.value().value());
        } catch (IOException e) {
            return failed(file, null, String.valueOf(e.getMessage()));
        }
        DecodedImage image = ImageDecoder.decode(bytes, decoding);
        return image instanceof DecodedImage.Success success
                ? computed(file, success)
                : failed(file, image, ((DecodedImage.Failure) image).reason());
    }

    private ImageRows computed(InputFile file, DecodedImage.Success image) {
        double room = 0;
        try {
            room = work.roomBytes(image);
            return MemoryGate.ofThisJvm().withinOrAlone(room, () -> work.rows(file, image));
        } catch (IllegalArgumentException e) { // too small, or a size whose symmetry would break
            return failed(file, image, String.valueOf(e.getMessage()));
        } catch (OutOfMemoryError e) {
            LOG.warn("out of memory: {}", file.path());
            String reason = "needs about " + Words.bytes(room) + " of memory, and the heap has "
                    + Words.bytes((double) Runtime.getRuntime().maxMemory());
            return failed(file, image, reason);
        }
    }

    private ImageRows failed(InputFile file, @Nullable DecodedImage image, String reason) {
        errors.add(1);
        return work.failed(file, image, reason);
    }
}
