package io.gconv.jobs.audit;

import io.gconv.audit.Audit;
import io.gconv.audit.Membership;
import java.util.List;

/**
 * The errors of one layer under one transformation, over all images: a row of the table {@code summary}.
 *
 * @param variant {@code pipeline}, or a control: {@code trivial}, {@code identical}, {@code shuffled}
 * @param layer a layer of the pipeline; {@code projection}, the maximum over H of the last one; {@code descriptor}; or
 *     {@code descriptor-centred}, whose errors are relative to the spread of the data set's descriptors
 * @param kind {@code translation}, {@code rotation}, {@code reflection} or {@code scaling}
 * @param parameter as in gates: {@code 90}, {@code 0.5,0}, {@code 1.414}
 * @param amount the parameter as a number for plots: degrees counter-clockwise, pixels, degrees of the axis, factor
 * @param membership how the transformation relates to the sampled group
 * @param images how many images were measured or tried
 * @param ok how many have an error
 * @param flat how many have no signal to compare
 * @param tooSmall how many have no room between receptive field and border, or no levels on both sides
 * @param mean mean error; NaN, like all that follow, if {@code ok} is 0
 * @param standardDeviation of the errors
 * @param maximum the largest error
 * @param quantiles of the errors at 0, 1, 5, 10, 25, 50, 75, 90, 95, 99, 100 %, see {@link #LEVELS}
 * @param floor median error of resampling the images alone, with the same transformation
 * @param floor90 its 90 % quantile
 * @param truncation median error of a projection over the whole window of scales, also over levels that the other side has
 *     not; NaN where there is none
 * @param worst the images with the largest errors, largest first
 */
public record Summary(
        String variant,
        String layer,
        String kind,
        String parameter,
        double amount,
        Membership membership,
        long images,
        long ok,
        long flat,
        long tooSmall,
        double mean,
        double standardDeviation,
        double maximum,
        List<Double> quantiles,
        double floor,
        double floor90,
        double truncation,
        List<Worst> worst) {

    /** The levels of {@link #quantiles}, in per cent. */
    public static final List<Integer> LEVELS = List.of(0, 1, 5, 10, 25, 50, 75, 90, 95, 99, 100);

    /**
     * An image with a large error.
     *
     * @param path of the image
     * @param error its error
     */
    public record Worst(String path, double error) {}

    /** Returns whether a layer is a descriptor, which pools over the disk and so hides errors of feature maps. */
    public static boolean isDescriptor(String layer) {
        return layer.equals(Audit.DESCRIPTOR) || layer.equals(Audit.CENTRED);
    }

    /** Returns the transformation as in gates: {@code rotation 90}. */
    public String transformation() {
        return kind + " " + parameter;
    }

    /** Returns the quantile at a level of {@link #LEVELS}. */
    public double quantile(int percent) {
        return quantiles.get(LEVELS.indexOf(percent));
    }
}
