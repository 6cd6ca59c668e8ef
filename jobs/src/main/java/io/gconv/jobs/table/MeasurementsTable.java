package io.gconv.jobs.table;

import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.FloatType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;
import static org.apache.spark.sql.types.DataTypes.TimestampType;

import io.gconv.audit.Audit;
import io.gconv.audit.AuditedImage;
import io.gconv.audit.Measurement;
import io.gconv.image.DecodedImage;
import io.gconv.jobs.input.InputFile;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * The table {@code measurements}: one row per image, variant, layer and transformation; one for an image that could not be
 * read.
 *
 * <pre>
 *   path string, bytes long, modified timestamp, width, height int     the image
 *   pipeline, pipeline_digest string
 *   variant string            pipeline, or a control: trivial, identical, shuffled
 *   layer string              a layer, projection, or descriptor
 *   kind, parameter string    the transformation, as in rotation and 22.5
 *   amount double             degrees, pixels or factor
 *   membership string         exact | on-grid | off-grid | outside the group
 *   status string             ok | flat | too-small | error
 *   error double              relative; null unless ok, as is truncated
 *   floor double              error of resampling the image alone; null if it cannot be told
 *   difference, reference double   root mean squares of numerator and denominator, per value
 *   max_difference, max_reference double
 *   max_channel, max_element, max_row, max_column int   where the largest difference is
 *   values long               how many were compared
 *   truncated double          of a projection over scales: the error over the whole window
 *   descriptor array&lt;float&gt;   d(f), once per image and variant, otherwise null
 *   reason string             why an image has the status error; of any other, what is wrong with it if it is used
 *                             although damaged (--lenient), otherwise null
 * </pre>
 *
 * @param pipeline the name in every row
 * @param digest the digest in every row
 */
public record MeasurementsTable(String pipeline, String digest) implements Serializable {

    /** The {@code status} of an image that could not be measured at all. */
    public static final String ERROR = FeaturesTable.ERROR;

    /** Selects one row of every image. */
    public static final String ONE_PER_IMAGE =
            "status = '" + ERROR + "' OR (variant = '" + Audit.PIPELINE + "' AND descriptor IS NOT NULL)";

    private static final StructType FIXED = new StructType()
            .add("path", StringType)
            .add("bytes", LongType)
            .add("modified", TimestampType)
            .add("width", IntegerType)
            .add("height", IntegerType)
            .add("pipeline", StringType)
            .add("pipeline_digest", StringType)
            .add("variant", StringType)
            .add("layer", StringType)
            .add("kind", StringType)
            .add("parameter", StringType)
            .add("amount", DoubleType)
            .add("membership", StringType)
            .add("status", StringType)
            .add("error", DoubleType)
            .add("floor", DoubleType)
            .add("difference", DoubleType)
            .add("reference", DoubleType)
            .add("max_difference", DoubleType)
            .add("max_reference", DoubleType)
            .add("max_channel", IntegerType)
            .add("max_element", IntegerType)
            .add("max_row", IntegerType)
            .add("max_column", IntegerType)
            .add("values", LongType)
            .add("truncated", DoubleType)
            .add("descriptor", DataTypes.createArrayType(FloatType, false))
            .add("reason", StringType);

    /** Returns the schema with the columns that are carried through. */
    public static StructType schema(StructType carried) {
        return CarriedColumns.appended(FIXED, carried);
    }

    /** Returns the rows of an image. */
    public List<Row> ok(InputFile file, DecodedImage image, AuditedImage audited) {
        List<Row> rows = new ArrayList<>();
        Set<String> withDescriptor = new HashSet<>();
        for (Measurement m : audited.measurements()) {
            boolean first = m.layer().equals(Audit.DESCRIPTOR) && withDescriptor.add(m.variant());
            Cells cells = cells(file, image);
            writeCase(m, cells);
            writeErrors(m, cells);
            cells.put("reason", FeaturesTable.damage(image));
            cells.put("descriptor", first ? audited.descriptors().get(m.variant()) : null);
            rows.add(cells.row(file));
        }
        return rows;
    }

    private static void writeCase(Measurement m, Cells cells) {
        cells.put("variant", m.variant());
        cells.put("layer", m.layer());
        cells.put("kind", m.transformation().kind().label());
        cells.put("parameter", m.transformation().parameter());
        cells.put("amount", m.transformation().amount());
        cells.put("membership", m.membership().label());
        cells.put("status", m.status().label());
    }

    private static void writeErrors(Measurement m, Cells cells) {
        cells.put("error", known(m.error()));
        cells.put("floor", known(m.floor()));
        cells.put("difference", known(m.difference()));
        cells.put("reference", known(m.reference()));
        cells.put("max_difference", known(m.largest()));
        cells.put("max_reference", known(m.largestReference()));
        cells.put("max_channel", place(m.place().channel()));
        cells.put("max_element", place(m.place().element()));
        cells.put("max_row", place(m.place().row()));
        cells.put("max_column", place(m.place().column()));
        cells.put("values", m.values());
        cells.put("truncated", known(m.truncated()));
    }

    /** Returns the row of an image that could not be measured; with null, of a file of which nothing could be read. */
    public Row error(InputFile file, @Nullable DecodedImage image, String reason) {
        Cells cells = cells(file, image);
        cells.put("status", ERROR);
        cells.put("reason", reason);
        return cells.row(file);
    }

    private Cells cells(InputFile file, @Nullable DecodedImage image) {
        Cells cells = new Cells();
        cells.put("path", file.path());
        cells.put("bytes", FeaturesTable.bytes(file));
        cells.put("modified", FeaturesTable.modified(file));
        cells.put("width", image == null ? null : FeaturesTable.known(image.width()));
        cells.put("height", image == null ? null : FeaturesTable.known(image.height()));
        cells.put("pipeline", pipeline);
        cells.put("pipeline_digest", digest);
        return cells;
    }

    /** The values of one row by column; null unless put. */
    private static final class Cells {

        private final @Nullable Object[] values = new @Nullable Object[FIXED.length()];

        void put(String column, @Nullable Object value) {
            values[FIXED.fieldIndex(column)] = value;
        }

        /** Returns the row, with the columns of the file that are carried through. */
        Row row(InputFile file) {
            List<@Nullable Object> all =
                    new ArrayList<>(values.length + file.columns().size());
            Collections.addAll(all, values);
            all.addAll(file.columns());
            return RowFactory.create(all.toArray());
        }
    }

    static @Nullable Double known(double value) {
        return Double.isNaN(value) ? null : value;
    }

    private static @Nullable Integer place(int index) {
        return index < 0 ? null : index;
    }

    /** Returns the first carried column whose name is taken. */
    public static Optional<String> clash(StructType carried) {
        return CarriedColumns.clash(FIXED, carried);
    }
}
