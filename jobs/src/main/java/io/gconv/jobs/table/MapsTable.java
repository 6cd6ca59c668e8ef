package io.gconv.jobs.table;

import static org.apache.spark.sql.types.DataTypes.FloatType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import io.gconv.feature.GroupFeatureMap;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The table {@code maps}: one row per image and kept layer; none for an image that could not be read.
 *
 * <pre>
 *   path, pipeline_digest string              as in {@code features}
 *   layer, group string                       group is a label such as C16
 *   elements, channels, height, width int     the shape
 *   values array&lt;float&gt;                       in the order [channel][h][y][x]
 * </pre>
 *
 * @param digest the digest in every row
 */
public record MapsTable(String digest) implements Serializable {

    /** How many values a map may have: as an array of a row Spark holds at most 2 GB, some bits for null included. */
    public static final long MOST_VALUES = 500_000_000;

    /** The columns that a map itself has: {@code group} to {@code values}. */
    public static final StructType MAP = new StructType()
            .add("group", StringType)
            .add("elements", IntegerType)
            .add("channels", IntegerType)
            .add("height", IntegerType)
            .add("width", IntegerType)
            .add("values", DataTypes.createArrayType(FloatType, false));

    /** The schema. */
    public static final StructType SCHEMA = CarriedColumns.appended(
            new StructType()
                    .add("path", StringType)
                    .add("pipeline_digest", StringType)
                    .add("layer", StringType),
            MAP);

    /** Returns the row of one map. */
    public Row row(String path, String layer, GroupFeatureMap map) {
        List<Object> values = new ArrayList<>(List.of(path, digest, layer));
        Collections.addAll(values, values(map));
        return RowFactory.create(values.toArray());
    }

    /** Returns the {@link #MAP} columns of one map. */
    public static Row row(GroupFeatureMap map) {
        return RowFactory.create(values(map));
    }

    private static Object[] values(GroupFeatureMap map) {
        return new Object[] {
            map.group().label(), map.elements(), map.channels(), map.height(), map.width(), map.values()
        };
    }
}
