/** The tables that the jobs write: schemas, and how values become rows. */
@org.jspecify.annotations.NullMarked
package io.gconv.jobs.table;
