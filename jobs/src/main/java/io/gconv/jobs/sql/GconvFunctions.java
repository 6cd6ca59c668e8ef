package io.gconv.jobs.sql;

import io.gconv.jobs.spark.task.Extraction;
import io.gconv.jobs.table.FeaturesTable;
import io.gconv.jobs.table.MapsTable;
import io.gconv.pipeline.DescriptorEntry;
import io.gconv.pipeline.Pipeline;
import io.gconv.pipeline.PipelineSpec;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.analysis.FunctionRegistry;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.GetStructField;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import scala.Option;

/**
 * The SQL functions. They compute what {@code gconv extract} computes, with its default limits:
 *
 * <pre>
 *   gconv_descriptor(content, pipeline)    array&lt;float&gt;; null if the image cannot be read or computed
 *   gconv_features(content, pipeline)      struct of the columns width … error of the table features
 *   gconv_maps(content, pipeline, layer)   struct of the columns group … values of the table maps; null as above
 *   gconv_describe(pipeline)               array of structs: what each number of the descriptor means
 * </pre>
 *
 * {@code content} is the bytes of an image file; null gives null. {@code pipeline} is a constant: the name of a shipped
 * pipeline, or the text of a pipeline file. What is wrong with it fails the query, before the first image.
 *
 * <p>{@link GconvExtensions} registers them when a session starts, {@link #register} in one that is there.
 */
public final class GconvFunctions {

    /** An entry of {@code gconv_describe}. */
    static final StructType ENTRY = new StructType()
            .add("index", DataTypes.IntegerType)
            .add("layer", DataTypes.StringType)
            .add("projection", DataTypes.StringType)
            .add("channel", DataTypes.IntegerType)
            .add("region", DataTypes.StringType)
            .add("statistic", DataTypes.StringType);

    private static final String FEATURES = "gconv_features";
    private static final String MAPS = "gconv_maps";

    private GconvFunctions() {}

    /**
     * Gives a session the functions, until it ends.
     *
     * @throws IllegalArgumentException if the session is a client of Spark Connect
     */
    public static void register(SparkSession spark) {
        if (!(spark instanceof org.apache.spark.sql.classic.SparkSession session)) {
            throw new IllegalArgumentException("functions cannot be registered through Spark Connect; start the server"
                    + " with --conf spark.sql.extensions=" + GconvExtensions.class.getName());
        }
        FunctionRegistry registry = session.sessionState().functionRegistry();
        all().forEach(function -> registry.createOrReplaceTempFunction(function.name(), function.spark(), "java_udf"));
    }

    static List<SqlFunction> all() {
        return List.of(
                new SqlFunction(
                        "gconv_descriptor",
                        List.of("content", "pipeline"),
                        "Returns the descriptor of an image, or NULL if it cannot be read or computed.",
                        GconvFunctions::descriptor),
                new SqlFunction(
                        FEATURES,
                        List.of("content", "pipeline"),
                        "Returns size, descriptor and status of an image, and the error if it has no descriptor.",
                        GconvFunctions::features),
                new SqlFunction(
                        MAPS,
                        List.of("content", "pipeline", "layer"),
                        "Returns the feature map of a layer for an image, or NULL if it cannot be read or computed.",
                        GconvFunctions::maps),
                new SqlFunction(
                        "gconv_describe",
                        List.of("pipeline"),
                        "Returns what each number of the descriptor of a pipeline means.",
                        GconvFunctions::describe));
    }

    private static Expression features(List<Expression> arguments) {
        Extraction extraction = Extraction.of(pipeline(arguments.get(1)).spec(), Set.of());
        return new ImageFunction(extraction, FeaturesResult.of(extraction))
                .call(FEATURES, FeaturesTable.COMPUTED, Arguments.content(arguments.get(0)));
    }

    private static Expression descriptor(List<Expression> arguments) {
        return new GetStructField(features(arguments), FeaturesTable.COMPUTED.fieldIndex("descriptor"), Option.empty());
    }

    private static Expression maps(List<Expression> arguments) {
        Pipeline pipeline = pipeline(arguments.get(1));
        String layer = Arguments.constant("layer", arguments.get(2));
        if (!pipeline.layerNames().contains(layer)) {
            throw new IllegalArgumentException(layer + " is no layer of pipeline "
                    + pipeline.spec().name() + "; its layers are " + String.join(", ", pipeline.layerNames()));
        }
        return new ImageFunction(Extraction.of(pipeline.spec(), Set.of(layer)), new MapResult(layer))
                .call(MAPS, MapsTable.MAP, Arguments.content(arguments.get(0)));
    }

    private static Expression describe(List<Expression> arguments) {
        Row[] entries = pipeline(arguments.get(0)).descriptorIndex().stream()
                .map(GconvFunctions::row)
                .toArray(Row[]::new);
        return Literal.create(entries, DataTypes.createArrayType(ENTRY, false));
    }

    private static Row row(DescriptorEntry entry) {
        return RowFactory.create(
                entry.index(), entry.layer(), entry.projection(), entry.channel(), entry.region(), entry.statistic());
    }

    /** Returns the pipeline, built here to see that it can be. */
    private static Pipeline pipeline(Expression argument) {
        PipelineSpec spec = Arguments.pipeline(Arguments.constant("pipeline", argument));
        return Extraction.of(spec, Set.of()).pipeline();
    }
}
