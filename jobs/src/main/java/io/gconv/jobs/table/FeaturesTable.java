package io.gconv.jobs.table;

import static org.apache.spark.sql.types.DataTypes.FloatType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;
import static org.apache.spark.sql.types.DataTypes.TimestampType;

import io.gconv.image.DecodedImage;
import io.gconv.jobs.input.InputFile;
import java.io.Serializable;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * The table {@code features}: one row per input image, also for those that could not be read.
 *
 * <pre>
 *   path string               fully qualified, as Hadoop prints it, not %-escaped
 *   bytes long                length of the file; null if it is not there
 *   modified timestamp        last change of the file
 *   width, height int         of the upright image, in pixels; null if not known
 *   channels int              in the file; null if not known
 *   pipeline string           name
 *   pipeline_digest string    SHA-256 of the resolved pipeline
 *   descriptor array&lt;float&gt;   null for an error
 *   status string             ok or error
 *   error string              the reason; if ok, what is wrong with a damaged image (--lenient), otherwise null
 *   …                         columns that are carried through
 * </pre>
 *
 * @param pipeline the name in every row
 * @param digest the digest in every row
 */
public record FeaturesTable(String pipeline, String digest) implements Serializable {

    /** The {@code status} of an image with a descriptor. */
    public static final String OK = "ok";

    /** The {@code status} of an image without one. */
    public static final String ERROR = "error";

    /** The columns that come from the bytes of an image and the pipeline: {@code width} to {@code error}. */
    public static final StructType COMPUTED = new StructType()
            .add("width", IntegerType)
            .add("height", IntegerType)
            .add("channels", IntegerType)
            .add("pipeline", StringType)
            .add("pipeline_digest", StringType)
            .add("descriptor", DataTypes.createArrayType(FloatType, false))
            .add("status", StringType)
            .add("error", StringType);

    private static final StructType FIXED = CarriedColumns.appended(
            new StructType().add("path", StringType).add("bytes", LongType).add("modified", TimestampType), COMPUTED);

    /** Returns the schema with the columns that are carried through. */
    public static StructType schema(StructType carried) {
        return CarriedColumns.appended(FIXED, carried);
    }

    /** Returns the first carried column whose name is taken. */
    public static Optional<String> clash(StructType carried) {
        return CarriedColumns.clash(FIXED, carried);
    }

    /** Returns the row of an image with a descriptor. */
    public Row ok(InputFile file, DecodedImage image, float[] descriptor) {
        return row(file, values(image, descriptor, OK, damage(image)));
    }

    /** Returns the row of an image without a descriptor; with null, of a file of which nothing could be read. */
    public Row error(InputFile file, @Nullable DecodedImage image, String reason) {
        return row(file, values(image, null, ERROR, reason));
    }

    /** Returns the {@link #COMPUTED} columns of an image with a descriptor. */
    public Row ok(DecodedImage image, float[] descriptor) {
        return RowFactory.create(values(image, descriptor, OK, damage(image)));
    }

    /** Returns the {@link #COMPUTED} columns of an image without a descriptor; with null, if nothing is known of it. */
    public Row error(@Nullable DecodedImage image, String reason) {
        return RowFactory.create(values(image, null, ERROR, reason));
    }

    private static Row row(InputFile file, @Nullable Object[] computed) {
        List<@Nullable Object> values =
                new ArrayList<>(FIXED.length() + file.columns().size());
        values.add(file.path());
        values.add(bytes(file));
        values.add(modified(file));
        Collections.addAll(values, computed);
        values.addAll(file.columns());
        return RowFactory.create(values.toArray());
    }

    private @Nullable Object[] values(
            @Nullable DecodedImage image, float @Nullable [] descriptor, String status, @Nullable String error) {
        return new @Nullable Object[] {
            image == null ? null : known(image.width()),
            image == null ? null : known(image.height()),
            image == null ? null : known(image.channels()),
            pipeline,
            digest,
            descriptor,
            status,
            error
        };
    }

    /** Returns what is wrong with an image that is used although damaged, or null if nothing is. */
    static @Nullable String damage(DecodedImage image) {
        return image.problem().isEmpty() ? null : image.problem();
    }

    /** Returns the length of a file, or null if it is not known. */
    static @Nullable Long bytes(InputFile file) {
        return file.length() == InputFile.UNKNOWN ? null : file.length();
    }

    /** Returns when a file was changed, or null if that is not known. */
    static @Nullable Timestamp modified(InputFile file) {
        return file.modifiedMillis() == InputFile.UNKNOWN ? null : new Timestamp(file.modifiedMillis());
    }

    /** Returns a size of an image in pixels or channels, or null if it is not known. */
    static @Nullable Integer known(int size) {
        return size > 0 ? size : null;
    }
}
