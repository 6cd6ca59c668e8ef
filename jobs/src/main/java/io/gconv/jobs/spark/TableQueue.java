package io.gconv.jobs.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;

import java.util.ArrayDeque;
import java.util.Deque;
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
     */
    private record Rows(String file, long from, long to, long images) {}

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
        return new Rows(row.getString(0), row.getLong(1), row.getLong(2) + 1, row.getLong(3));
    }

    @Override
    public boolean isEmpty() {
        return left.isEmpty();
    }

    @Override
    public Taken take(long images, long cost) {
        long room = Math.max(1, Math.min(images, cost / costPerImage));
        long taken = 0;
        Column chosen = lit(false);
        while (!left.isEmpty() && (taken == 0 || taken + left.element().images() <= room)) {
            Rows rows = left.remove();
            if (rows.images() > room) {
                long middle = rows.from() + Math.max(1, (rows.to() - rows.from()) * room / rows.images());
                if (middle < rows.to()) {
                    left.addFirst(new Rows(rows.file(), middle, rows.to(), rows.images() - room));
                    rows = new Rows(rows.file(), rows.from(), middle, room);
                }
            }
            taken += rows.images();
            chosen = chosen.or(in(rows));
        }
        return new Taken(source.with(source.rows().filter(chosen), taken), taken * costPerImage);
    }

    private static Column in(Rows rows) {
        Column row = col(TableColumns.PLACE_ROW);
        return col(TableColumns.PLACE_FILE)
                .equalTo(rows.file())
                .and(row.geq(rows.from()))
                .and(row.lt(rows.to()));
    }
}
