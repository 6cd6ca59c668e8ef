package io.gconv.jobs.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.gconv.audit.Audit;
import io.gconv.audit.AuditedImage;
import io.gconv.audit.Measurement;
import io.gconv.audit.Measurement.Place;
import io.gconv.audit.Measurement.Status;
import io.gconv.audit.Membership;
import io.gconv.audit.Transformation;
import io.gconv.image.DecodedImage;
import io.gconv.jobs.input.InputFile;
import java.sql.Timestamp;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

/** Every value stands in the column of its name. */
class MeasurementsTableTest {

    private static final StructType CARRIED = new StructType().add("label", DataTypes.StringType);
    private static final InputFile FILE = new InputFile("file:/a/b.png", 12, 34_000, List.of("cat"));
    private static final MeasurementsTable TABLE = new MeasurementsTable("tiny", "abc");

    private static Map<String, Object> named(Row row) {
        StructType schema = MeasurementsTable.schema(CARRIED);
        assertThat(row.length()).isEqualTo(schema.length());
        Map<String, Object> named = new LinkedHashMap<>();
        for (int i = 0; i < row.length(); i++) {
            if (!row.isNullAt(i)) {
                named.put(schema.fieldNames()[i], row.get(i));
            }
        }
        return named;
    }

    @Test
    void aMeasurementIsARow() {
        float[] descriptor = {1, 2};
        Measurement m = new Measurement(
                Audit.PIPELINE,
                Audit.DESCRIPTOR,
                Transformation.rotation(22.5),
                Membership.ON_GRID,
                Status.OK,
                0.1,
                0.2,
                0.3,
                0.4,
                0.5,
                0.6,
                new Place(1, 2, 3, 4),
                5,
                0.7);
        AuditedImage audited = new AuditedImage(List.of(m, m), Map.of(Audit.PIPELINE, descriptor));
        List<Row> rows = TABLE.ok(FILE, new DecodedImage.Failure("", 30, 20, 1), audited);
        Map<String, Object> expected = new LinkedHashMap<>();
        List<String> names = Arrays.asList(MeasurementsTable.schema(CARRIED).fieldNames());
        Object[] values = {
            "file:/a/b.png",
            12L,
            new Timestamp(34_000),
            30,
            20,
            "tiny",
            "abc",
            "pipeline",
            "descriptor",
            "rotation",
            "22.5",
            22.5,
            "on-grid",
            "ok",
            0.1,
            0.2,
            0.3,
            0.4,
            0.5,
            0.6,
            1,
            2,
            3,
            4,
            5L,
            0.7,
            descriptor
        };
        for (int i = 0; i < values.length; i++) {
            expected.put(names.get(i), values[i]);
        }
        expected.put("label", "cat");
        assertThat(named(rows.get(0))).isEqualTo(expected);
        expected.remove("descriptor");
        assertThat(named(rows.get(1))).as("the descriptor is there once").isEqualTo(expected);
    }

    @Test
    void anUnreadableImageIsARowWithItsReason() {
        assertThat(named(TABLE.error(FILE, null, "it is empty")))
                .isEqualTo(Map.of(
                        "path",
                        "file:/a/b.png",
                        "bytes",
                        12L,
                        "modified",
                        new Timestamp(34_000),
                        "pipeline",
                        "tiny",
                        "pipeline_digest",
                        "abc",
                        "status",
                        "error",
                        "reason",
                        "it is empty",
                        "label",
                        "cat"));
    }
}
