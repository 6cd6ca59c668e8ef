package io.gconv.jobs.sql;

import org.apache.spark.sql.SparkSessionExtensions;
import scala.runtime.AbstractFunction1;
import scala.runtime.BoxedUnit;

/**
 * Gives a session the SQL functions of {@link GconvFunctions} from its start:
 *
 * <pre>
 *   --jars gconv-jobs.jar --conf spark.sql.extensions=io.gconv.jobs.sql.GconvExtensions
 * </pre>
 */
public final class GconvExtensions extends AbstractFunction1<SparkSessionExtensions, BoxedUnit> {

    /** Creates the extension; Spark does that. */
    public GconvExtensions() {}

    @Override
    public BoxedUnit apply(SparkSessionExtensions extensions) {
        GconvFunctions.all().forEach(function -> extensions.injectFunction(function.description()));
        return BoxedUnit.UNIT;
    }
}
