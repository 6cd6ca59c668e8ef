package io.gconv.jobs.spark.task;

import io.gconv.image.DecodedImage;
import io.gconv.image.ImageSize;
import io.gconv.jobs.input.InputFile;
import io.gconv.jobs.table.FeaturesTable;
import io.gconv.jobs.table.MapsTable;
import io.gconv.pipeline.Features;
import io.gconv.pipeline.Tiling;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * The features of an image, and kept maps.
 *
 * @param extraction what is computed
 */
public record ExtractWork(Extraction extraction) implements ImageWork, BandWork {

    /** Even well compressed, a tile has about so many bits for a pixel. */
    private static final int LEAST_BITS_PER_PIXEL = 2;

    @Override
    public ImageAttempt.Steps<ImageRows> steps(InputFile file) {
        return extraction.steps(new FileResult(this, file));
    }

    private record FileResult(ExtractWork work, InputFile file) implements Extraction.Result<ImageRows> {

        @Override
        public ImageRows ok(DecodedImage image, Features features) {
            MapsTable maps = new MapsTable(work.extraction.digest());
            List<Row> mapRows = new ArrayList<>();
            features.maps().forEach((layer, map) -> mapRows.add(maps.row(file.path(), layer, map)));
            return ImageRows.ok(List.of(work.table().ok(file, image, features.descriptor())), mapRows);
        }

        @Override
        public ImageRows error(@Nullable DecodedImage image, String reason) {
            return ImageRows.error(work.table().error(file, image, reason));
        }
    }

    /** Not with maps: a map is one row, so one task holds it as a whole. */
    @Override
    public Optional<BandWork> bands() {
        return extraction.keep().isEmpty() ? Optional.of(this) : Optional.empty();
    }

    @Override
    public long leastBytes() {
        return (long) extraction.tilePx() * extraction.tilePx() * LEAST_BITS_PER_PIXEL / Byte.SIZE;
    }

    @Override
    public Optional<Tiling> tiling(ImageSize size) {
        return extraction.tiling(size);
    }

    @Override
    public ImageRows rows(InputFile file, DecodedImage image, float[] descriptor) {
        return ImageRows.ok(List.of(table().ok(file, image, descriptor)), List.of());
    }

    private FeaturesTable table() {
        return new FeaturesTable(extraction.spec().name(), extraction.digest());
    }
}
