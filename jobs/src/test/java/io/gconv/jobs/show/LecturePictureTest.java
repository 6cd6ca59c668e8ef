package io.gconv.jobs.show;

import static org.assertj.core.api.Assertions.assertThat;

import io.gconv.audit.Transformation;
import io.gconv.feature.GroupFeatureMap;
import io.gconv.feature.LeftRegular;
import io.gconv.feature.PlanarFeatureMap;
import io.gconv.group.CyclicGroup;
import io.gconv.group.PlanarGroup;
import io.gconv.group.Pose;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LecturePictureTest {

    /** (4, −2) px are (2, −1) pixels of a map behind pooling by 2. */
    @Test
    void mapsBehindPoolingAreMovedByTheirOwnPixels() {
        PlanarGroup group = new CyclicGroup(4);
        Random random = new Random(1);
        float[] values = new float[group.order() * 15 * 15];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextInt(17) - 8;
        }
        GroupFeatureMap map = GroupFeatureMap.of(group, 1, 15, 15, values);
        GroupFeatureMap ofMoved = LeftRegular.apply(new Pose(2, -1, 0), map);
        PlanarFeatureMap image = PlanarFeatureMap.of(1, 30, 30, new float[30 * 30]);
        Transformation g = Transformation.translation(4, -2);
        LecturePicture picture = new LecturePicture(g, image, image, new double[] {0, 1}, map, ofMoved, 2, 5);
        assertThat(picture.error()).isZero();
    }
}
