package io.gconv.jobs.spark;

import static java.util.Objects.requireNonNull;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.when;

import io.gconv.audit.Audit;
import io.gconv.audit.Membership;
import io.gconv.jobs.audit.Summary;
import io.gconv.jobs.audit.Summary.Worst;
import io.gconv.jobs.table.MeasurementsTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * Summaries of measurements over all images of an output.
 *
 * <p>They do not depend on how the rows are partitioned, to the last bit: the errors of a group are sorted before they are
 * added, as are the values of one number of the descriptor, and quantiles are values of the sample (the ⌈q n⌉-th smallest).
 * Nor do they depend on the scale of descriptors: all is done in double. Memory: a task holds up to 128 groups at a time
 * (then Spark sorts the rows), and of each group three lists with a boxed number, about 20 bytes, for each image.
 */
final class Summaries {

    private static final int WORST = 5;
    private static final List<String> GROUP = List.of("variant", "layer", "kind", "parameter");
    private static final String SORTED = "sort_array(filter(collect_list(%s), x -> x IS NOT NULL))";

    private Summaries() {}

    /** Returns the summaries in the order of variants, layers and transformations that {@code order} gives. */
    static List<Summary> of(Dataset<Row> measurements, SummaryOrder order) {
        Dataset<Row> rows = measurements.filter(col("status").notEqual(MeasurementsTable.ERROR));
        Dataset<Row> all = withCentred(rows, spreads(rows)).cache();
        try {
            Map<String, List<Worst>> worst = worst(all);
            List<Summary> summaries = new ArrayList<>();
            for (Row row : grouped(all).collectAsList()) {
                summaries.add(summary(row, worst.getOrDefault(key(row), List.of())));
            }
            summaries.sort(order);
            return summaries;
        } finally {
            all.unpersist(false);
        }
    }

    /**
     * Returns √(1/n Σ ‖d − d̄‖²) over the images, by variant. Variants whose spread is rounding, at most {@link Audit#FLAT} of
     * √(1/n Σ ‖d‖²), have none.
     */
    private static Map<String, Double> spreads(Dataset<Row> rows) {
        Dataset<Row> moments = rows.filter("descriptor IS NOT NULL")
                .selectExpr("variant", "posexplode(descriptor) AS (position, v)")
                .groupBy("variant", "position")
                .agg(expr(sorted("CAST(v AS DOUBLE)")).as("sample"))
                .withColumn("mean", expr(mean("sample")))
                .selectExpr("variant", "position", variance("sample") + " AS variance", "mean")
                .orderBy("variant", "position");
        Map<String, Double> variances = new HashMap<>();
        Map<String, Double> squares = new HashMap<>();
        for (Row row : moments.collectAsList()) {
            String variant = row.getString(0);
            variances.merge(variant, row.getDouble(2), Double::sum);
            squares.merge(variant, row.getDouble(2) + row.getDouble(3) * row.getDouble(3), Double::sum);
        }
        Map<String, Double> spreads = new HashMap<>();
        variances.forEach((variant, variance) -> {
            double spread = Math.sqrt(variance);
            if (spread > Audit.FLAT * Math.sqrt(requireNonNull(squares.get(variant)))) {
                spreads.put(variant, spread);
            }
        });
        return spreads;
    }

    /** Appends the errors of descriptors relative to their spread: ‖d(L_g f) − d(f)‖ / spread. */
    private static Dataset<Row> withCentred(Dataset<Row> rows, Map<String, Double> spreads) {
        Column spread = lit(null).cast("double");
        for (Map.Entry<String, Double> entry : spreads.entrySet()) {
            spread = when(col("variant").equalTo(entry.getKey()), lit(entry.getValue()))
                    .otherwise(spread);
        }
        Dataset<Row> some = rows.select(
                "path",
                "variant",
                "layer",
                "kind",
                "parameter",
                "amount",
                "membership",
                "status",
                "error",
                "floor",
                "truncated",
                "difference",
                "values");
        Dataset<Row> centred = some.filter(col("layer").equalTo(Audit.DESCRIPTOR))
                .withColumn("layer", lit(Audit.CENTRED))
                .withColumn("error", expr("difference * sqrt(values)").divide(spread))
                .filter("error IS NOT NULL");
        return some.unionByName(centred).drop("difference", "values");
    }

