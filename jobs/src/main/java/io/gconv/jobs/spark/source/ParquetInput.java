package io.gconv.jobs.spark.source;

import static io.gconv.jobs.error.UserException.usage;

import io.gconv.jobs.error.Failure;
import io.gconv.jobs.error.UserException;
import io.gconv.jobs.input.FileSystems;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import scala.jdk.javaapi.CollectionConverters;

/** Opens Parquet tables whose rows may be large. */
public final class ParquetInput {

    private static final String BATCH = "spark.sql.parquet.columnarReaderBatchSize";

    /** Spark's own 4096 rows are too many where each is an image. */
    private static final String ROWS_PER_BATCH = "16";

    private ParquetInput() {}

    /** Returns a session like this one that reads few rows at a time: each may be an image, or the maps of one. */
    public static SparkSession session(SparkSession spark) {
        SparkSession session = spark.newSession();
        Map<String, String> present = CollectionConverters.asJava(spark.conf().getAll());
        present.forEach((key, value) -> {
            if (session.conf().isModifiable(key)) {
                session.conf().set(key, value);
            }
        });
        if (!present.containsKey(BATCH)) {
            session.conf().set(BATCH, ROWS_PER_BATCH);
        }
        return session;
    }

    /**
     * Opens tables as one.
     *
     * @param option that named them
     * @throws UserException if they cannot be read
     */
    static Dataset<Row> open(SparkSession spark, String option, List<String> names, Configuration hadoop) {
        SparkSession session = session(spark);
        session.conf().set("spark.sql.session.timeZone", "UTC"); // or identifiers that are moments depend on it
        // a java.sql.Date is a moment in the time zone of its JVM, and that of a driver may not be that of its
        // executors
        session.conf().set("spark.sql.datetime.java8API.enabled", "true");
        String[] patterns =
                names.stream().map(name -> pattern(option, name, hadoop)).toArray(String[]::new);
        try {
            return session.read().parquet(patterns);
        } catch (Exception e) { // Spark, written in Scala, throws checked exceptions that it does not declare
            String what = "cannot read " + option + " " + String.join(", ", names) + " as Parquet";
            String line = Failure.line(e);
            throw new UserException(FileSystems.exitCode(storeFailure(e)), what + ": " + line + advice(line), e);
        }
    }

    /** Spark reads no table with such a column, also if nobody asks for that column. */
    private static String advice(String line) {
        if (!line.contains("PARQUET_TYPE_ILLEGAL")) {
            return "";
        }
        return line.contains("TIMESTAMP(NANOS")
                ? "; read such columns as whole numbers: bin/gconv --conf spark.sql.legacy.parquet.nanosAsLong=true -- …"
                : "; Spark reads no table with a column of this type, so write the table without it";
    }

    /** Returns the exception of a store that made Spark give up; without one, or if a file is damaged, what Spark says. */
    private static Exception storeFailure(Exception e) {
        Throwable cause = e;
        while (cause != null && cause.getCause() != cause) {
            if (cause instanceof IOException io
                    && io.getClass() != IOException.class
                    && !(io instanceof EOFException)) {
                return io;
            }
            cause = cause.getCause();
        }
        return new IllegalArgumentException(e);
    }

    /** A name that exists is taken literally, as with images. */
    private static String pattern(String option, String name, Configuration hadoop) {
        try {
            Path path = new Path(name);
            FileSystem fs = FileSystems.of(path, option + " " + name, hadoop);
            return fs.exists(path) ? Published.literal(path) : name;
        } catch (IOException | IllegalArgumentException e) {
            return name; // Spark will say why it cannot be read
        }
    }

    /**
     * Returns a column.
     *
     * @param source the option and the name of the table
     * @param option that named the column
     * @throws UserException that names the columns there are
     */
    static StructField column(StructType schema, String name, String source, String option) {
        Optional<StructField> exact = Arrays.stream(schema.fields())
                .filter(field -> field.name().equals(name))
                .findFirst();
        return exact.or(() -> Arrays.stream(schema.fields())
                        .filter(field -> field.name().equalsIgnoreCase(name))
                        .findFirst())
                .orElseThrow(() -> usage(source + " has no column " + name + "; its columns are "
                        + String.join(", ", schema.fieldNames())
                        + (option.isEmpty() ? "" : "; name one with " + option)));
    }

    /**
     * Makes sure that columns of two tables fit into one.
     *
     * @throws UserException that names both, and a column and its types
     */
    static void checkSame(StructType columns, String source, StructType others, String otherSource) {
        for (int i = 0; i < columns.size(); i++) {
            String one = described(columns.apply(i));
            String other = described(others.apply(i));
            if (!one.equals(other)) {
                throw usage(source + " has the column " + one + ", and " + otherSource + " has " + other
                        + "; a table has one schema, so write one of them anew, or read them into two outputs");
            }
        }
    }

    private static String described(StructField column) {
        return column.name() + " of type " + column.dataType().catalogString();
    }

    /** Returns the name as Spark's expressions have it, where a dot would mean a field. */
    public static String quoted(String name) {
        return "`" + name.replace("`", "``") + "`";
    }
}
