package io.gconv.jobs.spark;

import java.util.Map;
import org.apache.spark.sql.types.StructType;

/**
 * How a table is written and counted.
 *
 * @param schema its columns
 * @param options of the Parquet writer
 * @param onePerImage a condition that holds for one row of every image
 * @param reason the column with the reason of a row whose status is {@code error}, or with what is wrong with a damaged image
 */
record TableFormat(StructType schema, Map<String, String> options, String onePerImage, String reason) {}
