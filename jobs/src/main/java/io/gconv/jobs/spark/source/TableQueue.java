package io.gconv.jobs.spark.source;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;

/**
 * The rows of a table, taken file by file. Files are taken whole as long as they fit; one that is too large for a wave is
 * taken in ranges of rows, for each of which Spark reads its images anew.
 */
final class TableQueue implements WaveQueue {

    /**
     * Rows of a file that are left.
     *
     * @param file as Spark has it
     * @param from the first one
     * @param to the one after the last
     * @param images how many, about: rows that are done already are spread evenly
     * @param whole whether that is the whole file
     */
    private record Rows(String file, long from, long to, long images, boolean whole) {

        Rows part(long partFrom, long partTo, long partImages) {
            return new Rows(file, partFrom, partTo, partImages, false);
        }
    }

    private final TableSource source;
    private final long costPerImage;
    private final Deque<Rows> left = new ArrayDeque<>();

    TableQueue(TableSource source) {
        this.source = source;
        this.costPerImage =
                Math.max(1, Partitions.cost(source.images(), source.bytes()) / Math.max(1, source.images()));
        Column row = col(TableColumns.PLACE_ROW);
        source.rows()
                .groupBy(TableColumns.PLACE_FILE)
                .agg(min(row), max(row), count(lit(1)))
                .orderBy(TableColumns.PLACE_FILE)
                .collectAsList()
                .forEach(r -> left.add(rows(r)));
    }

    private static Rows rows(Row row) {
        return new Rows(row.getString(0), row.getLong(1), row.getLong(2) + 1, row.getLong(3), true);
    }

    @Override
    public boolean isEmpty() {
        return left.isEmpty();
    }

    @Override
    public Taken take(long images, long cost) {
        long room = Math.max(1, Math.min(images, cost / costPerImage));
        long taken = 0;
        List<String> files = new ArrayList<>();
        Column inRange = lit(true);
        while (!left.isEmpty() && (taken == 0 || taken + left.element().images() <= room)) {
            Rows rows = left.remove();
            if (rows.images() > room) {
                long middle = rows.from() + Math.max(1, (rows.to() - rows.from()) * room / rows.images());
                if (middle < rows.to()) {
                    left.addFirst(rows.part(middle, rows.to(), rows.images() - room));
                    rows = rows.part(rows.from(), middle, room);
                }
            }
            taken += rows.images();
            files.add(rows.file());
            inRange = rows.whole() ? inRange : inRange(rows); // only the first one can be a part
        }
        // a condition on files alone, for which Spark leaves out others before it opens them
        Column inFiles = col(TableColumns.PLACE_FILE).isin(files.toArray());
        return new Taken(source.with(source.rows().filter(inFiles).filter(inRange), taken), taken * costPerImage);
    }

    private static Column inRange(Rows rows) {
        Column row = col(TableColumns.PLACE_ROW);
        return col(TableColumns.PLACE_FILE)
                .notEqual(rows.file())
                .or(row.geq(rows.from()).and(row.lt(rows.to())));
    }
}
