/** The core in SQL and on DataFrames: functions for any language of Spark, and a call for Java and Scala. */
@org.jspecify.annotations.NullMarked
package io.gconv.jobs.sql;
