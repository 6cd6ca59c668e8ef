package io.gconv.jobs;

import static io.gconv.jobs.error.UserException.usage;

import io.gconv.image.DecodeOptions;
import io.gconv.jobs.config.PipelineConfig;
import io.gconv.jobs.error.ExitCode;
import io.gconv.jobs.output.Json;
import io.gconv.jobs.spark.ExtractRequest;
import io.gconv.jobs.spark.ProgressStyle;
import io.gconv.pipeline.Pipeline;
import io.gconv.pipeline.PipelineSpec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
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

    @Option(
            names = "--input",
            paramLabel = "PATH",
            description = "A file, a folder or a glob, on any Hadoop file system; may be repeated."
                    + " Folders are searched for png, jpg, jpeg, bmp, gif, tif, tiff.")
    private List<String> inputs = new ArrayList<>();

    @Option(
            names = "--pipeline",
            paramLabel = "FILE",
            description = "Pipeline: a file, or the name of a shipped one such as se2.")
    private String pipeline = "";

    @Option(names = "--output", paramLabel = "FOLDER", description = "Folder for features, maps and run files.")
    private String output = "";

    @Option(
            names = "--maps",
            split = ",",
            paramLabel = "LAYER",
            description = "Also write the feature maps of these layers.")
    private List<String> maps = new ArrayList<>();

    @Option(names = "--all-files", description = "Take every file of a folder, whatever its extension.")
    private boolean allFiles;

    @Option(names = "--folder-label", description = "Carry the name of an image's folder as column label.")
    private boolean folderLabel;

    @Option(
            names = "--max-pixels",
            paramLabel = "N",
            converter = PixelCount.class,
            description = "Larger images become error rows. Such as 64000000 or 64m, the default.")
    private long maxPixels = DecodeOptions.DEFAULT_MAX_PIXELS;

    @Option(names = "--lenient", description = "Use damaged images as far as they can be decoded.")
    private boolean lenient;

    @Option(
            names = "--max-error-rate",
            paramLabel = "RATE",
            description = "Exit with 3 if a larger share of the rows in the output are errors. Default: 1.0, never.")
    private double maxErrorRate = 1;

    @Option(
            names = "--partitions",
            paramLabel = "N",
            description = "Number of tasks and files. Default: by size, number and cores.")
    private @Nullable Integer partitions;

    @Option(
            names = "--app-name",
            paramLabel = "NAME",
            description = "Name of the Spark application. Default: gconv extract PIPELINE.")
    private @Nullable String appName;

    @Option(names = "--quiet", description = "No progress and no summary.")
    private boolean quiet;

    @Option(names = "--dry-run", description = "Check everything, list the inputs, and stop.")
    private boolean dryRun;

    @Option(names = "--print-config", description = "Print the resolved pipeline as JSON, and stop.")
    private boolean printConfig;

    @Override
    public Integer call() throws IOException {
        requireOptions();
        PipelineSpec pipelineSpec = PipelineFiles.load(pipeline);
        Pipeline built = PipelineFiles.build(pipeline, pipelineSpec);
        String canonical = PipelineConfig.render(pipelineSpec);
        if (printConfig) {
            spec.commandLine().getOut().print(Json.pretty(canonical));
            spec.commandLine().getOut().flush();
            return ExitCode.DONE.number();
        }
        ExtractRequest request = request(pipelineSpec, built.layerNames(), canonical);
        ExtractRun run = new ExtractRun(
                request, spec.commandLine().getOut(), spec.commandLine().getErr());
        return (dryRun ? run.plan() : run.execute(built, progressStyle(), quiet)).number();
    }

    /** Checked here and not by picocli, which would hide a misspelt option behind the missing one. */
    private void requireOptions() {
        List<String> missing = new ArrayList<>();
        if (pipeline.isEmpty()) {
            missing.add("--pipeline FILE");
        }
        if (inputs.isEmpty() && !printConfig) {
            missing.add("--input PATH");
        }
        if (output.isEmpty() && !printConfig) {
            missing.add("--output FOLDER");
        }
        if (!missing.isEmpty()) {
            throw usage("missing " + String.join(" and ", missing) + "; see gconv extract --help");
        }
    }

    private ExtractRequest request(PipelineSpec pipelineSpec, List<String> layers, String canonical) {
        for (String layer : maps) {
            if (!layers.contains(layer)) {
                throw usage("--maps " + layer + " is no layer of pipeline " + pipelineSpec.name() + "; its layers are "
                        + String.join(", ", layers));
            }
        }
        if (partitions != null && partitions < 1) {
            throw usage("--partitions must be at least 1, but was " + partitions);
        }
        if (!(maxErrorRate >= 0 && maxErrorRate <= 1)) {
            throw usage("--max-error-rate must be from 0 to 1, but was " + maxErrorRate);
        }
        return new ExtractRequest(
                spec.commandLine().getParseResult().originalArgs(),
                inputs,
                allFiles,
                folderLabel,
                pipelineSpec,
                PipelineConfig.digest(pipelineSpec),
                canonical,
                output,
                layers.stream().filter(maps::contains).toList(),
                partitions == null ? 0 : partitions,
                pipelineSpec
                        .input()
                        .decodeOptions(
                                maxPixels, lenient ? DecodeOptions.Leniency.LENIENT : DecodeOptions.Leniency.STRICT),
                maxErrorRate,
                appName == null ? "gconv extract " + pipelineSpec.name() : appName);
    }

    private ProgressStyle progressStyle() {
        if (quiet) {
            return ProgressStyle.NONE;
        }
        // the launcher looks whether standard error is a terminal; Java cannot
        return "1".equals(System.getenv("GCONV_TERMINAL")) ? ProgressStyle.TERMINAL : ProgressStyle.LINES;
    }
}
