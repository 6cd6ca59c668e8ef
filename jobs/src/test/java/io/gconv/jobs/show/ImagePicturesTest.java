package io.gconv.jobs.show;

import static org.assertj.core.api.Assertions.assertThat;

import io.gconv.feature.GroupFeatureMap;
import io.gconv.group.CyclicGroup;
import org.junit.jupiter.api.Test;

class ImagePicturesTest {

    /** F(c, h) = slope(c) · h, on one pixel. */
    @Test
    void theLiveliestChannelChangesMostFromPoseToPose() {
        float[] slopes = {1, -3, 2};
        float[] values = new float[3 * 4];
        for (int i = 0; i < values.length; i++) {
            values[i] = slopes[i / 4] * (i % 4);
        }
        assertThat(ImagePictures.liveliest(GroupFeatureMap.of(new CyclicGroup(4), 3, 1, 1, values)))
                .isEqualTo(1);
    }
}
