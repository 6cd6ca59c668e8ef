/**
 * Kernels k on R² and K on G as functions, the families and bases they are built from, and their sampled, transformed
 * copies.
 *
 * <p>A kernel is a function, so any h can act on it: (L_h k)(x) = k(h⁻¹x). It is sampled <em>after</em> the
 * transformation, on an odd window centred at the origin.
 */
@org.jspecify.annotations.NullMarked
package io.gconv.kernel;
