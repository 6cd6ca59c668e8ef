package io.gconv.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.sun.management.ThreadMXBean;
import io.gconv.feature.GroupFeatureMap;
import io.gconv.feature.PlanarFeatureMap;
import io.gconv.group.CyclicGroup;
import io.gconv.group.PlanarGroup;
import io.gconv.image.DecodeOptions;
import io.gconv.layer.Padding;
import io.gconv.layer.Projection;
import io.gconv.layer.SpatialPooling;
import io.gconv.pipeline.DescriptorSpec.Compression;
import io.gconv.pipeline.DescriptorSpec.Harmonics;
import io.gconv.pipeline.DescriptorSpec.Margin;
import io.gconv.pipeline.DescriptorSpec.Pooled;
import io.gconv.pipeline.DescriptorSpec.RegionSpec;
import io.gconv.pipeline.RunPlan.Cutting;
import io.gconv.testing.TestMaps;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An image of the size of the one before allocates its features and nothing else. */
class SteadyStateTest {

    /** Images until C2 has compiled everything; before, the interpreter makes objects of vectors. */
    private static final int MOST_WARM_UP = 4000;

    private static final int IMAGES = 20;

    /** Objects of the features, and what the JVM itself allocates now and then. */
    private static final long SLACK = 2048;

    private static void assertAllocates(Pipeline pipeline, int height, int width, Set<String> keep, long mapBytes) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        PlanarFeatureMap f = TestMaps.smooth(1, 1, height, width, 5);
        long features = 4L * pipeline.descriptorIndex().size() + mapBytes;
        long perImage = Long.MAX_VALUE;
        for (int i = 0; i < MOST_WARM_UP && perImage > features + SLACK; i += IMAGES) {
            long before = threads.getThreadAllocatedBytes(thread);
            for (int j = 0; j < IMAGES; j++) {
                pipeline.apply(f, keep);
            }
            perImage = (threads.getThreadAllocatedBytes(thread) - before) / IMAGES;
        }
        assertThat(perImage).isBetween(features, features + SLACK);
    }

    @ParameterizedTest
    @MethodSource("io.gconv.testing.TestGroups#all")
    void imagesAllocateTheirDescriptor(PlanarGroup group) {
        Pipeline pipeline = Pipeline.of(TestPipelines.drawn(group));
        assertAllocates(pipeline, 64, 64, Set.of(), 0);
        assertAllocates(pipeline, 45, 70, Set.of(), 0);
    }

    @Test
    void imagesAllocateTheMapsThatAreKept() {
        Pipeline pipeline = Pipeline.of(TestPipelines.drawn(new CyclicGroup(8)));
        assertAllocates(pipeline, 40, 50, Set.of("second"), 4L * 3 * 8 * 40 * 50);
    }

    /** What admission control counts on: the first image of a size, whose buffers are new. */
    @Test
    void workingBytesBoundWhatTheFirstImageAllocates() {
        Pipeline pipeline = Pipeline.of(TestPipelines.drawn(new CyclicGroup(8)));
        Set<String> keep = Set.of("lift");
        assertAllocates(
                pipeline, 100, 150, Set.of(), 0); // compiles the same algorithms: interpreted vectors are objects
        double bound = pipeline.workingBytes(200, 300)
                + pipeline.mapBytes(200, 300, keep); // also prepares the kernels, which are not of the thread
        PlanarFeatureMap f = TestMaps.smooth(1, 1, 200, 300, 5);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
        pipeline.apply(f, keep);
        double allocated =
                threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
        assertThat(allocated).isBetween(0.8 * bound, bound + 256 * SLACK); // the matrices that planning looks at
    }

    static Stream<DescriptorSpec> parts() {
        RegionSpec rings = new RegionSpec(8, new Margin.Pixels(0));
        return Stream.of(
                new Pooled(
                        "any",
                        List.of(),
                        List.of(new Projection.Max(), new Projection.Mean()),
                        rings,
                        List.of(Statistic.values()),
                        new Compression.None()),
                new Harmonics("any", List.of(), rings, 4, List.of(0, 1), new Compression.None()));
    }

    /** The sums of 32 channels in 8 rings, and what they keep after the first image. */
    @ParameterizedTest
    @MethodSource("parts")
    void theSumsOfADescriptorAreAsLargeAsItsBytesSay(DescriptorSpec spec) {
        CyclicGroup group = new CyclicGroup(4);
        List<Integer> channels = IntStream.range(0, 32).boxed().toList();
        DescriptorPart part = new DescriptorPart(spec, group, channels, 0, 1);
        Cells cells = new Cells(4, 60, 80, 0, 1, 60, 80);
        GroupFeatureMap map = TestMaps.integers(1, group, 32, 60, 80, 0);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long allocated = 0;
        for (int i = 0; i < 2; i++) { // the first loads classes
            long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
            RegionSums<GroupFeatureMap> sums = part.sums(60, 80, cells);
            sums.clear();
            sums.add(map, new RegionSums.Window(0, 0, 0, 60, 0, 80));
            allocated = threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
        }
        assertThat((double) allocated).isCloseTo(part.bytes(cells, 80), withinPercentage(20)); // headers, and the total
    }

    /** With pooling, strips of several heights and the mean removed. */
    @Test
    void stripsAllocateNothing() {
        InputSpec input = new InputSpec(
                DecodeOptions.Channels.GRAY, DecodeOptions.Range.UNIT, 0, InputSpec.Mean.REMOVED, List.of());
        CyclicGroup group = new CyclicGroup(4);
        PipelineSpec spec = new PipelineSpec(
                "strips",
                "",
                input,
                group,
                TestPipelines.lift(Padding.ZERO),
                List.of(new LayerSpec.Pooling("half", new SpatialPooling(3)), TestPipelines.second(group)),
                List.of(TestPipelines.meanOfMaximum()));
        Pipeline pipeline = Pipeline.of(spec);
        PipelineRun run = new PipelineRun(new RunPlan(pipeline, 121, 61, new Cutting(256, 0, 0, 30)));
        assertThat(run.plan().strips(run.plan().bands().get(0))).hasSizeGreaterThan(2);
        PlanarFeatureMap f = TestMaps.smooth(1, 1, 121, 61, 5);
        float[] expected = run.compute(f, Set.of()).descriptor();
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        long allocated = Long.MAX_VALUE;
        for (int i = 0; i < MOST_WARM_UP && allocated > SLACK; i++) {
            long before = threads.getThreadAllocatedBytes(thread);
            Features last = run.compute(f, Set.of());
            allocated = threads.getThreadAllocatedBytes(thread) - before;
            assertThat(last.descriptor()).isEqualTo(expected);
        }
        assertThat(allocated).isLessThan(SLACK);
    }
}
