package io.gconv.group;

/**
 * Rotations and scalings, C<sub>N</sub> × {base<sup>j</sup>}: the similarities of the plane that fix the origin.
 *
 * <pre>
 *   elements   h = j·N + i,  rotation by 2πi/N and scaling by base^j;  i ∈ {0, …, N−1},  j ∈ Z
 *   product    (i, j) · (i′, j′) = (i + i′ mod N, j + j′)
 *   action     h · x = base^j R(2πi/N) x,   |det| = base^(2j)
 * </pre>
 *
 * Together with the translations it forms SIM(2). Both factors commute. As for {@link ScaleGroup}, a window of
 * {@code levels} scales is sampled.
 *
 * @param rotations N ≥ 1
 * @param base the ratio of neighbouring scales
 * @param levels the number of sampled scales
 */
public record Similitudes(int rotations, double base, int levels) implements PlanarGroup {

    /** Creates the window. */
    public Similitudes {
        CyclicGroup unusedCyclic = new CyclicGroup(rotations); // both check their bounds
        ScaleGroup unusedScale = new ScaleGroup(base, levels);
    }

    @Override
    public int order() {
        return rotations * levels;
    }

    @Override
    public int product(int h, int hPrime) {
        return element(rotation(h) + rotation(hPrime), level(h) + level(hPrime));
    }

    @Override
    public int inverse(int h) {
        return element(-rotation(h), -level(h));
    }

    private int rotation(int h) {
        return Math.floorMod(h, rotations);
    }

    /** Returns the element with the given rotation, in steps of 2π/N modulo N, and scale level. */
    int element(int rotation, int level) {
        return level * rotations + Math.floorMod(rotation, rotations);
    }

    @Override
    public int level(int h) {
        return Math.floorDiv(h, rotations);
    }

    @Override
    public double scale(int h) {
        return new ScaleGroup(base, levels).scale(level(h));
    }

    @Override
    public Matrix2 matrix(int h) {
        Matrix2 r = new CyclicGroup(rotations).matrix(rotation(h));
        double s = scale(h);
        return new Matrix2(s * r.a(), s * r.b(), s * r.c(), s * r.d());
    }

    @Override
    public Similitudes withLevels(int levels) {
        return new Similitudes(rotations, base, levels);
    }

    @Override
    public String label() {
        return String.format(java.util.Locale.ROOT, "C%d x scale(%.4g, %d)", rotations, base, levels);
    }
}
