/** The audit's {@code report.html}: a verdict in words, gates, plots, a heat table, examples and how it was computed. */
@org.jspecify.annotations.NullMarked
package io.gconv.jobs.audit.report;
