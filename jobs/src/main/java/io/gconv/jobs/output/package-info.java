/** The output folder: who may write to it, how a wave is published, and the run files. */
@org.jspecify.annotations.NullMarked
package io.gconv.jobs.output;
