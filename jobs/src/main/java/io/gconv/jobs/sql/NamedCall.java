package io.gconv.jobs.sql;

import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.InheritAnalysisRules;
import org.apache.spark.sql.catalyst.expressions.RuntimeReplaceable;
import org.apache.spark.sql.catalyst.expressions.codegen.CodegenContext;
import org.apache.spark.sql.catalyst.expressions.codegen.ExprCode;
import org.apache.spark.sql.catalyst.trees.TreePattern;
import org.apache.spark.sql.types.DataType;
import org.jspecify.annotations.Nullable;
import scala.Enumeration;
import scala.collection.immutable.IndexedSeq;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * An expression that is called as a query calls it, as in {@code gconv_descriptor(content, se2)}: that is the name of its
 * column. The optimizer puts the expression itself in its place.
 */
final class NamedCall extends Expression implements RuntimeReplaceable, InheritAnalysisRules {

    private static final long serialVersionUID = 1L;

    private static final Seq<Enumeration.Value> PATTERNS = seq(List.of(TreePattern.RUNTIME_REPLACEABLE()));

    private final String name;
    private final transient Seq<Expression> parameters;
    private final Expression replacement;

    private NamedCall(String name, Seq<Expression> parameters, Expression replacement) {
        this.name = name;
        this.parameters = parameters;
        this.replacement = replacement;
    }

    static NamedCall of(String name, List<Expression> parameters, Expression replacement) {
        return new NamedCall(name, seq(parameters), replacement);
    }

    private static <T> Seq<T> seq(List<T> elements) {
        return CollectionConverters.asScala(elements).toSeq();
    }

    @Override
    public Expression replacement() {
        return replacement;
    }

    @Override
    public Expression child() {
        return replacement;
    }

    @Override
    public Seq<Expression> parameters() {
        return parameters;
    }

    @Override
    public Seq<Expression> children() {
        return seq(List.of(replacement));
    }

    @Override
    public Expression withNewChildInternal(Expression newChild) {
        return new NamedCall(name, parameters, newChild);
    }

    @Override
    public Expression withNewChildrenInternal(IndexedSeq<Expression> newChildren) {
        return withNewChildInternal(newChildren.apply(0));
    }

    @Override
    public String prettyName() {
        return name;
    }

    @Override
    public String sql() {
        return makeSQLString(seq(CollectionConverters.asJava(parameters).stream()
                .map(Expression::sql)
                .toList()));
    }

    @Override
    public boolean nullable() {
        return replacement.nullable();
    }

    @Override
    public boolean foldable() {
        return replacement.foldable();
    }

    @Override
    public DataType dataType() {
        return replacement.dataType();
    }

    @Override
    public Expression canonicalized() {
        return replacement.canonicalized();
    }

    @Override
    public @Nullable Object eval(@Nullable InternalRow input) {
        return replacement.eval(input);
    }

    @Override
    public ExprCode doGenCode(CodegenContext context, ExprCode code) {
        return replacement.genCode(context);
    }

    @Override
    public Seq<Enumeration.Value> nodePatterns() {
        return PATTERNS;
    }

    /** Scala's way to give a trait its constant; ours is above. */
    @Override
    public void org$apache$spark$sql$catalyst$expressions$RuntimeReplaceable$_setter_$nodePatterns_$eq(
            Seq<Enumeration.Value> patterns) {}

    @Override
    public int productArity() {
        return 3;
    }

    @Override
    public Object productElement(int index) {
        return switch (index) {
            case 0 -> name;
            case 1 -> parameters;
            case 2 -> replacement;
            default -> throw new IndexOutOfBoundsException(index);
        };
    }

    @Override
    public boolean canEqual(Object other) {
        return other instanceof NamedCall;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof NamedCall call && name.equals(call.name) && replacement.equals(call.replacement);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + replacement.hashCode();
    }
}
