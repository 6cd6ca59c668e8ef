package io.gconv.jobs;

import static io.gconv.jobs.error.UserException.usage;

import io.gconv.image.DecodeOptions;
import io.gconv.jobs.config.PipelineConfig;
import io.gconv.jobs.config.ShippedPipelines;
import io.gconv.jobs.input.InputFormat;
import io.gconv.jobs.input.InputRequest;
import io.gconv.jobs.output.Json;
import io.gconv.jobs.output.OutputFolder.Layout;
import io.gconv.jobs.output.OutputSettings;
import io.gconv.jobs.output.Publication;
import io.gconv.jobs.spark.JobRequest;
import io.gconv.jobs.spark.ProgressStyle;
import io.gconv.jobs.spark.source.WaveOptions;
import io.gconv.jobs.spark.source.WaveOptions.Stale;
import io.gconv.jobs.spark.task.DecodeWatch;
import io.gconv.pipeline.PipelineSpec;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options that all jobs over images have. */
final class JobOptions {

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec command;

    @Option(
            names = "--input",
            order = 0,
            paramLabel = "PATH",
            description =
                    "A file, a folder or a glob, on any Hadoop file system, a Parquet table, or an IDX file (MNIST); may be"
                            + " repeated."
                            + " Folders are searched for png, jpg, jpeg, bmp, gif, tif, tiff.")
    private List<String> inputs = new ArrayList<>();

    @Option(
            names = "--manifest",
            order = 3,
            paramLabel = "FILE",
            description = "A list of image files: a text with a path per line, or a Parquet table with a column path;"
                    + " may be repeated.")
    private List<String> manifests = new ArrayList<>();

    @Option(
            names = "--input-format",
            order = 4,
            paramLabel = "FORMAT",
            converter = EnumName.OfInputFormat.class,
            description = "images, parquet, or auto: what ends in .parquet is a table, and so is a folder with Parquet"
                    + " files and no images.")
    private InputFormat inputFormat = InputFormat.AUTO;

    @Option(
            names = "--image-column",
            order = 5,
            paramLabel = "NAME",
            description = "Column of a table with the images: binary, or a struct with bytes and path. Default: image.")
    private String imageColumn = "";

    @Option(
            names = "--id-column",
            order = 6,
            paramLabel = "NAME",
            description =
                    "Table column to use as path. Default: the struct's path, otherwise FILE#ROW; _row forces FILE#ROW.")
    private String idColumn = "";

    @Option(
            names = "--keep",
            order = 7,
            split = UsageMessages.COMMA,
            splitSynopsisLabel = ",",
            paramLabel = "COLUMN",
            description = "Copy these columns of a table or Parquet manifest to the output.")
    private List<String> keep = new ArrayList<>();

    @Option(
            names = "--pipeline",
            order = 1,
            paramLabel = "FILE",
            description = "Pipeline: a file, with a scheme on any Hadoop file system, or a shipped one: "
                    + ShippedPipelines.IN_WORDS + ".")
    private String pipeline = "";

    @Option(
            names = "--output",
            order = 2,
            paramLabel = "FOLDER",
            description = "Folder for tables, reports and run files.")
    private String output = "";

    @Option(
            names = "--sample",
            order = 19,
            paramLabel = "N",
            description = "Take only N images, chosen by a hash of their paths: the same ones on every run.")
    private @Nullable Integer sample;

    @Option(
            names = "--all-files",
            order = 20,
            description = "Include every non-hidden file in a folder, whatever its extension.")
    private boolean allFiles;

    @Option(names = "--folder-label", order = 21, description = "Carry the name of an image's folder as column label.")
    private boolean folderLabel;

    @Option(
            names = "--max-pixels",
            order = 22,
            paramLabel = "N",
            converter = PixelCount.class,
            description = "Images with more pixels become error rows. Default: 64m (64,000,000).")
    private long maxPixels = DecodeOptions.DEFAULT_MAX_PIXELS;

    @Option(
            names = "--lenient",
            order = 23,
            description = "Use damaged images as far as they can be decoded; their rows say what is wrong.")
    private boolean lenient;

    @Option(
            names = "--decode-timeout-s",
            order = 24,
            paramLabel = "N",
            description = "Images that take longer to decode become error rows. Default: 60; 0 for no limit.")
    private int decodeTimeoutSeconds = DecodeWatch.DEFAULT_SECONDS;

    @Option(
            names = "--max-error-rate",
            order = 25,
            paramLabel = "RATE",
            description =
                    "Exit with 3 if more than this fraction of the output's rows are errors. Default: 1.0, never.")
    private double maxErrorRate = 1;

    @Option(
            names = "--partitions",
            order = 26,
            paramLabel = "N",
            description = "Number of tasks and files of a wave. Default: by size, number and cores.")
    private @Nullable Integer partitions;

    @Option(
            names = "--wave-images",
            order = 26,
            paramLabel = "N",
            description = "Publish after N images. Default: about once a minute, less often in long runs.")
    private @Nullable Integer waveImages;

