package io.gconv.jobs;

import static io.gconv.jobs.error.UserException.usage;

import io.gconv.jobs.error.ExitCode;
import io.gconv.jobs.output.OutputFolder.Layout;
import io.gconv.jobs.spark.JobRequest;
import io.gconv.jobs.spark.task.Extraction;
import io.gconv.pipeline.Pipeline;
import io.gconv.pipeline.PipelineSpec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gconv extract}: images in, features out. */
@Command(
        name = "extract",
        description = "Computes the features of images and writes them as Parquet, one row per image.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionText.class,
        sortOptions = false,
        footer = {
            "",
            "Example: bin/gconv extract --input photos --pipeline se2 --output out/features",
            "A second run with the same pipeline and output computes only the images that are not there yet."
        })
final class ExtractCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private JobOptions options;

    @Option(
            names = "--maps",
            order = 10,
            split = UsageMessages.COMMA,
            splitSynopsisLabel = ",",
            paramLabel = "LAYER",
            description = "Also write the feature maps of these layers.")
    private List<String> maps = new ArrayList<>();

    @Option(
            names = "--tile-px",
            order = 11,
            paramLabel = "N",
            description = "Read and compute images with a side of more than N pixels in tiles of N x N. Default: 4096.")
    private int tilePx = Extraction.DEFAULT_TILE_PX;

    @Override
    public Integer call() throws IOException {
        options.requireOptions();
        if (tilePx < 1) {
            throw usage("--tile-px must be at least 1, but was " + tilePx);
        }
        PipelineSpec pipelineSpec = PipelineFiles.load(options.pipeline());
        Pipeline built = PipelineFiles.build(options.pipeline(), pipelineSpec);
        if (options.printsConfig(pipelineSpec)) {
            return ExitCode.DONE.number();
        }
        List<String> keep = keep(pipelineSpec, built.layerNames());
        SortedMap<String, String> flags = new TreeMap<>();
        if (!keep.isEmpty()) {
            flags.put("--maps", String.join(",", keep));
        }
        JobRequest request = options.request(Layout.EXTRACT, pipelineSpec, flags);
        ExtractRun run = new ExtractRun(
                request,
                options,
                built,
                keep,
                tilePx,
                spec.commandLine().getOut(),
                spec.commandLine().getErr());
        return (options.isDryRun() ? run.plan() : run.execute()).number();
    }

    private List<String> keep(PipelineSpec pipelineSpec, List<String> layers) {
        for (String layer : maps) {
            if (!layers.contains(layer)) {
                throw usage("--maps " + layer + " is no layer of pipeline " + pipelineSpec.name() + "; its layers are "
                        + String.join(", ", layers));
            }
        }
        return layers.stream().filter(maps::contains).toList();
    }
}
