/** The command line: {@link io.gconv.jobs.Main} and one class per command. */
@org.jspecify.annotations.NullMarked
package io.gconv.jobs;
