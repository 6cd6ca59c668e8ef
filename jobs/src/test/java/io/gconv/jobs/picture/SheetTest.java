package io.gconv.jobs.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sizes and pixels of pictures. */
class SheetTest {

    private static BufferedImage decoded(Picture picture) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(picture.png()));
    }

    private static Sheet.Row row(String title, int columns, int width, int height) {
        return new Sheet.Row(title, Collections.nCopies(columns, Picture.blank(width, height)));
    }

    /** Margins of 12 all around, gaps of 6 between cells. */
    @Test
    void aSheetWithoutWordsIsAsLargeAsItsPictures() throws IOException {
        Sheet sheet = new Sheet("", List.of("", "", ""), List.of(row("", 3, 20, 10), row("", 3, 30, 40)), List.of());
        BufferedImage image = decoded(sheet.draw());
        assertThat(image.getWidth()).isEqualTo(12 + 3 * 30 + 2 * 6 + 12);
        assertThat(image.getHeight()).isEqualTo(12 + 10 + 6 + 40 + 6 + 12);
    }

    @Test
    void titlesAndNotesFitOnTheSheet() throws IOException {
        String words = "a title that is much wider than the only picture, and must not be cut off at the right";
        Sheet sheet = new Sheet("", List.of(""), List.of(row("", 1, 20, 20)), List.of(words));
        BufferedImage image = decoded(sheet.draw());
        for (int y = 0; y < image.getHeight(); y++) {
            assertThat(image.getRGB(image.getWidth() - 6, y) & 0xffffff).isEqualTo(0xffffff);
        }
        assertThat(image.getWidth()).isGreaterThan(300);
    }

    /** 3 cells of 60 pixels, so what leads from the last to the first crosses the middle of the sheet at half its height. */
    @ParameterizedTest
    @CsvSource({"STRAIGHT, true", "AROUND, false"})
    void onlyArrowsAroundLeaveTheMiddleFree(Sheet.Way way, boolean crosses) throws IOException {
        List<Sheet.Row> rows = List.of(row("", 3, 60, 60), row("", 3, 60, 60));
        List<Sheet.Arrow> arrows = List.of(new Sheet.Arrow(0, 2, 0, way));
        BufferedImage image = decoded(new Sheet("", List.of("", "", ""), rows, arrows, List.of()).draw());
        int middle = 12 + 60 + 54 / 2;
        assertThat(IntStream.range(middle - 4, middle + 4).map(y -> image.getRGB(image.getWidth() / 2, y)))
                .matches(pixels -> crosses == pixels.stream().anyMatch(pixel -> pixel != 0xffffffff));
    }

    /** The first of 3 cells of 60 pixels leaves at the left, and comes to the last one from the right. */
    @Test
    void anArrowAroundToTheRightLeavesAtTheLeft() throws IOException {
        List<Sheet.Row> rows = List.of(row("", 3, 60, 60), row("", 3, 60, 60));
        List<Sheet.Arrow> arrows = List.of(new Sheet.Arrow(0, 0, 2, Sheet.Way.AROUND));
        BufferedImage image = decoded(new Sheet("", List.of("", "", ""), rows, arrows, List.of()).draw());
        int middle = 12 + 60 + 54 / 2;
        List<Integer> coloured = IntStream.range(0, image.getWidth())
                .filter(x -> image.getRGB(x, middle - 2) != 0xffffffff)
                .boxed()
                .toList();
        assertThat(coloured).isNotEmpty().allMatch(x -> x < 12 + 30 || x > 12 + 2 * 66 + 30);
    }

    @Test
    void rowsHaveAsManyPicturesAsThereAreColumns() {
        List<Sheet.Row> rows = List.of(row("", 2, 5, 5));
        assertThatThrownBy(() -> new Sheet("", List.of(""), rows, List.of()))
                .hasMessage("a sheet of 1 columns cannot have a row of 2 pictures");
    }

    @Test
    void planesKeepTheirValuesWhenEnlargedAndTheirMeanWhenReduced() {
        Plane plane = Plane.of(2, 4, 1, 3, 5, 7, 1, 3, 5, 7);
        Plane enlarged = plane.fitted(9);
        assertThat(List.of(enlarged.height(), enlarged.width())).containsExactly(4, 8);
        assertThat(enlarged.value(3, 7)).isEqualTo(7);
        Plane reduced = plane.fitted(2);
        assertThat(List.of(reduced.height(), reduced.width())).containsExactly(1, 2);
        assertThat(List.of(reduced.value(0, 0), reduced.value(0, 1))).containsExactly(2.0, 6.0);
    }

    @Test
    void aPictureShowsRowsFromTheTop() throws IOException {
        BufferedImage image = decoded(Picture.of(Plane.of(2, 1, 0, 1), ColourScale.gray(0, 1)));
        assertThat(image.getRGB(0, 0)).isEqualTo(0xff000000);
        assertThat(image.getRGB(0, 1)).isEqualTo(0xffffffff);
    }

    @Test
    void nothingIsDrawnBeyondTheDisk() {
        Plane disk = Plane.of(5, 7, new double[35]).disk();
        assertThat(List.of(disk.height(), disk.width())).containsExactly(5, 5);
        assertThat(disk.value(0, 0)).isNaN();
        assertThat(disk.value(2, 0)).isZero();
    }
}
