package io.gconv.jobs.spark.task;

import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.Row;

/**
 * What becomes of one image.
 *
 * @param rows its rows in the table
 * @param sideRows its rows in the table beside it
 */
public record ImageRows(List<Row> rows, List<Row> sideRows) implements Serializable {

    /** Returns its rows in the table, one after the other. */
    public Iterator<Row> iterator() {
        return rows.iterator();
    }

    /** Returns its rows in the table beside it, one after the other. */
    public Iterator<Row> sideIterator() {
        return sideRows.iterator();
    }
}
