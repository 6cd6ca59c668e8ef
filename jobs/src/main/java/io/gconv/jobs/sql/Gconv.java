package io.gconv.jobs.sql;

import io.gconv.jobs.spark.task.Extraction;
import io.gconv.jobs.table.FeaturesTable;
import io.gconv.pipeline.PipelineSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** The core on Datasets, for Java and Scala. */
public final class Gconv {

    /** The column with the bytes, as the source {@code binaryFile} calls it. */
    private static final String CONTENT = "content";

    private Gconv() {}

    /**
     * Returns a pipeline.
     *
     * @param pipeline the name of a shipped one such as {@code se2}, or the text of a pipeline file
     * @throws IllegalArgumentException with one line that says what is wrong, where, and what would be right
     */
    public static PipelineSpec pipeline(String pipeline) {
        return Arguments.pipeline(pipeline);
    }

    /**
     * Computes the features of images, one row for each, as {@code gconv extract} does with its default limits.
     *
     * <pre>
     *   Gconv.features(spark.read().format("binaryFile").load("photos"), Gconv.pipeline("se2"))
     * </pre>
     *
     * Computed when the rows are asked for, and each time: write the result, or cache it. What is filtered afterwards is
     * computed all the same, so filter the images.
     *
     * @param images with a binary column {@code content}, the bytes of image files, such as those of the source
     *     {@code binaryFile}
     * @param pipeline the pipeline
     * @return the columns of {@code images} without {@code content}, then {@code width} … {@code error} of the table
     *     features; these are null where {@code content} is
     * @throws IllegalArgumentException if there is no such column, a name would occur twice, or the parts of the pipeline
     *     do not fit together
     */
    public static Dataset<Row> features(Dataset<Row> images, PipelineSpec pipeline) {
        Extraction extraction = Extraction.of(pipeline, Set.of());
        extraction.pipeline(); // refused here, and not on an executor
        int content = contentIndex(images.schema());
        ImageFunction function = new ImageFunction(extraction, FeaturesResult.of(extraction));
        // a typed operation: Spark would push a filter on a column through a function, and compute twice
        return images.map(new AppendFeatures(content, function), Encoders.row(schema(images.schema(), content)));
    }

    private static int contentIndex(StructType schema) {
        for (int i = 0; i < schema.length(); i++) {
            StructField field = schema.fields()[i];
            if (field.name().equalsIgnoreCase(CONTENT) && field.dataType() instanceof BinaryType) {
                return i;
            }
        }
        throw new IllegalArgumentException(
                "images must have a binary column content, the bytes of image files, but the columns are "
                        + schema.simpleString());
    }

    private static StructType schema(StructType images, int content) {
        Set<String> taken = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        Collections.addAll(taken, FeaturesTable.COMPUTED.fieldNames());
        List<StructField> fields = new ArrayList<>(List.of(images.fields()));
        fields.remove(content);
        for (StructField field : fields) {
            if (!taken.add(field.name())) {
                throw new IllegalArgumentException("the column " + field.name()
                        + " of images is also one of the results, or there twice; rename it or drop it");
            }
        }
        Collections.addAll(fields, FeaturesTable.COMPUTED.fields());
        return new StructType(fields.toArray(StructField[]::new));
    }

    private record AppendFeatures(int content, ImageFunction function) implements MapFunction<Row, Row> {

        @Override
        public Row call(Row image) {
            List<@Nullable Object> values = new ArrayList<>(image.length() + FeaturesTable.COMPUTED.length());
            append(values, image);
            values.remove(content);
            Row computed = function.apply(image.isNullAt(content) ? null : image.<byte[]>getAs(content));
            if (computed == null) {
                values.addAll(Collections.nCopies(FeaturesTable.COMPUTED.length(), null));
            } else {
                append(values, computed);
            }
            return RowFactory.create(values.toArray());
        }

        private static void append(List<@Nullable Object> values, Row row) {
            for (int i = 0; i < row.length(); i++) {
                values.add(row.get(i));
            }
        }
    }
}
