package io.gconv.jobs.spark.task;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.sql.Row;

/**
 * What becomes of one image.
 *
 * @param rows its rows in the table
 * @param sideRows its rows in the table beside it
 */
public record ImageRows(List<Row> rows, List<Row> sideRows) implements Serializable {}
