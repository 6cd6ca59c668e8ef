package io.gconv.jobs.spark.source;

import static io.gconv.jobs.error.UserException.usage;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.unix_millis;

import io.gconv.jobs.input.InputRequest;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * What is read of a table.
 *
 * <pre>
 *   path       what identifies the row: --id-column; or the path in {bytes, path}, where it is not NULL;
 *              or FILE#ROW, with the path of the file as Hadoop prints it, and rows counted from 0
 *   modified   time of the last change of the file, in milliseconds since 1970 UTC
 *   image      bytes
 *   problem    why there are no bytes, where they are NULL
 *   file, row  where the row is, as Spark has it
 *   …          the columns that are carried through
 * </pre>
 *
 * @param expressions all of these
 * @param kept the columns that are carried through
 * @param idsAreUnique whether no two rows can have the same path
 */
record TableColumns(Column[] expressions, StructType kept, boolean idsAreUnique) {

    /** For {@code --id-column}: where the row is, whatever else identifies it. */
    static final String ROW_ID = "_row";

    // with a space, which keeps them apart from columns of the table
    static final String PATH = "gconv path";
    static final String MODIFIED = "gconv modified";
    static final String IMAGE = "gconv image";
    static final String PROBLEM = "gconv problem";
    static final String PLACE_FILE = "gconv file";
    static final String PLACE_ROW = "gconv row";

    /** How many columns come before those that are carried through. */
    static final int FIXED = 6;

    static final Column FILE = col("_metadata.file_path");
    static final Column FILE_SIZE = col("_metadata.file_size");
    static final Column ROW = col("_metadata.row_index");

    static TableColumns of(StructType schema, String source, InputRequest request) {
        String name = request.imageColumn().isEmpty() ? InputRequest.IMAGE_COLUMN : request.imageColumn();
        StructField image = ParquetInput.column(schema, name, source, "--image-column");
        boolean plain = image.dataType() instanceof BinaryType;
        if (!plain && !isPicture(image)) {
            throw usage(
                    "column " + image.name() + " of " + source + " is "
                            + image.dataType().catalogString()
                            + "; images are binary, or struct<bytes:binary,path:string>; name such a column with --image-column");
        }
        Column bytes = col(ParquetInput.quoted(image.name()) + (plain ? "" : ".bytes"));
        List<Column> expressions = new ArrayList<>();
        expressions.add(path(schema, image, source, request.idColumn()).as(PATH));
        expressions.add(unix_millis(col("_metadata.file_modification_time")).as(MODIFIED));
        expressions.add(bytes.as(IMAGE));
        expressions.add(lit("the image is NULL").as(PROBLEM));
        expressions.add(FILE.as(PLACE_FILE));
        expressions.add(ROW.as(PLACE_ROW));
        StructType kept = new StructType();
        for (String column : request.keep()) {
            StructField field = ParquetInput.column(schema, column, source, "--keep");
            kept = kept.add(field);
            expressions.add(col(ParquetInput.quoted(field.name())));
        }
        return new TableColumns(
                expressions.toArray(Column[]::new),
                kept,
                request.idColumn().equals(ROW_ID)
                        || (request.idColumn().isEmpty() && !hasField(image, "path", DataTypes.StringType)));
    }

    private static boolean isPicture(StructField image) {
        return hasField(image, "bytes", DataTypes.BinaryType);
    }

    private static boolean hasField(StructField image, String name, org.apache.spark.sql.types.DataType type) {
        return image.dataType() instanceof StructType struct
                && Arrays.stream(struct.fields())
                        .anyMatch(f -> f.name().equals(name) && f.dataType().equals(type));
    }

    private static Column path(StructType schema, StructField image, String source, String idColumn) {
        Column file = udf((UDF1<String, String>) TableColumns::hadoopPath, DataTypes.StringType)
                .apply(FILE);
        Column place = concat(file, lit("#"), ROW.cast("string"));
        if (idColumn.isEmpty()) {
            return hasField(image, "path", DataTypes.StringType)
                    ? coalesce(col(ParquetInput.quoted(image.name()) + ".path"), place)
                    : place;
        }
        if (idColumn.equals(ROW_ID)) {
            return place;
        }
        StructField id = ParquetInput.column(schema, idColumn, source, "--id-column");
        return col(ParquetInput.quoted(id.name())).cast("string");
    }

    /** Spark gives a URI. */
    static String hadoopPath(String uri) {
        return new Path(URI.create(uri)).toString();
    }
}
