package io.gconv.jobs.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.regexp_replace;
import static org.apache.spark.sql.functions.replace;
import static org.apache.spark.sql.functions.udaf;
import static org.apache.spark.sql.functions.when;

import io.gconv.jobs.spark.source.Published;
import io.gconv.jobs.table.FeaturesTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * How many images of a wave ended in one way.
 *
 * @param wave the wave
 * @param ok whether they have a descriptor
 * @param reason why not; with … for the path, and with # for the numbers and identifiers of requests that rows differ in;
 *     {@link #OTHERS} for reasons that are too many to be told apart; {@link #DAMAGED} or empty if ok
 * @param images how many
 */
public record Outcome(String wave, boolean ok, String reason, long images) {

    /** The reason of images whose own is not among the most frequent ones. */
    static final String OTHERS = "other reasons";

    /** What is said of images that are ok although their files are damaged. */
    static final String DAMAGED = "damaged";

    /** Many a store puts what is different each time into each of its messages. */
    private static final int MOST_REASONS = 10_000;

    /** What stands before the path of a file in a store, which not all messages have. */
    private static final String STORE = "^[A-Za-z][A-Za-z0-9+.-]*:(//[^/]*)?";

    /** Returns how many images were used although damaged. */
    static long damaged(List<Outcome> outcomes) {
        return outcomes.stream()
                .filter(outcome -> outcome.ok() && outcome.reason().equals(DAMAGED))
                .mapToLong(Outcome::images)
                .sum();
    }

    /** Counts the rows of an output, from the data; the most frequent first. */
    static List<Outcome> read(SparkSession spark, Published published, TableFormat table) {
        List<Outcome> outcomes = new ArrayList<>();
        if (published.rows().isEmpty()) {
            return outcomes;
        }
        spark.sparkContext().setJobDescription("gconv: counting rows");
        spark.sparkContext().setCallSite("count rows");
        Dataset<Row> images = published
                .rows()
                .get()
                .filter(table.onePerImage())
                .withColumn("wave", col("wave").cast("string"))
                .withColumn("ok", col("status").notEqual(FeaturesTable.ERROR))
                .withColumn("damaged", col("ok").and(col(table.reason()).isNotNull()));
        Map<String, Long> others = new HashMap<>();
        for (Row row : images.groupBy("wave", "ok", "damaged").count().collectAsList()) {
            if (row.getBoolean(1)) {
                outcomes.add(new Outcome(row.getString(0), true, row.getBoolean(2) ? DAMAGED : "", row.getLong(3)));
            } else {
                others.put(row.getString(0), row.getLong(3));
            }
        }
        for (Row row : others.isEmpty() ? List.<Row>of() : mostFrequent(images, withoutPath(col(table.reason())))) {
            outcomes.add(new Outcome(row.getString(0), false, row.getString(2), row.getLong(3)));
            others.merge(row.getString(0), -row.getLong(3), Long::sum);
        }
        others.forEach((wave, left) -> {
            if (left > 0) {
                outcomes.add(new Outcome(wave, false, OTHERS, left));
            }
        });
        spark.sparkContext().clearCallSite();
        outcomes.sort(Comparator.comparingLong(Outcome::images).reversed().thenComparing(Outcome::reason));
        return outcomes;
    }

    private static List<Row> mostFrequent(Dataset<Row> images, Column reason) {
        return images.filter("NOT ok")
                .groupBy(
                        col("wave"),
                        regexp_replace(reason, lit(CommonText.NUMBER), lit("#")).as("reason"))
                .agg(
                        udaf(new CommonText(), Encoders.STRING()).apply(reason),
                        count(lit(1)).as("images"))
                .orderBy(col("images").desc(), col("reason"), col("wave"))
                .limit(MOST_REASONS)
                .collectAsList();
    }

    /** What a store says names the file. An identifier of a table may be any word. */
    private static Column withoutPath(Column reason) {
        Column path = col("path");
        Column inStore = regexp_replace(path, lit(STORE), lit(""));
        return when(path.contains("/"), replace(replace(reason, path, lit("…")), inStore, lit("…")))
                .otherwise(reason);
    }
}