    @Option(
            names = "--refresh",
            order = 26,
            description =
                    "Recompute images that changed since they were published, and delete rows whose files no longer"
                            + " exist in the given folders and globs.")
    private boolean refresh;

    @Option(
            names = "--retry-errors",
            order = 26,
            description = "Recompute images whose published rows are errors, for example after a storage outage.")
    private boolean retryErrors;

    @Option(
            names = "--publication",
            order = 26,
            paramLabel = "HOW",
            converter = EnumName.OfPublication.class,
            description =
                    "How rows become visible: rename, direct (for stores that cannot rename a folder in one step),"
                            + " or auto.")
    private Publication publication = Publication.AUTO;

    @Option(
            names = "--app-name",
            order = 27,
            paramLabel = "NAME",
            description =
                    "Name of the Spark application. Default: that of --name, before the --, or else gconv COMMAND PIPELINE.")
    private @Nullable String appName;

    @Option(names = "--quiet", order = 28, description = "No progress and no summary.")
    private boolean quiet;

    @Option(names = "--dry-run", order = 29, description = "Check everything, list the inputs, and stop.")
    private boolean dryRun;

    @Option(names = "--print-config", order = 30, description = "Print the resolved pipeline as JSON, and stop.")
    private boolean printConfig;

    /** Checked here and not by picocli, which would hide a misspelt option behind the missing one. */
    void requireOptions() {
        List<String> missing = new ArrayList<>();
        if (pipeline.isEmpty()) {
            missing.add("--pipeline FILE");
        }
        if (inputs.isEmpty() && manifests.isEmpty() && !printConfig) {
            missing.add("--input PATH");
        }
        if (output.isEmpty() && !printConfig) {
            missing.add("--output FOLDER");
        }
        if (!missing.isEmpty()) {
            throw usage("missing " + String.join(" and ", missing) + "; see gconv " + command.name() + " --help");
        }
        UsageMessages.refuseEmptyLists(command);
        if (partitions != null && partitions < 1) {
            throw usage("--partitions must be at least 1, but was " + partitions);
        }
        if (waveImages != null && waveImages < 1) {
            throw usage("--wave-images must be at least 1, but was " + waveImages);
        }
        if (sample != null && sample < 1) {
            throw usage("--sample must be at least 1, but was " + sample + "; without it all images are taken");
        }
        if (decodeTimeoutSeconds < 0) {
            throw usage("--decode-timeout-s must be at least 1, or 0 for no limit, but was " + decodeTimeoutSeconds);
        }
        if (!(maxErrorRate >= 0 && maxErrorRate <= 1)) {
            throw usage("--max-error-rate must be from 0 to 1, but was " + maxErrorRate);
        }
    }

    /** Returns what {@code --pipeline} names. */
    String pipeline() {
        return pipeline;
    }

    boolean isQuiet() {
        return quiet;
    }

    boolean isDryRun() {
        return dryRun;
    }

    /** Prints the pipeline, if that is all that is wanted. */
    boolean printsConfig(PipelineSpec spec) {
        if (printConfig) {
            command.commandLine().getOut().print(Json.pretty(PipelineConfig.render(spec)));
            command.commandLine().getOut().flush();
        }
        return printConfig;
    }

    /**
     * Returns the request.
     *
     * @param flags the options of the command itself that rows depend on
     */
    JobRequest request(Layout layout, PipelineSpec spec, SortedMap<String, String> flags) {
        SortedMap<String, String> all = new TreeMap<>(flags);
        all.put(OutputSettings.MAX_PIXELS, String.valueOf(maxPixels));
        if (lenient) {
            all.put(OutputSettings.LENIENT, "");
        }
        return new JobRequest(
                layout,
                command.commandLine().getParseResult().originalArgs(),
                new InputRequest(
                        inputs,
                        manifests,
                        inputFormat,
                        allFiles,
                        folderLabel,
                        imageColumn,
                        idColumn,
                        keep.stream().distinct().toList()),
                sample == null ? 0 : sample,
                spec,
                PipelineConfig.digest(spec),
                PipelineConfig.render(spec),
                output,
                all,
                new WaveOptions(
                        partitions == null ? 0 : partitions, waveImages == null ? 0 : waveImages, stale(), publication),
                spec.input()
                        .decodeOptions(
                                maxPixels, lenient ? DecodeOptions.Leniency.LENIENT : DecodeOptions.Leniency.STRICT),
                decodeTimeoutSeconds,
                maxErrorRate,
                Optional.ofNullable(appName));
    }

    private Set<Stale> stale() {
        Set<Stale> stale = EnumSet.noneOf(Stale.class);
        if (refresh) {
            stale.add(Stale.CHANGED);
        }
        if (retryErrors) {
            stale.add(Stale.ERRORS);
        }
        return stale;
    }

    ProgressStyle progressStyle() {
        if (quiet) {
            return ProgressStyle.NONE;
        }
        // the launcher looks whether standard error is a terminal; Java cannot
        return "1".equals(System.getenv("GCONV_TERMINAL")) ? ProgressStyle.TERMINAL : ProgressStyle.LINES;
    }
}
