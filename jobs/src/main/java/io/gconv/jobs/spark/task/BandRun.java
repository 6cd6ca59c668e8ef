package io.gconv.jobs.spark.task;

import io.gconv.image.DecodeOptions;
import io.gconv.image.DecodedImage;
import io.gconv.image.ImageRegions;
import io.gconv.image.ImageSize;
import io.gconv.jobs.spark.source.FileSource;
import io.gconv.pipeline.BandSums;
import io.gconv.pipeline.Tiling;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;

/**
 * Consecutive bands of an image, read and computed by one task.
 *
 * @param image the image
 * @param from the first band
 * @param to the one after the last
 */
record BandRun(LargeImage image, int from, int to) implements Serializable {

    /** What is computed of bands. */
    enum Pass {
        /** What {@link Tiling#means} needs. */
        MEASURE,
        /** What {@link Tiling#descriptor} needs. */
        COMPUTE
    }

    /**
     * What became of a run.
     *
     * @param from its first band
     * @param sums those of its bands; none if it failed
     * @param problem why, for people; otherwise what is wrong with a damaged image, or empty
     */
    record Result(int from, List<BandSums> sums, String problem) implements Serializable {

        boolean failed() {
            return sums.isEmpty();
        }
    }

    /** Returns all bands of an image. */
    static BandRun all(LargeImage image) {
        return new BandRun(image, 0, image.bands());
    }

    /** Returns at most {@code count} runs of about the same length that cover this one. */
    List<BandRun> cut(long count) {
        int runs = (int) Math.min(count, to - from);
        List<BandRun> cut = new ArrayList<>();
        for (int i = 0; i < runs; i++) {
            cut.add(new BandRun(image, from + (to - from) * i / runs, from + (to - from) * (i + 1) / runs));
        }
        return cut;
    }

    /** Reads and computes. What is wrong with the image is a reason. */
    Result sums(Pass pass, BandWork work, DecodeOptions decoding, int decodeTimeoutSeconds, Configuration hadoop) {
        return new ImageAttempt<>(image.file().path(), decoding, decodeTimeoutSeconds, new Steps(this, pass, work))
                .of(new ImageTask.InputBytes(FileSource.image(image.file(), hadoop)));
    }

    private record Steps(BandRun run, Pass pass, BandWork work) implements ImageAttempt.Steps<Result> {

        @Override
        public double roomBytes(int height, int width) {
            return 0; // see computed
        }

        @Override
        public Result computed(DecodedImage.Success image) {
            return failed(image, "the file has changed since it was looked at");
        }

        @Override
        public Optional<ImageAttempt.TiledSteps<Result>> tiled(ImageSize size) {
            return size.equals(run.image.size())
                    ? work.tiling(size).map(tiling -> new Bands(run, pass, tiling))
                    : Optional.empty();
        }

        @Override
        public Result failed(@Nullable DecodedImage image, String reason) {
            return new Result(run.from, List.of(), reason);
        }
    }

    private record Bands(BandRun run, Pass pass, Tiling tiling) implements ImageAttempt.TiledSteps<Result> {

        @Override
        public double roomBytes(ImageRegions regions) {
            return MemoryGate.roomBytes(tiling, Set.of(), regions);
        }

        @Override
        public Result computed(WatchedRegions image) throws IOException {
            List<BandSums> sums = new ArrayList<>();
            for (int band : tiling.bandsInReadingOrder(image, run.from, run.to)) {
                sums.add(
                        pass == Pass.MEASURE
                                ? tiling.measure(band, image)
                                : tiling.sums(band, image, run.image.means()));
            }
            return new Result(run.from, sums, image.known().problem());
        }
    }
}
