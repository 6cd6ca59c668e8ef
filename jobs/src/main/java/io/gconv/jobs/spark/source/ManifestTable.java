package io.gconv.jobs.spark.source;

import static io.gconv.jobs.error.UserException.usage;
import static org.apache.spark.sql.functions.col;

import io.gconv.jobs.input.Manifest;
import io.gconv.jobs.input.Manifest.Entry;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * A manifest that is a Parquet table with a column {@code path}.
 *
 * @param source the option and the name of the table
 * @param manifest what it names
 * @param columns those of its columns that are kept
 */
record ManifestTable(String source, Manifest manifest, StructType columns) {

    private static final String PATH = "path";

    static ManifestTable open(SparkSession spark, String name, List<String> keep, Configuration hadoop) {
        Dataset<Row> table = ParquetInput.open(spark, "--manifest", List.of(name), hadoop);
        String source = "--manifest " + name;
        List<Column> wanted = new ArrayList<>();
        StructField path = ParquetInput.column(table.schema(), PATH, source, "");
        wanted.add(col(ParquetInput.quoted(path.name())).cast("string"));
        StructType columns = new StructType();
        for (String column : keep) {
            StructField field = ParquetInput.column(table.schema(), column, source, "--keep");
            columns = columns.add(field);
            wanted.add(col(ParquetInput.quoted(field.name())));
        }
        spark.sparkContext().setJobDescription("gconv: reading " + source);
        List<Entry> entries = new ArrayList<>();
        Iterator<Row> rows = table.select(wanted.toArray(Column[]::new)).toLocalIterator();
        while (rows.hasNext()) {
            entries.add(entry(rows.next(), source));
        }
        Path qualified = Manifest.qualified(name, hadoop);
        return new ManifestTable(source, new Manifest(qualified, List.of(columns.fieldNames()), entries), columns);
    }

    /**
     * Makes sure that rows of both fit into one table. What is kept has the same order in both.
     *
     * @throws io.gconv.jobs.error.UserException that names both, and a column and its types
     */
    void checkColumns(ManifestTable other) {
        ParquetInput.checkSame(columns, source, other.columns, other.source);
    }

    private static Entry entry(Row row, String source) {
        if (row.isNullAt(0) || row.getString(0).isBlank()) {
            throw usage(source + " has a row whose path is NULL or blank; leave such rows out");
        }
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = 1; i < row.size(); i++) {
            values.add(row.get(i));
        }
        return new Entry(row.getString(0), values);
    }
}
