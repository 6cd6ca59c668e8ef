package io.gconv.jobs.spark;

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
record ImageRows(List<Row> rows, List<Row> sideRows) implements Serializable {

    Iterator<Row> iterator() {
        return rows.iterator();
    }

    Iterator<Row> sideIterator() {
        return sideRows.iterator();
    }
}
