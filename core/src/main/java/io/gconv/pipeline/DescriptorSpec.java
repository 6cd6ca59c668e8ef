package io.gconv.pipeline;

import io.gconv.layer.Projection;
import java.io.Serializable;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * One part of a descriptor: numbers that a layer's output gives when it is pooled over the inscribed disk of the image,
 * or over concentric soft rings of it. Both regions are round about the image centre, so a rotation about the centre
 * does not change the numbers.
 */
public sealed interface DescriptorSpec extends Serializable {

    /** Returns the layer whose output is described. */
    String layer();

    /** Returns the channels of the layer that are described; empty stands for all. */
    List<Integer> channels();

    /** Returns the region that is pooled over. */
    RegionSpec region();

    /** Returns what is applied to every number. */
    Compression compression();

    /**
     * Projections, pooled.
     *
     * @param layer the layer
     * @param channels the channels of the layer, or empty for all
     * @param projections each gives its channels
     * @param region disk or rings
     * @param statistics each is one number per channel and ring
     * @param compression what is applied to every number
     */
    record Pooled(
            String layer,
            List<Integer> channels,
            List<Projection> projections,
            RegionSpec region,
            List<Statistic> statistics,
            Compression compression)
            implements DescriptorSpec {

        /** Copies the lists. */
        public Pooled {
            channels = List.copyOf(channels);
            projections = List.copyOf(projections);
            statistics = List.copyOf(statistics);
            checkDistinct(layer, "channels", channels, String::valueOf);
            checkDistinct(layer, "projections", projections, Projection::label);
            checkDistinct(layer, "statistics", statistics, Statistic::label);
            if (projections.isEmpty() || statistics.isEmpty()) {
                throw new IllegalArgumentException(
                        "a descriptor of layer " + layer + " needs at least one projection and one statistic");
            }
        }
    }

    /**
     * Joint angular harmonics over position and orientation, without a projection in between.
     *
     * <pre>
     *   c_(r,m,k) = Σ_x w_r(x) 1/N Σ_i F(x, i) e^(−i(m φ(x) + k θ_i)) / Σ_x w_r(x),   φ(x) the polar angle of x
     * </pre>
     *
     * A rotation about the centre by α multiplies c by e^(−i(m+k)α), so |c| is invariant. It says how orientations are
     * arranged about the centre (radial, tangential, four corners …), which a projection at each point forgets. With
     * k = −m the phase does not move at all; there Re c and Im c are kept (for groups without reflections).
     *
     * @param layer the layer
     * @param channels the channels of the layer, or empty for all
     * @param region rings, or the disk
     * @param maxOrder the largest m; all m from 0 are taken
     * @param frequencies the k taken along θ, with both signs; for m = 0 only k ≥ 0, since F is real
     * @param compression what is applied to every number
     */
    record Harmonics(
            String layer,
            List<Integer> channels,
            RegionSpec region,
            int maxOrder,
            List<Integer> frequencies,
            Compression compression)
            implements DescriptorSpec {

        private static final int MAX_ORDER = 16;

        /** Copies the list. */
        public Harmonics {
            channels = List.copyOf(channels);
            checkDistinct(layer, "channels", channels, String::valueOf);
            frequencies = List.copyOf(frequencies);
            if (maxOrder < 0 || maxOrder > MAX_ORDER) {
                throw new IllegalArgumentException("max-order must be in 0 … " + MAX_ORDER + ", but was " + maxOrder);
            }
            if (frequencies.isEmpty() || frequencies.stream().distinct().count() != frequencies.size()) {
                throw new IllegalArgumentException(
                        "frequencies must be distinct and at least one, but were " + frequencies);
            }
            if (maxOrder == 0 && frequencies.stream().allMatch(k -> k < 0)) {
                throw new IllegalArgumentException("with max-order 0 a frequency must be at least 0, but they were "
                        + frequencies + "; the others are their conjugates");
            }
        }
    }

    /** Refuses values of the same name, which the index of the descriptor could not tell apart. */
    private static <T> void checkDistinct(String layer, String key, List<T> values, Function<T, String> label) {
        Set<String> seen = new HashSet<>();
        for (T value : values) {
            if (!seen.add(label.apply(value))) {
                throw new IllegalArgumentException("the descriptor of layer " + layer + " has " + label.apply(value)
                        + " twice in " + key + ": "
                        + values.stream().map(label).toList());
            }
        }
    }

    /**
     * The disk inscribed in the image, or soft rings of it.
     *
     * @param rings the number of rings, or 0 for the whole disk
     * @param margin how far the disk stays away from the border
     */
    record RegionSpec(int rings, Margin margin) implements Serializable {

        private static final int MAX_RINGS = 64;

        /** Checks the number. */
        public RegionSpec {
            if (rings < 0 || rings > MAX_RINGS) {
                throw new IllegalArgumentException("rings must be in 0 … " + MAX_RINGS + ", but was " + rings);
            }
        }

        /** Returns the disk, less the receptive field. */
        public static RegionSpec disk() {
            return new RegionSpec(0, new Margin.ReceptiveField());
        }

        /** Returns rings of the disk, less the receptive field. */
        public static RegionSpec rings(int count) {
            return new RegionSpec(count, new Margin.ReceptiveField());
        }

        /** Returns the number of regions: the rings, or 1. */
        int count() {
            return Math.max(1, rings);
        }

        /** Returns the name of region i. */
        String label(int i) {
            return rings == 0 ? "disk" : "ring " + (i + 1) + " of " + rings;
        }
    }

    /** How far a region stays away from the border of the image. */
    sealed interface Margin extends Serializable {

        /** By the radius of the layer's receptive field, so that nothing beyond the border is seen. */
        record ReceptiveField() implements Margin {}

        /**
         * By a fixed distance; 0 suits objects on a plain background, where beyond the border there is more of it.
         *
         * @param px in pixels
         */
        record Pixels(double px) implements Margin {

            /** Checks the distance. */
            public Pixels {
                if (!(px >= 0 && Double.isFinite(px))) {
                    throw new IllegalArgumentException("margin-px must be at least 0, but was " + px);
                }
            }
        }
    }

    /** A fixed function of each number, to even out their ranges. */
    sealed interface Compression extends Serializable {

        /** Returns the compressed number. */
        double apply(double v);

        /** Returns the number of which {@code v} is the compressed one. */
        double undo(double v);

        /** The identity. */
        record None() implements Compression {
            @Override
            public double apply(double v) {
                return v;
            }

            @Override
            public double undo(double v) {
                return v;
            }
        }

        /** sign(v) √|v|. */
        record Sqrt() implements Compression {
            @Override
            public double apply(double v) {
                return Math.copySign(Math.sqrt(Math.abs(v)), v);
            }

            @Override
            public double undo(double v) {
                return Math.copySign(v * v, v);
            }
        }

        /**
         * sign(v) log(1 + |v|/ε).
         *
         * @param epsilon ε > 0: below it the function is nearly linear
         */
        record Log(double epsilon) implements Compression {

            /** Checks ε. */
            public Log {
                if (!(epsilon > 0 && Double.isFinite(epsilon))) {
                    throw new IllegalArgumentException("log-epsilon must be positive, but was " + epsilon);
                }
            }

            @Override
            public double apply(double v) {
                return Math.copySign(Math.log1p(Math.abs(v) / epsilon), v);
            }

            @Override
            public double undo(double v) {
                return Math.copySign(epsilon * Math.expm1(Math.abs(v)), v);
            }
        }
    }
}
