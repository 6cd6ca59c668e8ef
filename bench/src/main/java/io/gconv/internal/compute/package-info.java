/** Benchmarks of the parts of the engine that only this package sees. */
@org.jspecify.annotations.NullMarked
package io.gconv.internal.compute;
