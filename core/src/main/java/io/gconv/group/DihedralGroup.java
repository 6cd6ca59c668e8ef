package io.gconv.group;

import static java.util.Objects.checkIndex;

/**
 * The dihedral group D<sub>N</sub>: N rotations and N reflections of the plane.
 *
 * <pre>
 *   elements   h = m·N + r,  r ∈ {0, …, N−1} rotation, m ∈ {0, 1} reflection
 *   action     h · x = R(2πr/N) Sᵐ x,   S (x, y) = (x, −y)
 *   product    (r, m) · (r′, m′) = (r + (−1)ᵐ r′ mod N, m + m′ mod 2)
 *   inverse    (r, m)⁻¹ = (−(−1)ᵐ r mod N, m)
 * </pre>
 *
 * Together with the translations it forms R² ⋊ D<sub>N</sub> ⊂ E(2). Quarter turns and the reflections at the axes and
 * (for N divisible by 4) at the diagonals are exact.
 *
 * @param rotations N ≥ 1; the order of the group is 2N
 * @see <a href="https://arxiv.org/abs/1911.08251">M. Weiler, G. Cesa, <i>General E(2)-Equivariant Steerable CNNs</i>,
 *     NeurIPS 2019, §2</a>
 */
public record DihedralGroup(int rotations) implements PlanarGroup {

    /** Creates D<sub>N</sub>. */
    public DihedralGroup {
        CyclicGroup unused = new CyclicGroup(rotations); // checks the bounds
    }

    @Override
    public int order() {
        return 2 * rotations;
    }

    /** Returns whether h is a reflection, that is det ρ(h) = −1. */
    private boolean isReflection(int h) {
        return checkIndex(h, order()) >= rotations;
    }

    @Override
    public int product(int h, int hPrime) {
        int rPrime = checkIndex(hPrime, order()) % rotations;
        int r = isReflection(h) ? h - rPrime : h + rPrime;
        boolean reflection = isReflection(h) != isReflection(hPrime);
        return Math.floorMod(r, rotations) + (reflection ? rotations : 0);
    }

    @Override
    public int inverse(int h) {
        return isReflection(h) ? h : (rotations - h) % rotations;
    }

    @Override
    public Matrix2 matrix(int h) {
        Matrix2 rotation = new CyclicGroup(rotations).matrix(checkIndex(h, order()) % rotations);
        return isReflection(h)
                ? new Matrix2(rotation.a(), 0.0 - rotation.b(), rotation.c(), 0.0 - rotation.d())
                : rotation;
    }

    @Override
    public String label() {
        return "D" + rotations;
    }
}
