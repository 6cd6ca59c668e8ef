/** Pictures of feature maps and kernels: colours, planes, contact sheets, PNG. Needs neither Spark nor a screen. */
@org.jspecify.annotations.NullMarked
package io.gconv.jobs.picture;
