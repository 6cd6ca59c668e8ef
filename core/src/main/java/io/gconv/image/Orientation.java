package io.gconv.image;

import com.drew.imaging.tiff.TiffProcessingException;
import com.drew.metadata.exif.ExifDirectoryBase;
import java.awt.Rectangle;
import java.io.IOException;

/**
 * The EXIF orientation, which says where row 0 and column 0 of the stored image belong in the upright one. The names say
 * what turns the stored image upright.
 *
 * @see <a href="https://www.cipa.jp/std/documents/download_e.html?DC-008-Translation-2023-E">CIPA DC-008, <i>Exif 3.0</i>,
 *     2023, §4.6.5.1.6</a>
 */
enum Orientation {
    UPRIGHT,
    MIRROR_LEFT_RIGHT,
    HALF_TURN,
    MIRROR_TOP_BOTTOM,
    TRANSPOSE,
    QUARTER_TURN_CLOCKWISE,
    TRANSVERSE,
    QUARTER_TURN_COUNTER_CLOCKWISE;

    /** Returns whether the upright image is as wide as the stored one is high. */
    boolean swapsSides() {
        return ordinal() >= TRANSPOSE.ordinal();
    }

    /**
     * Returns where the stored pixel (x, y) is in the upright image, as row · (upright width) + column. The index is affine
     * in x and y.
     *
     * @param x stored column, from the left
     * @param y stored row, from the top
     * @param width stored width
     * @param height stored height
     */
    int index(int x, int y, int width, int height) {
        int right = width - 1 - x;
        int below = height - 1 - y;
        return switch (this) {
            case UPRIGHT -> y * width + x;
            case MIRROR_LEFT_RIGHT -> y * width + right;
            case HALF_TURN -> below * width + right;
            case MIRROR_TOP_BOTTOM -> below * width + x;
            case TRANSPOSE -> x * height + y;
            case QUARTER_TURN_CLOCKWISE -> x * height + below;
            case TRANSVERSE -> right * height + below;
            case QUARTER_TURN_COUNTER_CLOCKWISE -> right * height + y;
        };
    }

    /**
     * Returns where a region of the upright image is stored.
     *
     * @param upright the region, by its left column, top row, width and height
     * @param width stored width of the image
     * @param height stored height of the image
     */
    Rectangle stored(Rectangle upright, int width, int height) {
        Rectangle region = swapsSides()
                ? new Rectangle(upright.y, upright.x, upright.height, upright.width)
                : new Rectangle(upright);
        if (isReversed(index(1, 0, 2, 1))) {
            region.x = width - region.x - region.width;
        }
        if (isReversed(index(0, 1, 1, 2))) {
            region.y = height - region.y - region.height;
        }
        return region;
    }

    /** Returns whether the second of two pixels comes first in the upright image. */
    private static boolean isReversed(int indexOfSecond) {
        return indexOfSecond == 0;
    }

    /** Returns the orientation by its EXIF number, 1 … 8; what is not one is upright. */
    static Orientation ofExif(long number) {
        return number >= 1 && number <= 8 ? values()[(int) number - 1] : UPRIGHT;
    }

    /** Returns the orientation in an EXIF block, which is a TIFF header and its tags; upright if it cannot be read. */
    static Orientation ofExif(byte[] exif) {
        try {
            return ofExif(TiffTags.read(exif).number(ExifDirectoryBase.TAG_ORIENTATION, 1));
        } catch (TiffProcessingException | IOException | RuntimeException e) {
            return UPRIGHT; // the picture is good; cameras and editors write broken EXIF often
        }
    }
}
