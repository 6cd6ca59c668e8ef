package io.gconv.jobs.sql;

import io.gconv.jobs.spark.task.Extraction;
import java.io.Serializable;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.encoders.ExpressionEncoder;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.ScalaUDF;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import scala.Function1;
import scala.Option;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * The bytes of an image to a row, or null to null. Two that do the same are equal, so that Spark computes an image once
 * where a query calls the same function several times.
 *
 * @param extraction what is computed
 * @param result what becomes of it
 */
record ImageFunction(Extraction extraction, Extraction.Result<Optional<Row>> result)
        implements Function1<byte @Nullable [], @Nullable Row>, Serializable {

    @Override
    public @Nullable Row apply(byte @Nullable [] content) {
        return content == null ? null : extraction.apply(content, result).orElse(null);
    }

    /**
     * Returns the call of this function.
     *
     * @param name what plans and columns call it
     * @param schema of the rows
     * @param content the bytes
     */
    Expression call(String name, StructType schema, Expression content) {
        Seq<Expression> children =
                CollectionConverters.asScala(java.util.List.of(content)).toSeq();
        Seq<Option<ExpressionEncoder<?>>> noEncoders = CollectionConverters.asScala(
                        java.util.List.<Option<ExpressionEncoder<?>>>of())
                .toSeq();
        // with an encoder, Spark copies the floats as they are, and does not box each of them
        return new ScalaUDF(
                this,
                schema,
                children,
                noEncoders,
                Option.apply(ExpressionEncoder.apply(schema)),
                Option.apply(name),
                true,
                true);
    }
}
