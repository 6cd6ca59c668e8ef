package io.gconv.jobs.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.regexp_replace;
import static org.apache.spark.sql.functions.replace;
import static org.apache.spark.sql.functions.when;

import io.gconv.jobs.spark.source.Published;
import io.gconv.jobs.table.FeaturesTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * How many images of a wave ended in one way.
 *
 * @param wave the wave
 * @param ok whether they have a descriptor
 * @param reason why not; with … for the path, and with # for numbers if rows differ in these; empty if ok
 * @param images how many
 */
public record Outcome(String wave, boolean ok, String reason, long images) {

    /** A number, but not the digits of a name such as se2. */
    private static final String NUMBER = "(?<![A-Za-z])[0-9][0-9,.]*(?<![,.])";

    /** What stands before the path of a file in a store, which not all messages have. */
    private static final String STORE = "^[A-Za-z][A-Za-z0-9+.-]*:(//[^/]*)?";

    /** Counts the rows of an output, from the data; the most frequent first. */
    static List<Outcome> read(SparkSession spark, Published published, TableFormat table) {
        List<Outcome> outcomes = new ArrayList<>();
        if (published.rows().isEmpty()) {
            return outcomes;
        }
        spark.sparkContext().setJobDescription("gconv: counting rows");
        Column reason = withoutPath(col(table.reason()));
        Dataset<Row> counts = published
                .rows()
                .get()
                .filter(table.onePerImage())
                .groupBy(
                        col("wave").cast("string"),
                        col("status").notEqual(FeaturesTable.ERROR),
                        regexp_replace(reason, lit(NUMBER), lit("#")))
                .agg(min(reason), max(reason), count(lit(1)));
        spark.sparkContext().setCallSite("count rows");
        List<Row> rows = counts.collectAsList();
        spark.sparkContext().clearCallSite();
        for (Row row : rows) {
            boolean ok = row.getBoolean(1);
            String text = ok ? "" : row.getString(row.getString(3).equals(row.getString(4)) ? 3 : 2);
            outcomes.add(new Outcome(row.getString(0), ok, text, row.getLong(5)));
        }
        outcomes.sort(Comparator.comparingLong(Outcome::images).reversed().thenComparing(Outcome::reason));
        return outcomes;
    }

    /** What a store says names the file. An identifier of a table may be any word. */
    private static Column withoutPath(Column reason) {
        Column path = col("path");
        Column inStore = regexp_replace(path, lit(STORE), lit(""));
        return when(path.contains("/"), replace(replace(reason, path, lit("…")), inStore, lit("…")))
                .otherwise(reason);
    }
}
