package io.gconv.pipeline;

/**
 * What one number of a descriptor means.
 *
 * @param index the position in the descriptor
 * @param layer the layer whose output is described
 * @param projection how H was projected out, such as {@code max}, {@code spectrum k=2} or {@code fourier k=1}
 * @param channel the channel of the layer
 * @param region {@code disk}, or {@code ring i of n}, counted from the centre
 * @param statistic {@code mean}, {@code std}, {@code max}, or {@code harmonic m=1}, with {@code re} or {@code im} behind
 * it if it is a part of a complex number
 */
public record DescriptorEntry(
        int index, String layer, String projection, int channel, String region, String statistic) {}
