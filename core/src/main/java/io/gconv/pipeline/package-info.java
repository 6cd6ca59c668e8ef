/**
 * From a {@link io.gconv.pipeline.PipelineSpec} (data) to a {@link io.gconv.pipeline.Pipeline}: lift, layers on G,
 * projection, pooled descriptor.
 */
@org.jspecify.annotations.NullMarked
package io.gconv.pipeline;
