package io.gconv.jobs.sql;

import io.gconv.image.DecodedImage;
import io.gconv.jobs.spark.task.Extraction;
import io.gconv.jobs.table.FeaturesTable;
import io.gconv.pipeline.Features;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** The computed columns of the table {@code features}, for any image. */
record FeaturesResult(FeaturesTable table) implements Extraction.Result<Optional<Row>> {

    static FeaturesResult of(Extraction extraction) {
        return new FeaturesResult(new FeaturesTable(extraction.spec().name(), extraction.digest()));
    }

    @Override
    public Optional<Row> ok(DecodedImage image, Features features) {
        return Optional.of(table.ok(image, features.descriptor()));
    }

    @Override
    public Optional<Row> error(@Nullable DecodedImage image, String reason) {
        return Optional.of(table.error(image, reason));
    }
}
