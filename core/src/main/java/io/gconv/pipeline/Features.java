package io.gconv.pipeline;

import io.gconv.feature.GroupFeatureMap;
import java.util.Collections;
import java.util.Map;

/** What a pipeline computes from one image: the descriptor and the feature maps that were asked for. */
public final class Features {

    private final float[] descriptor;
    private final Map<String, GroupFeatureMap> maps;

    Features(float[] descriptor, Map<String, GroupFeatureMap> maps) {
        this.descriptor = descriptor;
        this.maps = Collections.unmodifiableMap(maps);
    }

    /** Returns a copy of the descriptor. */
    public float[] descriptor() {
        return descriptor.clone();
    }

    /** Returns the kept feature maps by layer, in the order of the layers; unmodifiable. */
    public Map<String, GroupFeatureMap> maps() {
        return maps;
    }

    /**
     * Returns the kept feature map of a layer.
     *
     * @throws IllegalArgumentException if it was not kept
     */
    public GroupFeatureMap map(String layer) {
        GroupFeatureMap map = maps.get(layer);
        if (map == null) {
            throw new IllegalArgumentException("the feature map of layer " + layer + " was not kept");
        }
        return map;
    }
}
