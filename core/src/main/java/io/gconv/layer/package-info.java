/**
 * The layers: lifting correlation from R² to G, layers on G, and the projection back to R². Each is equivariant,
 * Φ(L_g f) = L_g Φ(f), for every g of G, exactly where the pixel grid allows and up to interpolation otherwise.
 *
 * <p>A layer says what is computed; {@code internal.compute} decides how.
 */
@org.jspecify.annotations.NullMarked
package io.gconv.layer;
