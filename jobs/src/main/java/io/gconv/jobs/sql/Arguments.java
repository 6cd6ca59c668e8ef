package io.gconv.jobs.sql;

import io.gconv.jobs.config.PipelineConfig;
import io.gconv.jobs.config.ShippedPipelines;
import io.gconv.pipeline.PipelineSpec;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NullType;
import org.apache.spark.sql.types.StringType;

/** What the arguments of SQL functions mean. */
final class Arguments {

    private Arguments() {}

    /**
     * Returns the bytes of images.
     *
     * @throws IllegalArgumentException if the expression is of another type
     */
    static Expression content(Expression argument) {
        if (argument.dataType() instanceof NullType) {
            return Literal.create(null, DataTypes.BinaryType);
        }
        if (!(argument.dataType() instanceof BinaryType)) {
            throw new IllegalArgumentException(
                    "content must be the bytes of image files, of type binary as in the column"
                            + " content of the source binaryFile, but " + argument.sql() + " is of type "
                            + argument.dataType().simpleString());
        }
        return argument;
    }

    /**
     * Returns a constant text.
     *
     * @param parameter its name, for messages
     * @throws IllegalArgumentException if the expression is none
     */
    static String constant(String parameter, Expression argument) {
        Object value = argument.foldable() && argument.dataType() instanceof StringType ? argument.eval(null) : null;
        if (value == null) {
            throw new IllegalArgumentException(
                    parameter + " must be a constant text, the same for all rows, but was " + argument.sql());
        }
        return value.toString();
    }

    /**
     * Returns a pipeline. Not by the path of a file: whoever may send a query to a server could then read that server's
     * files, by the messages.
     *
     * @param text the name of a shipped one, or HOCON, which has braces or equals signs
     * @throws IllegalArgumentException with one line that says what is wrong, where, and what would be right
     */
    static PipelineSpec pipeline(String text) {
        if (text.indexOf('{') >= 0 || text.indexOf('=') >= 0) {
            return PipelineConfig.parse(text, "pipeline");
        }
        return ShippedPipelines.find(text)
                .orElseThrow(() -> new IllegalArgumentException("pipeline '" + text
                        + "' is neither one of the shipped pipelines " + String.join(", ", ShippedPipelines.names())
                        + " nor the text of a pipeline file; files are not read here, so pass what they contain"));
    }
}
