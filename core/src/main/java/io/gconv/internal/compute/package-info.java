/**
 * The engine: how a multi-plane correlation is computed fast. Layers say what is computed; nothing outside {@code layer}
 * uses this package, and nothing here knows about groups.
 */
@org.jspecify.annotations.NullMarked
package io.gconv.internal.compute;
