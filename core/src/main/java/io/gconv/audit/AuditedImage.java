package io.gconv.audit;

import java.util.List;
import java.util.Map;

/**
 * What an audit finds out about one image.
 *
 * @param measurements one per variant, layer and transformation
 * @param descriptors d(f) by variant; not copies
 */
public record AuditedImage(List<Measurement> measurements, Map<String, float[]> descriptors) {

    /** Copies the list. */
    public AuditedImage {
        measurements = List.copyOf(measurements);
        descriptors = Map.copyOf(descriptors);
    }
}
