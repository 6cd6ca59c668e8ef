package io.gconv.group;

import java.io.Serializable;

/**
 * A matrix group H acting linearly on R², sampled at finitely many elements.
 *
 * <pre>
 *   H = K            compact: every element is sampled                (trivial, cyclic, dihedral)
 *   H = K × s^Z      with scales: a window of levels() scales is sampled
 *   index            h = level · |K| + k,   k = reflection · N + rotation
 * </pre>
 *
 * <p>An element is an integer. The sampled elements are {@code 0 … order()−1}, so a feature map on G = R² ⋊ H is stored
 * as {@code order()} planes. A group with scales is infinite: there every integer names an element (levels may be
 * negative), and {@link #isSampled} tells those of the window. Product, inverse and matrix are those of the infinite
 * group, so the group laws hold without exception.
 */
public sealed interface PlanarGroup extends Serializable
        permits TrivialGroup, CyclicGroup, DihedralGroup, ScaleGroup, Similitudes {

    /** Returns the number of sampled elements. */
    int order();

    /** Returns the identity e, with e · h = h · e = h. */
    default int identity() {
        return 0;
    }

    /** Returns the product h · h′: first h′, then h. */
    int product(int h, int hPrime);

    /** Returns the inverse h⁻¹, with h⁻¹ · h = e. */
    int inverse(int h);

    /** Returns h⁻¹ · h′, the pose of h′ as seen from h. */
    default int relative(int h, int hPrime) {
        return product(inverse(h), hPrime);
    }

    /** Returns the matrix ρ(h) by which h acts on points: h · x = ρ(h) x. */
    Matrix2 matrix(int h);

    /** Returns s(h), the factor by which h scales lengths; |det ρ(h)| = s(h)². */
    default double scale(int h) {
        return 1;
    }

    /** Returns N, the number of rotations; rotations are consecutive indices, so h mod N is the rotation. */
    default int rotations() {
        return 1;
    }

    /** Returns the number of sampled scale levels. */
    default int levels() {
        return 1;
    }

    /** Returns the scale level of h: 0 for a compact group, any integer otherwise. */
    default int level(int h) {
        return 0;
    }

    /** Returns |K|, the number of elements per scale level. */
    default int elementsPerLevel() {
        return order() / levels();
    }

    /** Returns whether h is one of the sampled elements {@code 0 … order()−1}. */
    default boolean isSampled(int h) {
        return h >= 0 && h < order();
    }

    /**
     * Returns this group with another number of sampled scale levels.
     *
     * @throws IllegalArgumentException if a compact group is asked for more than one level, or {@code levels < 1}
     */
    default PlanarGroup withLevels(int levels) {
        if (levels != 1) {
            throw new IllegalArgumentException(label() + " has one scale level, so it cannot have " + levels);
        }
        return this;
    }

    /** Returns a short name for tables, such as {@code C16}, {@code D8} or {@code C8 x scale(1.414, 3)}. */
    String label();
}
