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
    public double roomBytes(int height, int width) {
        return extraction.roomBytes(height, width);
    }

    @Override
    public ImageRows rows(InputFile file, DecodedImage.Success image) {
        return rows(file, image, extraction.features(image));
    }

    private ImageRows rows(InputFile file, DecodedImage image, Features features) {
        MapsTable maps = new MapsTable(extraction.digest());
        List<Row> mapRows = new ArrayList<>();
        features.maps().forEach((layer, map) -> mapRows.add(maps.row(file.path(), layer, map)));
        return new ImageRows(List.of(table().ok(file, image, features.descriptor())), mapRows);
    }

    @Override
    public Optional<ImageAttempt.TiledSteps<ImageRows>> tiled(InputFile file, ImageSize size) {
        return extraction.tiled(size, (image, features) -> rows(file, image, features));
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
        return new ImageRows(List.of(table().ok(file, image, descriptor)), List.of());
    }

    @Override
    public ImageRows failed(InputFile file, @Nullable DecodedImage image, String reason) {
        return new ImageRows(List.of(table().error(file, image, reason)), List.of());
    }

    private FeaturesTable table() {
        return new FeaturesTable(extraction.spec().name(), extraction.digest());
    }
}
