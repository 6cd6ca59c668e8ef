/** What people and machines read: tables and words on the terminal, and the contents of run files. */
@org.jspecify.annotations.NullMarked
package io.gconv.jobs.report;
