package io.gconv.image;

/** Whether and how the pixels of an image file can be read. */
public sealed interface OpenedImage {

    /**
     * An image that can be read by region.
     *
     * @param regions to be closed by whoever opened it
     */
    record ByRegion(ImageRegions regions) implements OpenedImage {}

    /**
     * An image that cannot be read by region, but that is small enough for {@link ImageDecoder} to decode it whole.
     *
     * @param reason one human-readable line that says why it cannot be read by region
     * @param size of the image
     */
    record WholeOnly(String reason, ImageSize size) implements OpenedImage {}

    /**
     * An image that cannot be read.
     *
     * @param failure why, and what is known of it
     */
    record Unreadable(DecodedImage.Failure failure) implements OpenedImage {}
}
