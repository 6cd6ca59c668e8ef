package io.gconv.jobs.table;

import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import io.gconv.jobs.audit.Summary;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The table {@code summary}: one row per variant, layer and transformation, over all images.
 *
 * <pre>
 *   pipeline_digest, variant, layer, kind, parameter string, amount double, membership string    as in {@code measurements}
 *   images, ok, flat, too_small long     how many were measured, and with which status
 *   mean, standard_deviation double      of the errors; null, as what follows, if none is ok
 *   p50, p90, p99, maximum double
 *   quantiles array&lt;double&gt;             at 0, 1, 5, 10, 25, 50, 75, 90, 95, 99, 100 %
 *   floor_p50, floor_p90 double          of resampling the images alone
 *   truncated_p50 double                 of projections over the whole window of scales
 *   worst array&lt;struct&lt;path, error&gt;&gt;   the five images with the largest errors
 * </pre>
 */
public final class SummaryTable {

    /** The schema. */
    public static final StructType SCHEMA = new StructType()
            .add("pipeline_digest", StringType)
            .add("variant", StringType)
            .add("layer", StringType)
            .add("kind", StringType)
            .add("parameter", StringType)
            .add("amount", DoubleType)
            .add("membership", StringType)
            .add("images", LongType)
            .add("ok", LongType)
            .add("flat", LongType)
            .add("too_small", LongType)
            .add("mean", DoubleType)
            .add("standard_deviation", DoubleType)
            .add("p50", DoubleType)
            .add("p90", DoubleType)
            .add("p99", DoubleType)
            .add("maximum", DoubleType)
            .add("quantiles", DataTypes.createArrayType(DoubleType, true))
            .add("floor_p50", DoubleType)
            .add("floor_p90", DoubleType)
            .add("truncated_p50", DoubleType)
            .add(
                    "worst",
                    DataTypes.createArrayType(
                            new StructType().add("path", StringType).add("error", DoubleType), false));

    private SummaryTable() {}

    /** Returns the row of a summary. */
    public static Row row(String digest, Summary s) {
        return RowFactory.create(
                digest,
                s.variant(),
                s.layer(),
                s.kind(),
                s.parameter(),
                s.amount(),
                s.membership().label(),
                s.images(),
                s.ok(),
                s.flat(),
                s.tooSmall(),
                MeasurementsTable.known(s.mean()),
                MeasurementsTable.known(s.standardDeviation()),
                MeasurementsTable.known(s.quantile(50)),
                MeasurementsTable.known(s.quantile(90)),
                MeasurementsTable.known(s.quantile(99)),
                MeasurementsTable.known(s.maximum()),
                s.quantiles().stream().map(MeasurementsTable::known).toArray(),
                MeasurementsTable.known(s.floor()),
                MeasurementsTable.known(s.floor90()),
                MeasurementsTable.known(s.truncation()),
                s.worst().stream()
                        .map(w -> RowFactory.create(w.path(), w.error()))
                        .toArray());
    }
}
