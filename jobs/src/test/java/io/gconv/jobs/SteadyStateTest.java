package io.gconv.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.gconv.feature.PlanarFeatureMap;
import io.gconv.jobs.config.PipelineConfig;
import io.gconv.pipeline.Pipeline;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** With the pipelines that we ship, an image of the size of the one before allocates its descriptor and nothing else. */
@Tag("engine")
class SteadyStateTest {

    /** Images until C2 has compiled everything; before, the interpreter makes objects of vectors. */
    private static final int MOST_WARM_UP = 4000;

    private static final int IMAGES = 20;

    /** Objects of the features, and what the JVM itself allocates now and then. */
    private static final long SLACK = 2048;

    static List<Path> pipelines() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("..", "conf", "pipelines"))) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("pipelines")
    void imagesAllocateTheirDescriptor(Path file) {
        Pipeline pipeline = Pipeline.of(PipelineConfig.load(file));
        assertThat(pipeline.spec().input().channels().count()).isEqualTo(1);
        long descriptor = 4L * pipeline.descriptorIndex().size();
        assertThat(allocated(pipeline, 64, 64)).isBetween(descriptor, descriptor + SLACK);
        assertThat(allocated(pipeline, 48, 75)).isBetween(descriptor, descriptor + SLACK);
    }

    /** Returns the bytes per image, in the long run. */
    private static long allocated(Pipeline pipeline, int height, int width) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        Random random = new Random(1);
        float[] values = new float[height * width];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat();
        }
        PlanarFeatureMap f = PlanarFeatureMap.of(1, height, width, values);
        long most = 4L * pipeline.descriptorIndex().size() + SLACK;
        long perImage = Long.MAX_VALUE;
        for (int i = 0; i < MOST_WARM_UP && perImage > most; i += IMAGES) {
            long before = threads.getThreadAllocatedBytes(thread);
            for (int j = 0; j < IMAGES; j++) {
                pipeline.apply(f, Set.of());
            }
            perImage = (threads.getThreadAllocatedBytes(thread) - before) / IMAGES;
        }
        return perImage;
    }
}