    private static Dataset<Row> grouped(Dataset<Row> all) {
        return all.groupBy(GROUP.stream().map(c -> col(c)).toArray(Column[]::new))
                .agg(
                        expr("max(amount)").as("amount"),
                        expr("max(membership)").as("membership"),
                        expr("count(*)").as("images"),
                        expr("count_if(status = 'ok')").as("ok"),
                        expr("count_if(status = 'flat')").as("flat"),
                        expr("count_if(status = 'too-small')").as("too_small"),
                        expr(sorted("IF(status = 'ok', error, NULL)")).as("errors"),
                        expr(sorted("floor")).as("floors"),
                        expr(sorted("truncated")).as("truncations"))
                .withColumn("mean", expr(mean("errors")))
                .withColumn("deviation", expr("sqrt(" + variance("errors") + ")"))
                .withColumn("quantiles", expr(quantiles()))
                .withColumn("floor50", expr(quantile("floors", 50)))
                .withColumn("floor90", expr(quantile("floors", 90)))
                .withColumn("truncation", expr(quantile("truncations", 50)))
                .drop("errors", "floors", "truncations");
    }

    private static String sorted(String value) {
        return SORTED.replace("%s", value);
    }

    private static String mean(String sorted) {
        return "try_divide(aggregate(" + sorted + ", 0D, (a, x) -> a + x), size(" + sorted + "))";
    }

    /** Returns the mean square of what is left of a sample without its mean, which is the column {@code mean}. */
    private static String variance(String sorted) {
        return "try_divide(aggregate(" + sorted + ", 0D, (a, x) -> a + (x - mean) * (x - mean)), size(" + sorted + "))";
    }

    private static String quantiles() {
        return Summary.LEVELS.stream()
                .map(level -> quantile("errors", level))
                .collect(Collectors.joining(", ", "array(", ")"));
    }

    private static String quantile(String sorted, int percent) {
        return "IF(size(" + sorted + ") = 0, CAST(NULL AS DOUBLE), element_at(" + sorted
                + ", greatest(1, CAST(ceil(CAST(size(" + sorted + ") AS BIGINT) * " + percent + " / 100D) AS INT))))";
    }

    private static Map<String, List<Worst>> worst(Dataset<Row> all) {
        Dataset<Row> ranked = all.filter("status = 'ok'")
                .withColumn(
                        "rank",
                        row_number()
                                .over(Window.partitionBy(
                                                GROUP.stream().map(c -> col(c)).toArray(Column[]::new))
                                        .orderBy(col("error").desc(), col("path"))))
                .filter(col("rank").leq(WORST))
                .select("variant", "layer", "kind", "parameter", "path", "error", "rank")
                .orderBy("rank");
        Map<String, List<Worst>> worst = new HashMap<>();
        for (Row row : ranked.collectAsList()) {
            worst.computeIfAbsent(key(row), k -> new ArrayList<>()).add(new Worst(row.getString(4), row.getDouble(5)));
        }
        return worst;
    }

    private static String key(Row row) {
        return String.join("\n", row.getString(0), row.getString(1), row.getString(2), row.getString(3));
    }

    private static Summary summary(Row row, List<Worst> worst) {
        List<Double> quantiles = row.getList(row.fieldIndex("quantiles"));
        List<Double> known =
                quantiles.stream().map(q -> q == null ? Double.NaN : q).toList();
        return new Summary(
                row.getString(0),
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getAs("amount"),
                membership(row.getAs("membership")),
                row.getAs("images"),
                row.getAs("ok"),
                row.getAs("flat"),
                row.getAs("too_small"),
                number(row, "mean"),
                number(row, "deviation"),
                known.get(known.size() - 1),
                known,
                number(row, "floor50"),
                number(row, "floor90"),
                number(row, "truncation"),
                worst);
    }

    private static Membership membership(String label) {
        return Arrays.stream(Membership.values())
                .filter(m -> m.label().equals(label))
                .findFirst()
                .orElse(Membership.OUTSIDE);
    }

    private static double number(Row row, String column) {
        int index = row.fieldIndex(column);
        return row.isNullAt(index) ? Double.NaN : row.getDouble(index);
    }
}
