package io.gconv.jobs.spark.task;

import io.gconv.image.DecodeOptions;
import io.gconv.jobs.input.InputFile;
import io.gconv.jobs.spark.source.InputImage;
import java.io.IOException;
import java.util.Iterator;
import java.util.Optional;
import java.util.stream.StreamSupport;
import javax.imageio.stream.ImageInputStream;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.util.LongAccumulator;

/**
 * What most tasks of a job do: images in, rows out, one image after the other. A large image may have several tasks, see
 * {@link LargeImages}. Goes to executors.
 *
 * <p>Whatever is wrong with a file becomes a row with its reason, see {@link ImageAttempt}. Only what is wrong with the
 * pipeline or the executor fails the task.
 *
 * @param work what is done with an image
 * @param decoding how images are decoded
 * @param decodeTimeoutSeconds how long decoding one may take, or 0 for as long as it takes
 * @param images counts images, for progress only: a task that runs twice counts twice
 * @param errors counts images that failed, for progress only
 * @param arithmetics what tasks compute with
 */
public record ImageTask(
        ImageWork work,
        DecodeOptions decoding,
        int decodeTimeoutSeconds,
        LongAccumulator images,
        LongAccumulator errors,
        Kinds arithmetics)
        implements FlatMapFunction<Iterator<InputImage>, ImageRows> {

    @Override
    public Iterator<ImageRows> call(Iterator<InputImage> partition) {
        arithmetics.add(Engine.arithmetic());
        Iterable<InputImage> images = () -> partition;
        // lazy: the next image is read when this one is written
        return StreamSupport.stream(images.spliterator(), false).map(this::rows).iterator();
    }

    private ImageRows rows(InputImage input) {
        InputFile file = input.file();
        return counted(new ImageAttempt<>(file.path(), decoding, decodeTimeoutSeconds, work.steps(file))
                .of(new InputBytes(input)));
    }

    /** Counts an image. */
    ImageRows counted(ImageRows rows) {
        images.add(1);
        errors.add(rows.failed() ? 1 : 0);
        return rows;
    }

    /** The bytes of an image, if nothing is known to be wrong with it. */
    public record InputBytes(InputImage input) implements ImageAttempt.Source {

        @Override
        public byte[] read() throws IOException {
            String problem = input.file().problem();
            if (problem != null) {
                throw new IOException(problem);
            }
            return input.read();
        }

        @Override
        public long length() {
            return Math.max(0, input.file().length());
        }

        @Override
        public Optional<ImageInputStream> stream() {
            return input.file().problem() == null ? input.stream() : Optional.empty();
        }
    }
}
