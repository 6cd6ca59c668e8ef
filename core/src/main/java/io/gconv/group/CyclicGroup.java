package io.gconv.group;

import static java.util.Objects.checkIndex;

/**
 * The cyclic group C<sub>N</sub>: the N rotations of the plane about the origin by multiples of 2π/N.
 *
 * <pre>
 *   elements   h ∈ {0, …, N−1},  rotation by θ(h) = 2πh/N
 *   product    h · h′ = (h + h′) mod N
 *   inverse    h⁻¹    = −h mod N
 *   action     h · x  = R(θ(h)) x
 * </pre>
 *
 * Together with the translations it forms the roto-translation group R² ⋊ C<sub>N</sub> ⊂ SE(2). Quarter turns are
 * represented exactly, so rotating a pixel grid by them needs no interpolation. All methods run in constant time.
 *
 * @param order N ≥ 1, the number of rotations
 * @see <a href="https://arxiv.org/abs/1602.07576">T. Cohen, M. Welling, <i>Group Equivariant Convolutional Networks</i>,
 *     ICML 2016, §4</a>
 */
public record CyclicGroup(int order) implements PlanarGroup {

    /** The largest number of rotations, a bound on what a configuration file may allocate. */
    public static final int MAX_ROTATIONS = 256;

    /** Creates C<sub>N</sub>. */
    public CyclicGroup {
        if (order < 1 || order > MAX_ROTATIONS) {
            throw new IllegalArgumentException(
                    "number of rotations must be in 1 … " + MAX_ROTATIONS + ", but was " + order);
        }
    }

    @Override
    public int product(int h, int hPrime) {
        return (checkIndex(h, order) + checkIndex(hPrime, order)) % order;
    }

    @Override
    public int inverse(int h) {
        return (order - checkIndex(h, order)) % order;
    }

    /** Returns θ(h) = 2πh/N in [0, 2π), in radians, counter-clockwise. */
    public double angle(int h) {
        return 2 * Math.PI * checkIndex(h, order) / order;
    }

    @Override
    public Matrix2 matrix(int h) {
        double cos = Math.cos(angle(h));
        double sin = Math.sin(angle(h));
        if (4L * h % order == 0) { // quarter turn: cos and sin are −1, 0 or 1, up to rounding
            cos = Math.rint(cos) + 0.0;
            sin = Math.rint(sin) + 0.0;
        }
        return new Matrix2(cos, 0.0 - sin, sin, cos);
    }

    @Override
    public int rotations() {
        return order;
    }

    @Override
    public String label() {
        return "C" + order;
    }
}
