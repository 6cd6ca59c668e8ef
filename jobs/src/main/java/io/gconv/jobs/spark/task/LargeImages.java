package io.gconv.jobs.spark.task;

import io.gconv.image.ImageRegions;
import io.gconv.image.ImageSize;
import io.gconv.image.OpenedImage;
import io.gconv.jobs.input.InputFile;
import io.gconv.jobs.report.OneLine;
import io.gconv.jobs.spark.source.FileSource;
import io.gconv.jobs.spark.source.ImageSource;
import io.gconv.jobs.spark.source.Partitions;
import io.gconv.jobs.spark.task.BandRun.Pass;
import io.gconv.jobs.spark.task.BandRun.Result;
import io.gconv.pipeline.BandSums;
import io.gconv.pipeline.Tiling;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import javax.imageio.stream.ImageInputStream;
import org.apache.spark.TaskKilledException;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Tuple2;

/**
 * Computes large images by several tasks each, where there are too few of them to keep all cores busy.
 *
 * <pre>
 *   look      a task per large file: can it be read by region, how many bands has it, what is its mean?
 *   compute   a task per run of bands
 *   merge     the sums of an image become its row
 * </pre>
 *
 * The rows are those that one task gives, bit for bit: see {@link Tiling}. What does not pass the look is left to one task,
 * which has the reason.
 *
 * @param task what small images go through
 * @param work what is done with large ones
 * @param hadoop how stores are reached
 */
public record LargeImages(ImageTask task, BandWork work, Broadcast<SerializableConfiguration> hadoop)
        implements Serializable {

    private static final Logger LOG = LoggerFactory.getLogger(LargeImages.class);

    /** Returns the images that are worth it. */
    public List<LargeImage> among(ImageSource source, JavaSparkContext context) {
        int cores = Partitions.cores(context.sc());
        List<InputFile> files = source.filesFrom(work.leastBytes());
        if (cores == 1 || files.isEmpty() || files.size() >= Partitions.tasks(cores)) {
            return List.of();
        }
        context.sc().setJobDescription("gconv: looking at large files");
        return context.parallelize(files, files.size())
                .setName("large files")
                .flatMap(file -> look(file).iterator())
                .setName("large images")
                .collect();
    }

    /** Returns the rows of images that passed the look. */
    public JavaRDD<ImageRows> rows(List<LargeImage> images, JavaSparkContext context) {
        long runsPerImage = (Partitions.tasks(Partitions.cores(context.sc())) + images.size() - 1) / images.size();
        List<Tuple2<Integer, BandRun>> runs = new ArrayList<>();
        for (int i = 0; i < images.size(); i++) {
            for (BandRun run : BandRun.all(images.get(i)).cut(runsPerImage)) {
                runs.add(new Tuple2<>(i, run));
            }
        }
        return context.parallelizePairs(runs, runs.size())
                .setName("bands of large images")
                .mapValues(run -> sums(run, Pass.COMPUTE))
                .setName("sums of bands")
                .groupByKey(images.size())
                .map(results -> task.counted(merged(images.get(results._1()), results._2())))
                .setName("rows of large images");
    }

    private Stream<LargeImage> look(InputFile file) throws IOException {
        try (ImageInputStream in = FileSource.stream(file, hadoop.value().value())) {
            Optional<ImageSize> size = ImageRegions.size(in);
            Optional<Tiling> tiling = size.flatMap(work::tiling);
            if (tiling.isEmpty() || tiling.get().bands().size() == 1 || !readableByRegion(in)) {
                return Stream.empty();
            }
            return measured(
                    new LargeImage(
                            file,
                            size.get(),
                            tiling.get().bands().size(),
                            tiling.get().zeros()),
                    tiling.get());
        } catch (TaskKilledException e) {
            throw e;
        } catch (IOException | RuntimeException e) { // also a defect of ours, which is found again by the one task
            return Stream.empty();
        }
    }

    private boolean readableByRegion(ImageInputStream in) throws IOException {
        if (ImageRegions.open(in, task.decoding()) instanceof OpenedImage.ByRegion image) {
            image.regions().close();
            return true;
        }
        return false;
    }

    private Stream<LargeImage> measured(LargeImage image, Tiling tiling) {
        if (!tiling.needsMeans()) {
            return Stream.of(image);
        }
        Result result = sums(BandRun.all(image), Pass.MEASURE);
        return result.failed() ? Stream.empty() : Stream.of(image.with(tiling.means(result.sums())));
    }

    private Result sums(BandRun run, Pass pass) {
        task.arithmetics().add(Engine.arithmetic());
        return run.sums(
                pass,
                work,
                task.decoding(),
                task.decodeTimeoutSeconds(),
                hadoop.value().value());
    }

    /** The reason why an image failed is that of its first band that did, as if one task had computed it. */
    private ImageRows merged(LargeImage image, Iterable<Result> results) {
        List<Result> inOrder = StreamSupport.stream(results.spliterator(), false)
                .sorted(Comparator.comparingInt(Result::from))
                .toList();
        Optional<Result> failed = inOrder.stream().filter(Result::failed).findFirst();
        try {
            if (failed.isEmpty()) {
                Tiling tiling = work.tiling(image.size()).orElseThrow();
                List<BandSums> sums = inOrder.stream()
                        .flatMap(result -> result.sums().stream())
                        .toList();
                return work.rows(image.file(), image.known(problems(inOrder)), tiling.descriptor(sums));
            }
            return failed(image, failed.get().problem());
        } catch (IllegalArgumentException e) {
            return failed(image, String.valueOf(e.getMessage()));
        } catch (TaskKilledException e) {
            throw e;
        } catch (RuntimeException e) { // a defect of ours must not end a run over a million images
            LOG.warn("internal error: {}", OneLine.of(image.file().path()), e);
            return failed(image, "internal error: " + e);
        }
    }

    /** Returns what is wrong with a damaged image, each thing once: runs share the structure of the file. */
    private static String problems(List<Result> results) {
        return results.stream()
                .flatMap(result -> Stream.of(result.problem().split("; ")))
                .filter(problem -> !problem.isEmpty())
                .distinct()
                .collect(Collectors.joining("; "));
    }

    private ImageRows failed(LargeImage image, String reason) {
        return task.work().steps(image.file()).failed(image.known(reason), reason);
    }
}
