package io.gconv.layer;

import io.gconv.feature.GroupFeatureMap;
import java.util.List;

/**
 * Gives the values along H other names: for controls that an audit must fail.
 *
 * <pre>
 *   out(x, h) = F(x, source(h))
 * </pre>
 *
 * It does <em>not</em> commute with L_g, unless source is a multiplication from the right.
 *
 * @param sources one sampled element of H for every sampled element
 */
public record Relabelling(List<Integer> sources) implements GroupLayer {

    /** Copies the list. */
    public Relabelling {
        sources = List.copyOf(sources);
        for (int source : sources) {
            if (source < 0 || source >= sources.size()) {
                throw new IllegalArgumentException(
                        "a source must be in 0 … " + (sources.size() - 1) + ", but was " + source);
            }
        }
    }

    @Override
    public void apply(GroupFeatureMap f, GroupFeatureMap out) {
        MapShape.check(out, f.group(), f.channels(), f.height(), f.width());
        MapShape.checkDistinct(f, out);
        outputShape(MapShape.of(f));
        int pixels = f.height() * f.width();
        for (int plane = 0; plane < f.planes(); plane++) {
            int h = plane % sources.size();
            int source = plane - h + sources.get(h);
            System.arraycopy(f.array(), source * pixels, out.array(), plane * pixels, pixels);
        }
    }

    @Override
    public MapShape outputShape(MapShape in) {
        if (in.group().order() != sources.size()) {
            throw new IllegalArgumentException("the relabelling has " + sources.size() + " elements, but "
                    + in.group().label() + " has " + in.group().order());
        }
        return in;
    }

    @Override
    public double radius() {
        return 0;
    }

    @Override
    public int stride() {
        return 1;
    }
}
