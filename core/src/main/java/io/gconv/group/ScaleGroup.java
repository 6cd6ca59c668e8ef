package io.gconv.group;

/**
 * The scale group {s<sub>j</sub> = base<sup>j</sup> : j ∈ Z}, sampled at the levels 0 … levels−1.
 *
 * <pre>
 *   elements   h = j ∈ Z,  scaling by s_j = base^j
 *   product    j · j′ = j + j′
 *   inverse    j⁻¹    = −j
 *   action     j · x  = base^j x,   |det| = base^(2j)
 * </pre>
 *
 * Together with the translations it forms R² ⋊ R⁺. The group is infinite and only a window of it is sampled: whatever
 * sums over all of it (a projection, say) is truncated at both ends.
 *
 * @param base the ratio of neighbouring scales, from 1.01 to 4
 * @param levels the number of sampled scales, in 1 … 32
 * @see <a href="https://arxiv.org/abs/1910.11093">I. Sosnovik, M. Szmaja, A. Smeulders, <i>Scale-Equivariant Steerable
 *     Networks</i>, ICLR 2020, §3</a>
 */
public record ScaleGroup(double base, int levels) implements PlanarGroup {

    private static final double MIN_BASE = 1.01;
    private static final double MAX_BASE = 4;
    private static final int MAX_LEVELS = 32;

    /** Creates the window. */
    public ScaleGroup {
        if (!(base >= MIN_BASE && base <= MAX_BASE)) {
            throw new IllegalArgumentException(
                    "scale base must be in [" + MIN_BASE + ", " + MAX_BASE + "], but was " + base);
        }
        if (levels < 1 || levels > MAX_LEVELS) {
            throw new IllegalArgumentException("scale levels must be in 1 … " + MAX_LEVELS + ", but was " + levels);
        }
    }

    @Override
    public int order() {
        return levels;
    }

    @Override
    public int product(int h, int hPrime) {
        return h + hPrime;
    }

    @Override
    public int inverse(int h) {
        return -h;
    }

    /** {@inheritDoc} Integer powers of a base like √2 are rounded to the nearest integer where they are within 1e-12 of it. */
    @Override
    public double scale(int h) {
        double s = Math.pow(base, h);
        double nearest = Math.rint(s);
        return nearest > 0 && Math.abs(s - nearest) <= 1e-12 * nearest ? nearest : s;
    }

    @Override
    public Matrix2 matrix(int h) {
        return Matrix2.scaling(scale(h));
    }

    @Override
    public int level(int h) {
        return h;
    }

    @Override
    public ScaleGroup withLevels(int levels) {
        return new ScaleGroup(base, levels);
    }

    @Override
    public String label() {
        return String.format(java.util.Locale.ROOT, "scale(%.4g, %d)", base, levels);
    }
}
