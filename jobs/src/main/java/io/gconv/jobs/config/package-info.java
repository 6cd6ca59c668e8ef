/**
 * Pipelines as HOCON text: {@link io.gconv.pipeline.PipelineSpec} from a file, and back in canonical form.
 *
 * <p>One class per part of the file. Each reads its keys, refuses the others by name, and writes them in the same words;
 * the records of the core do the checking.
 */
@org.jspecify.annotations.NullMarked
package io.gconv.jobs.config;
