/** Audits of data sets: what is summarised and judged, gates, and the report. */
@org.jspecify.annotations.NullMarked
package io.gconv.jobs.audit;
