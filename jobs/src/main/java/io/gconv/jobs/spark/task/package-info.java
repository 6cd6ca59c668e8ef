/** What a task does: from the bytes of an image to its rows. */
@org.jspecify.annotations.NullMarked
package io.gconv.jobs.spark.task;
