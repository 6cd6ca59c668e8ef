package io.gconv.audit;

import io.gconv.group.PlanarGroup;
import io.gconv.layer.Relabelling;
import io.gconv.pipeline.Pipeline;
import io.gconv.pipeline.PipelineSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Pipelines that are broken on purpose: an audit that does not fail them measures nothing. */
public enum Control {
    /** The trivial group H = {e} with the same kernels: a plain convolutional network. */
    TRIVIAL {
        @Override
        public Pipeline pipeline(PipelineSpec spec) {
            return Pipeline.of(TrivialSpec.of(spec));
        }
    },
    /** The lift has the same kernels for all h: F(x, h) = F(x, e). */
    IDENTICAL {
        @Override
        public Pipeline pipeline(PipelineSpec spec) {
            return relabelled(spec, Collections.nCopies(spec.group().order(), 0));
        }
    },
    /** The elements of H are shuffled after the lift. */
    SHUFFLED {
        @Override
        public Pipeline pipeline(PipelineSpec spec) {
            List<Integer> order = new ArrayList<>(
                    IntStream.range(0, spec.group().order()).boxed().toList());
            Random random = new Random(SEED);
            do {
                Collections.shuffle(order, random);
            } while (commutes(spec.group(), order));
            return relabelled(spec, order);
        }
    };

    private static final long SEED = 20261123;

    /**
     * Returns the control of a pipeline.
     *
     * @throws IllegalArgumentException if it cannot be built
     */
    public abstract Pipeline pipeline(PipelineSpec spec);

    /** Returns the name in tables. */
    public String label() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    /** Returns the controls that differ from a pipeline on this group in a way that can be measured. */
    public static List<Control> of(PlanarGroup group) {
        if (group.order() == 1) {
            return List.of();
        }
        boolean allAreElements = group.order() == 2 && group.levels() == 1; // to exchange two levels is not a scaling
        return allAreElements ? List.of(TRIVIAL, IDENTICAL) : List.of(values());
    }

    private static Pipeline relabelled(PipelineSpec spec, List<Integer> sources) {
        return Pipeline.relabelled(spec, new Relabelling(sources));
    }

    /** Returns whether renaming commutes with the left action for one element at least, and so would hide. */
    private static boolean commutes(PlanarGroup group, List<Integer> order) {
        return IntStream.range(0, group.order())
                .anyMatch(h -> h != group.identity()
                        && IntStream.range(0, group.order())
                                .filter(j -> group.isSampled(group.product(h, j)))
                                .allMatch(j -> order.get(group.product(h, j)).equals(group.product(h, order.get(j)))));
    }
}
