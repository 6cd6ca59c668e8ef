package io.gconv.jobs.spark;

import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.Row;

/**
 * What becomes of one image.
 *
 * @param features its row in {@code features}
 * @param maps its rows in {@code maps}
 */
record ImageRows(Row features, List<Row> maps) implements Serializable {

    Iterator<Row> mapIterator() {
        return maps.iterator();
    }
}
