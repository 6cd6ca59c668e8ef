package io.gconv.audit;

import io.gconv.audit.ProjectedMap.Levels;
import io.gconv.audit.Transformation.Kind;
import io.gconv.feature.ThetaShift;
import io.gconv.group.PlanarGroup;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What L_g does along H, for any transformation g of the plane:
 *
 * <pre>
 *   (L_g F)(x, h) = Σ_j w_(h,j) F(g⁻¹·x, j)
 *   g = R(2πa/N) Sᵐ s^l,  h = (r, m′, level):   g⁻¹h = ((−1)ᵐ (r − a), m + m′, level − l)
 * </pre>
 *
 * For elements of H the weights are those of a permutation. Between rotations they are of band-limited interpolation,
 * between scale levels of a cubic polynomial through the nearest four. What H does not have acts on the plane alone. An h
 * whose level is beyond the window is not defined.
 */
final class FibreAction {

    private static final int NODES = 4;

    private final PlanarGroup group;
    private final int[][] sources; // per h; empty if not defined
    private final float[][] weights;
    private final int lastReflected; // m
    private final double levelSteps;

    FibreAction(PlanarGroup group, Transformation g) {
        this.group = group;
        this.sources = new int[group.order()][];
        this.weights = new float[group.order()][];
        boolean has = g.membership(group, 1) != Membership.OUTSIDE;
        this.lastReflected = g.kind() == Kind.REFLECTION && has ? 1 : 0;
        boolean reflectedOutside = g.kind() == Kind.REFLECTION && lastReflected == 0;
        double rotationSteps = group.rotations() > 1 && !reflectedOutside ? g.rotationSteps(group) : 0;
        this.levelSteps = Transformation.hasScales(group) ? g.levelSteps(group) : 0;
        double[] shift = ThetaShift.kernel(rotationSteps, group.rotations());
        for (int h = 0; h < group.order(); h++) {
            fill(h, shift);
        }
    }

    private void fill(int h, double[] shift) {
        int n = group.rotations();
        int perLevel = group.elementsPerLevel();
        int rotation = h % n;
        int reflected = h % perLevel / n;
        double[] w = new double[group.order()];
        double[] levels = levelWeights(h / perLevel);
        for (int level = 0; level < levels.length; level++) {
            for (int i = 0; i < n; i++) {
                int from = level * perLevel + (reflected ^ lastReflected) * n + i;
                int difference = lastReflected == 0 ? rotation - i : rotation + i;
                w[from] = levels[level] * shift[Math.floorMod(difference, n)];
            }
        }
        sources[h] = IntStream.range(0, w.length).filter(j -> w[j] != 0).toArray();
        weights[h] = new float[sources[h].length];
        for (int i = 0; i < weights[h].length; i++) {
            weights[h][i] = (float) w[sources[h][i]];
        }
    }

    /** Returns the weights of the levels that are read for a level; all 0 if that is beyond the window. */
    private double[] levelWeights(int level) {
        double[] w = new double[group.levels()];
        double at = level - levelSteps;
        if (at < 0 || at > group.levels() - 1) {
            return w;
        }
        if (at == Math.rint(at)) {
            w[(int) at] = 1;
            return w;
        }
        int nodes = Math.min(NODES, group.levels());
        int first = Math.max(0, Math.min(group.levels() - nodes, (int) Math.floor(at) - 1));
        for (int i = first; i < first + nodes; i++) {
            w[i] = 1;
            for (int j = first; j < first + nodes; j++) {
                w[i] *= j == i ? 1 : (at - j) / (i - j);
            }
        }
        return w;
    }

    /** Returns whether L_g F is known at h. */
    boolean isDefined(int h) {
        return sources[h].length > 0;
    }

    /** Returns the highest level that is read for h, which must be defined. */
    int highestLevelRead(int h) {
        int[] read = sources[h];
        return read[read.length - 1] / group.elementsPerLevel();
    }

    /** Returns the highest level that is read for some levels, at which L_g F is known. */
    int highestLevelRead(Levels levels) {
        return highestLevelRead((levels.last() + 1) * group.elementsPerLevel() - 1);
    }

    /** Writes (L_g F)(x, h) for some points, given F(g⁻¹·x, j) for all j. */
    void apply(int h, float[][] values, int points, float[] out) {
        Arrays.fill(out, 0, points, 0);
        for (int i = 0; i < sources[h].length; i++) {
            float weight = weights[h][i];
            float[] from = values[sources[h][i]];
            for (int p = 0; p < points; p++) {
                out[p] += weight * from[p];
            }
        }
    }

    /** Returns whether L_g F is interpolated along the scales. */
    boolean isBetweenLevels() {
        return levelSteps != Math.rint(levelSteps);
    }

    /** Returns the levels at which L_g F is known, if any. */
    Optional<Levels> levelsOfTransformed() {
        return levels(levelSteps);
    }

    /** Returns the levels of F that these are moved from, if they are not interpolated. */
    Optional<Levels> levelsOfImage() {
        return levels(-levelSteps);
    }

    private Optional<Levels> levels(double shift) {
        int first = (int) Math.max(0, Math.ceil(shift));
        int last = (int) Math.min(group.levels() - 1, Math.floor(group.levels() - 1 + shift));
        return first <= last ? Optional.of(new Levels(first, last)) : Optional.empty();
    }
}
