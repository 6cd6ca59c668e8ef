package io.gconv.jobs.show;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gconv.group.PlanarGroup;
import io.gconv.jobs.config.PipelineConfig;
import io.gconv.jobs.picture.ColourScale;
import io.gconv.pipeline.Pipeline;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class KernelSheetTest {

    /** L_h k has the values of k, at other places; sampling at whole pixels misses the largest by a little. */
    @Test
    void enlargedKernelsAreNotPaler() {
        Pipeline pipeline = Pipeline.of(PipelineConfig.load(Path.of("..", "conf", "pipelines", "scale.conf")));
        ShownLayer layer = ShownLayer.of(pipeline).get(0);
        KernelSheet sheet = new KernelSheet(layer, layer.kernels().orElseThrow());
        PlanarGroup group = pipeline.spec().group();
        KernelSheet.Entry entry = new KernelSheet.Entry(0, 0, 0, 0);
        double finest = largest(sheet, entry, 0);
        assertThat(group.matrix(group.order() - 1).determinant()).isGreaterThan(2);
        for (int h = 1; h < group.order(); h++) {
            assertThat(largest(sheet, entry, h) / finest).isCloseTo(1, within(0.15));
        }
    }

    private static double largest(KernelSheet sheet, KernelSheet.Entry entry, int h) {
        return ColourScale.of(List.of(sheet.plane(entry, h)), 1).high();
    }
}
