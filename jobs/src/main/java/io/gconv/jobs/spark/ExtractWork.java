package io.gconv.jobs.spark;

import io.gconv.image.DecodedImage;
import io.gconv.jobs.input.InputFile;
import io.gconv.jobs.table.FeaturesTable;
import io.gconv.jobs.table.MapsTable;
import io.gconv.pipeline.Features;
import io.gconv.pipeline.Pipeline;
import io.gconv.pipeline.PipelineSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * The features of an image, and kept maps.
 *
 * @param spec the pipeline, built once per JVM
 * @param digest its digest
 * @param keep the layers whose maps are kept; a serialisable set
 */
record ExtractWork(PipelineSpec spec, String digest, Set<String> keep) implements ImageWork {

    @Override
    public double roomBytes(DecodedImage.Success image) {
        return MemoryGate.roomBytes(pipeline(), image.height(), image.width(), keep);
    }

    @Override
    public ImageRows rows(InputFile file, DecodedImage.Success image) {
        Features features = pipeline().apply(image.map(), keep);
        MapsTable maps = new MapsTable(digest);
        List<Row> mapRows = new ArrayList<>();
        features.maps().forEach((layer, map) -> mapRows.add(maps.row(file.path(), layer, map)));
        return new ImageRows(List.of(table().ok(file, image, features.descriptor())), mapRows);
    }

    @Override
    public ImageRows failed(InputFile file, @Nullable DecodedImage image, String reason) {
        return new ImageRows(List.of(table().error(file, image, reason)), List.of());
    }

    private Pipeline pipeline() {
        return PipelineCache.pipeline(spec, digest);
    }

    private FeaturesTable table() {
        return new FeaturesTable(spec.name(), digest);
    }
}
