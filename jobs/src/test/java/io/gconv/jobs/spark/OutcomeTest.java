package io.gconv.jobs.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.gconv.jobs.Gconv;
import io.gconv.jobs.spark.source.Published;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class OutcomeTest {

    private static final StructType SCHEMA = new StructType()
            .add("wave", "string")
            .add("path", "string")
            .add("status", "string")
            .add("error", "string");

    private static Row error(String path, String reason) {
        return RowFactory.create("w", path, "error", reason);
    }

    @Test
    void reasonsThatDifferInNumbersOrInThePathAreOne() {
        Dataset<Row> rows = Gconv.spark()
                .createDataFrame(
                        List.of(
                                error("s3a://b/img 1.png", "cannot be read: s3a://b/img 1.png: 503"),
                                error("s3a://b/cat.png", "cannot be read: s3a://b/cat.png: 503"),
                                error("hdfs://h:1/a/x.png", "cannot be read: no block of /a/x.png"),
                                error("hdfs://h:1/a/y.png", "cannot be read: no block of /a/y.png"),
                                error("s3a://b/1.png", "ends after 7 bytes"),
                                error("s3a://b/2.png", "ends after 17 bytes"),
                                error("s3a://b/3.png", "ends after 117 bytes"),
                                error("e", "the image is NULL"), // identifiers of a table
                                error("a", "the image is NULL"),
                                RowFactory.create("w", "s3a://b/4.png", "ok", null)),
                        SCHEMA);
        TableFormat format = new TableFormat(SCHEMA, Map.of(), "true", "error");
        List<Outcome> outcomes = Outcome.read(Gconv.spark(), new Published(Optional.of(rows)), format);
        assertThat(outcomes)
                .containsExactly(
                        new Outcome("w", false, "ends after # bytes", 3),
                        new Outcome("w", false, "cannot be read: no block of …", 2),
                        new Outcome("w", false, "cannot be read: …: 503", 2),
                        new Outcome("w", false, "the image is NULL", 2),
                        new Outcome("w", true, "", 1));
    }
}
