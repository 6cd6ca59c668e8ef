package io.gconv.jobs.sql;

import io.gconv.image.DecodedImage;
import io.gconv.jobs.spark.task.Extraction;
import io.gconv.jobs.table.MapsTable;
import io.gconv.pipeline.Features;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** The map of a layer with the columns of the table {@code maps}; none for an image that has none. */
record MapResult(String layer) implements Extraction.Result<Optional<Row>> {

    @Override
    public Optional<Row> ok(DecodedImage image, Features features) {
        return Optional.of(MapsTable.row(features.map(layer)));
    }

    @Override
    public Optional<Row> error(@Nullable DecodedImage image, String reason) {
        return Optional.empty();
    }
}
