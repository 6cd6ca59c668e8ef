/** The jobs on Spark: what is done in which order, wave by wave, and what is told of it. */
@org.jspecify.annotations.NullMarked
package io.gconv.jobs.spark;
