package io.gconv.jobs.table;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The columns that are carried through, after those that a table always has. */
final class CarriedColumns {

    private CarriedColumns() {}

    static StructType appended(StructType fixed, StructType carried) {
        StructType schema = fixed;
        for (StructField column : carried.fields()) {
            schema = schema.add(column.name(), column.dataType(), true);
        }
        return schema;
    }

    /**
     * Returns the first carried column that does not get along with the fixed ones, the folder {@code wave=…} or another.
     * Spark does not distinguish upper and lower case.
     */
    static Optional<String> clash(StructType fixed, StructType carried) {
        Set<String> taken = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        taken.addAll(Arrays.asList(fixed.fieldNames()));
        taken.add("wave");
        return Arrays.stream(carried.fieldNames())
                .filter(column -> !taken.add(column))
                .findFirst();
    }
}
