package io.gconv.jobs.show;

import static org.assertj.core.api.Assertions.assertThat;

import io.gconv.audit.Transformation;
import io.gconv.feature.GroupFeatureMap;
import io.gconv.feature.LeftRegular;
import io.gconv.feature.PlanarFeatureMap;
import io.gconv.group.CyclicGroup;
import io.gconv.group.DihedralGroup;
import io.gconv.group.PlanarGroup;
import io.gconv.group.Pose;
import io.gconv.group.ScaleGroup;
import io.gconv.group.Similitudes;
import io.gconv.jobs.picture.Sheet;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
        assertThat(picture.verdict()).startsWith("no difference, to the last bit");
    }

    /** The picture of maps of one pixel value, of 15 × 15 pixels, seen inside a disk. */
    private static LecturePicture picture(
            Transformation g, PlanarGroup group, float before, float after, double radius) {
        PlanarFeatureMap image = PlanarFeatureMap.of(1, 15, 15, new float[15 * 15]);
        GroupFeatureMap map = constant(group, before);
        return new LecturePicture(g, image, image, new double[] {0, 1}, map, constant(group, after), 1, radius);
    }

    private static GroupFeatureMap constant(PlanarGroup group, float value) {
        float[] values = new float[group.order() * 15 * 15];
        Arrays.fill(values, value);
        return GroupFeatureMap.of(group, 1, 15, 15, values);
    }

    private static LecturePicture picture(Transformation g, PlanarGroup group) {
        return picture(g, group, 1, 1, 5);
    }

    /** Column 0 has the image; the scales ×1 and ×1.41 leave the window. */
    @Test
    void aReductionLeadsStraightBackToFinerScales() {
        assertThat(picture(Transformation.scaling(0.5), new ScaleGroup(Math.sqrt(2), 5))
                        .arrows())
                .containsExactly(straight(3, 1), straight(4, 2), straight(5, 3));
    }

    private static Sheet.Arrow straight(int from, int to) {
        return new Sheet.Arrow(0, from, to, Sheet.Way.STRAIGHT);
    }

    @ParameterizedTest
    @ValueSource(doubles = {16, 2.83, 1 / 16.0})
    void nothingLeadsFromPosesThatLeaveTheWindow(double factor) {
        LecturePicture picture = picture(Transformation.scaling(factor), new Similitudes(4, Math.sqrt(2), 3));
        assertThat(picture.arrows()).isEmpty();
        assertThat(picture.motion()).doesNotContain("arrows").contains("beyond the window of scales");
        assertThat(picture.verdict()).isEqualTo("nothing to compare: every pose leaves the window of scales");
    }

    @Test
    void reflectionsExchangeTheHalvesWithoutGoingAround() {
        assertThat(picture(Transformation.reflection(0), new DihedralGroup(4)).arrows())
                .hasSize(8)
                .contains(straight(1, 5), straight(5, 1), straight(2, 8), straight(8, 2))
                .allSatisfy(arrow -> assertThat(arrow.way()).isEqualTo(Sheet.Way.STRAIGHT));
    }

    /** Of 4 rotations the last one comes back as the first, of every half and of every level. */
    @Test
    void rotationsGoAroundWithinOneHalfAndOneLevel() {
        List<Sheet.Arrow> expected = List.of(
                straight(1, 2),
                straight(2, 3),
                straight(3, 4),
                new Sheet.Arrow(0, 4, 1, Sheet.Way.AROUND),
                straight(5, 6),
                straight(6, 7),
                straight(7, 8),
                new Sheet.Arrow(0, 8, 5, Sheet.Way.AROUND));
        Transformation g = Transformation.rotation(90);
        assertThat(picture(g, new DihedralGroup(4)).arrows()).isEqualTo(expected);
        assertThat(picture(g, new Similitudes(4, 2, 2)).arrows()).isEqualTo(expected);
    }

    /** By −90° the first of 4 rotations becomes the last one, and the others move by one to the left. */
    @Test
    void clockwiseRotationsGoAroundTheOtherWay() {
        for (double angle : new double[] {-90, 270}) {
            assertThat(picture(Transformation.rotation(angle), new CyclicGroup(4))
                            .arrows())
                    .containsExactly(
                            new Sheet.Arrow(0, 1, 4, Sheet.Way.AROUND), straight(2, 1), straight(3, 2), straight(4, 3));
        }
    }

    @Test
    void whatTheGroupDoesNotContainLeavesPosesWhereTheyAre() {
        LecturePicture picture = picture(Transformation.rotation(90), new ScaleGroup(2, 2));
        assertThat(picture.arrows()).containsExactly(straight(1, 1), straight(2, 2));
        assertThat(picture.motion()).startsWith("arrows: only the planes are turned by 90°");
    }

    @Test
    void betweenElementsThereIsInterpolationAndNoArrows() {
        PlanarGroup group = new Similitudes(4, Math.sqrt(2), 3);
        LecturePicture turned = picture(Transformation.rotation(30), group);
        assertThat(turned.arrows()).isEmpty();
        assertThat(turned.motion()).isEqualTo("between elements of H: planar rotation, interpolated along θ");
        assertThat(picture(Transformation.scaling(1.2), group).motion())
                .isEqualTo("between elements of H: planar scaling, interpolated along the scale axis");
        assertThat(picture(Transformation.reflection(10), new DihedralGroup(4)).motion())
                .isEqualTo("between elements of H: planar reflection and exchange, interpolated along θ");
    }

    /** 0/0 has three reasons, and a map that is 0 is not a disk that is too small. */
    @Test
    void theVerdictTellsMapsThatAreZeroFromNothingToCompare() {
        Transformation g = Transformation.rotation(90);
        PlanarGroup group = new CyclicGroup(4);
        assertThat(picture(g, group, 0, 0, 5).verdict())
                .isEqualTo("nothing to compare: the maps are 0 inside the dashed circle");
        assertThat(picture(g, group, 0, 1, 5).verdict())
                .isEqualTo("L_g Φ(f) is 0 inside the dashed circle, Φ(L_g f) is not");
        assertThat(picture(g, group, 1, 1, -1).verdict())
                .isEqualTo("nothing to compare: the disk less the receptive field is too small");
        assertThat(picture(g, group, 1, 1, 5).verdict())
                .isEqualTo("no difference, to the last bit, inside the dashed circle");
    }
}
