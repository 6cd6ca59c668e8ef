package io.gconv.jobs.spark.task;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.sql.Row;

/**
 * What becomes of one image.
 *
 * @param rows its rows in the table
 * @param sideRows its rows in the table beside it
 * @param failed whether it is an error
 */
public record ImageRows(List<Row> rows, List<Row> sideRows, boolean failed) implements Serializable {

    /** Returns the rows of an image that was computed. */
    static ImageRows ok(List<Row> rows, List<Row> sideRows) {
        return new ImageRows(rows, sideRows, false);
    }

    /** Returns the row of an image that could not be computed. */
    static ImageRows error(Row row) {
        return new ImageRows(List.of(row), List.of(), true);
    }
}
