package io.gconv.jobs.table;

import static org.apache.spark.sql.types.DataTypes.StringType;

import io.gconv.jobs.error.UserException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The columns that come from folder names, after those that a table always has. */
final class CarriedColumns {

    private CarriedColumns() {}

    static StructType appended(StructType fixed, List<String> carried) {
        StructType schema = fixed;
        for (String column : carried) {
            schema = schema.add(column, StringType);
        }
        return schema;
    }

    static StructType appended(StructType first, StructType second) {
        StructType schema = first;
        for (StructField column : second.fields()) {
            schema = schema.add(column);
        }
        return schema;
    }

    /**
     * Checks that carried columns get along with the fixed ones, the folder {@code wave=…} and each other. Spark does not
     * distinguish upper and lower case.
     *
     * @throws UserException naming the column
     */
    static void check(StructType fixed, List<String> carried) {
        Set<String> taken = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        taken.addAll(Arrays.asList(fixed.fieldNames()));
        taken.add("wave");
        for (String column : carried) {
            if (!taken.add(column)) {
                throw UserException.usage("a folder named " + column + "=… would become the column "
                        + column.toLowerCase(Locale.ROOT) + ", which exists already; name the inputs below that folder,"
                        + " or rename it");
            }
        }
    }
}
