package io.gconv.jobs.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.gconv.jobs.Gconv;
import io.gconv.jobs.spark.source.Published;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
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

    @Test
    void theIdentifiersOfRequestsTellNothingApart() {
        assertThat(outcomes(List.of(
                        error(
                                "s3a://b/1.png",
                                "Slow Down (Status Code: 503, Request ID: 4YW9PQA, Extended Request ID: x/Z=)"),
                        error(
                                "s3a://b/2.png",
                                "Slow Down (Status Code: 503, Request ID: K1TT8BB, Extended Request ID: q+7)"))))
                .containsExactly(new Outcome(
                        "w", false, "Slow Down (Status Code: 503, Request ID: #, Extended Request ID: #)", 2));
    }

    /** They are what the reader needs: how large an image must be. */
    @Test
    void numbersThatAllMessagesHaveAreKept() {
        List<Row> rows = new ArrayList<>();
        for (int width : new int[] {5, 13, 5, 6}) {
            rows.add(error(
                    "" + rows.size(),
                    "the image of " + width
                            + " × 7 pixels is too small for pipeline c3, which needs at least 21 × 21"));
        }
        List<Outcome> outcomes = outcomes(rows);
        assertThat(outcomes)
                .containsExactly(new Outcome(
                        "w",
                        false,
                        "the image of # × 7 pixels is too small for pipeline c3, which needs at least 21 × 21",
                        4));
    }

    @Test
    void reasonsOfWavesThatDifferInNumbersAreOne() {
        assertThat(Reason.of(List.of(
                        new Outcome("1", false, "ends after # bytes of 64", 2),
                        new Outcome("2", false, "ends after 7 bytes of 64", 1),
                        new Outcome("2", false, "ends after all", 9))))
                .containsExactly(new Reason("ends after all", 9), new Reason("ends after # bytes of 64", 3));
    }

    @Test
    void imagesThatAreUsedAlthoughDamagedAreOk() {
        List<Outcome> outcomes = outcomes(List.of(
                RowFactory.create("w", "a", "ok", null),
                RowFactory.create("w", "b", "ok", "the PNG data ends early"),
                RowFactory.create("w", "c", "ok", "the JPEG data ends early"),
                error("d", "the PNG data ends early")));
        assertThat(outcomes)
                .containsExactlyInAnyOrder(
                        new Outcome("w", true, Outcome.DAMAGED, 2),
                        new Outcome("w", true, "", 1),
                        new Outcome("w", false, "the PNG data ends early", 1));
        assertThat(Outcome.damaged(outcomes)).isEqualTo(2);
    }

    /** As many as there are images must not end a run when everything is published. */
    @Test
    void allImagesAreCountedHoweverManyReasonsThereAre() {
        List<Row> rows = new ArrayList<>(
                List.of(error("a", "often"), error("b", "often"), RowFactory.create("w", "c", "ok", null)));
        for (int i = 0; i < 10_100; i++) {
            rows.add(error("i" + i, "reason " + letters(i)));
        }
        List<Outcome> outcomes = outcomes(rows);
        assertThat(outcomes.stream().mapToLong(Outcome::images).sum()).isEqualTo(10_103);
        assertThat(outcomes)
                .hasSize(10_002)
                .contains(new Outcome("w", false, "often", 2), new Outcome("w", true, "", 1));
        assertThat(outcomes.get(0)).isEqualTo(new Outcome("w", false, Outcome.OTHERS, 101));
    }

    private static List<Outcome> outcomes(List<Row> rows) {
        Dataset<Row> data = Gconv.spark().createDataFrame(rows, SCHEMA);
        TableFormat format = new TableFormat(SCHEMA, Map.of(), "true", "error");
        return Outcome.read(Gconv.spark(), new Published(Optional.of(data)), format);
    }

    private static String letters(int number) {
        return Integer.toString(number)
                .chars()
                .mapToObj(digit -> String.valueOf((char) (digit - '0' + 'a')))
                .collect(Collectors.joining());
    }
}
