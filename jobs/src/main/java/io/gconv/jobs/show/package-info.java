/** Pictures of what a pipeline does with an image, as files and as one page. Needs no Spark. */
@org.jspecify.annotations.NullMarked
package io.gconv.jobs.show;
