/** The output folder: who may write to it, how rows become visible, and the run files. */
@org.jspecify.annotations.NullMarked
package io.gconv.jobs.output;
