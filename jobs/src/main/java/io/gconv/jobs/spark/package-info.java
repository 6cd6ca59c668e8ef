/** The jobs on Spark: how work is cut into partitions, what a task does, and how progress is told. */
@org.jspecify.annotations.NullMarked
package io.gconv.jobs.spark;
