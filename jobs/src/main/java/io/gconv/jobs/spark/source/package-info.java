/** Where images come from: folders, lists, tables; cut into waves and partitions. */
@org.jspecify.annotations.NullMarked
package io.gconv.jobs.spark.source;
