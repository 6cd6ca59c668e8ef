package io.gconv.jobs.spark.source;

import static org.apache.spark.sql.functions.bitmap_construct_agg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;

/**
 * The rows of a table, taken file by file. Files are taken whole as long as they fit; one that is too large for a wave is
 * taken in ranges of rows, for each of which Spark reads its images anew.
 */
final class TableQueue implements WaveQueue {

    /** The number of bits of a bitmap of Spark's. */
    private static final int BITS = 8 * 4096;

    /**
     * Rows of a file that are left.
     *
     * @param file as Spark has it
     * @param from the number of the first row, or a smaller one
     * @param to a number larger than that of the last row
     * @param images how many; others are done already
     */
    private record Rows(String file, int from, int to, long images) {

        boolean isWhole() {
            return from == 0 && to == Integer.MAX_VALUE;
        }
    }

    private final TableSource source;
    private final long costPerImage;
    private final Deque<Rows> left = new ArrayDeque<>();
    private BitSet numbers = new BitSet(); // of the rows to compute in the file that is being cut

    TableQueue(TableSource source) {
        this.source = source;
        this.costPerImage =
                Math.max(1, Partitions.cost(source.images(), source.bytes()) / Math.max(1, source.images()));
        source.rows()
                .groupBy(TableColumns.PLACE_FILE)
                .agg(count(lit(1)))
                .orderBy(TableColumns.PLACE_FILE)
                .collectAsList()
                .forEach(file -> left.add(new Rows(file.getString(0), 0, Integer.MAX_VALUE, file.getLong(1))));
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
            rows = rows.images() > room ? cut(rows, room) : rows;
            taken += rows.images();
            files.add(rows.file());
            inRange = rows.isWhole() ? inRange : inRange(rows); // only the first one can be a part
        }
        // a condition on files alone, for which Spark leaves out others before it opens them
        Column inFiles = col(TableColumns.PLACE_FILE).isin(files.toArray());
        TableSource some = source.with(
                source.rows().filter(inFiles).filter(inRange), source.files().filter(inFiles), taken);
        return new Taken(some, taken * costPerImage);
    }

    /** Returns the first {@code count} rows, and puts the others back. */
    private Rows cut(Rows rows, long count) {
        if (rows.isWhole()) {
            numbers = numbers(rows.file());
        }
        int middle = rows.from();
        for (long i = 0; i < count; i++) {
            middle = numbers.nextSetBit(middle) + 1;
        }
        left.addFirst(new Rows(rows.file(), middle, rows.to(), rows.images() - count));
        return new Rows(rows.file(), rows.from(), middle, count);
    }

    /** Returns the numbers of the rows of a file that are to be computed. They come to the driver as bits. */
    private BitSet numbers(String file) {
        Column row = col(TableColumns.PLACE_ROW);
        BitSet all = new BitSet();
        for (Row block : source.rows()
                .filter(col(TableColumns.PLACE_FILE).equalTo(file))
                .groupBy(row.divide(BITS).cast("int"))
                .agg(bitmap_construct_agg(row.mod(BITS)))
                .collectAsList()) {
            int first = block.getInt(0) * BITS;
            BitSet.valueOf(block.<byte[]>getAs(1)).stream().forEach(bit -> all.set(first + bit));
        }
        return all;
    }

    private static Column inRange(Rows rows) {
        Column row = col(TableColumns.PLACE_ROW);
        return col(TableColumns.PLACE_FILE)
                .notEqual(rows.file())
                .or(row.geq(rows.from()).and(row.lt(rows.to())));
    }
}
