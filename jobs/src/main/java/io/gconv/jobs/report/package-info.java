/** What people and machines read of a pipeline and of a build: tables, words and JSON. */
@org.jspecify.annotations.NullMarked
package io.gconv.jobs.report;
