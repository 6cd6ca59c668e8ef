package io.gconv.jobs.sql;

import java.util.List;
import java.util.function.Function;
import org.apache.spark.sql.catalyst.FunctionIdentifier;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.ExpressionInfo;
import org.apache.spark.sql.catalyst.expressions.NamedArgumentExpression;
import scala.Function1;
import scala.Tuple3;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * A SQL function, as sessions register it. Its builder runs on the driver when a query is analysed, with arguments whose
 * types are known, so that what is wrong with a query is said before the first image.
 *
 * @param name the name
 * @param parameters the names of the parameters
 * @param usage what {@code DESCRIBE FUNCTION} says about it
 * @param builder arguments to expression; throws IllegalArgumentException with a sentence for the user
 */
record SqlFunction(String name, List<String> parameters, String usage, Function<List<Expression>, Expression> builder) {

    FunctionIdentifier identifier() {
        return new FunctionIdentifier(name);
    }

    ExpressionInfo info() {
        return new ExpressionInfo(GconvFunctions.class.getName(), "", name, signature() + " - " + usage, "");
    }

    Function1<Seq<Expression>, Expression> spark() {
        return arguments -> build(CollectionConverters.asJava(arguments));
    }

    /** Returns what {@link org.apache.spark.sql.SparkSessionExtensions#injectFunction} takes. */
    Tuple3<FunctionIdentifier, ExpressionInfo, Function1<Seq<Expression>, Expression>> description() {
        return new Tuple3<>(identifier(), info(), spark());
    }

    private Expression build(List<Expression> arguments) {
        if (arguments.stream().anyMatch(NamedArgumentExpression.class::isInstance)) {
            throw new IllegalArgumentException("the call must be " + signature()
                    + ", with its arguments in this order; named arguments (=>) are not supported");
        }
        if (arguments.size() != parameters.size()) {
            throw new IllegalArgumentException("the call must be " + signature() + ", but has " + arguments.size()
                    + (arguments.size() == 1 ? " argument" : " arguments"));
        }
        try {
            return NamedCall.of(name, arguments, builder.apply(arguments));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
        }
    }

    private String signature() {
        return name + "(" + String.join(", ", parameters) + ")";
    }
}
