package io.gconv.jobs;

import static io.gconv.jobs.error.UserException.usage;

import io.gconv.audit.Transformation;
import io.gconv.image.DecodeOptions;
import io.gconv.jobs.config.PipelineConfig;
import io.gconv.jobs.config.ShippedPipelines;
import io.gconv.jobs.show.ShowJob;
import io.gconv.jobs.show.ShowRequest;
import io.gconv.pipeline.Pipeline;
import io.gconv.pipeline.PipelineSpec;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gconv show}: pictures of what a pipeline does with an image. Needs no Spark. */
@Command(
        name = "show",
        description = "Draws what a pipeline does with an image: its kernels in every pose, the feature maps, their"
                + " projections, and how the maps move when the image is turned or scaled. Writes PNG files and one page,"
                + " index.html, that holds them all.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionText.class,
        sortOptions = false,
        footer = {
            "",
            "Example: bin/gconv show --input photo.jpg --pipeline se2 --output out/show --transform \"rotation 45\"",
            "Writes OUTPUT/index.html and, per image, OUTPUT/NAME/input.png, lecture.png, and per layer kernels-LAYER.png,"
                    + " maps-LAYER.png and projection-LAYER.png; files of an earlier run are replaced.",
            "Exit codes: 0 all images are shown; 1 the output cannot be written; 2 wrong usage; 3 an image is unreadable or"
                    + " not for this pipeline, which is said in a line, and the others are shown; 4 the output has files of"
                    + " others."
        })
final class ShowCommand implements Callable<Integer> {

    private static final int MOST_IMAGES = 16;
    private static final int SMALLEST_SIDE = 8;
    private static final int LARGEST_SIDE = 2048;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(
            names = "--input",
            paramLabel = "FILE",
            description =
                    "An image file on this machine, not of a store; may be repeated, up to " + MOST_IMAGES + " times.")
    private List<String> inputs = new ArrayList<>();

    @Option(
            names = "--pipeline",
            paramLabel = "FILE",
            description = "Pipeline: a file, or a shipped one: " + ShippedPipelines.IN_WORDS + ".")
    private String pipeline = "";

    @Option(
            names = "--output",
            paramLabel = "FOLDER",
            description = "Folder for the pictures and the page: a new one, an empty one, or that of an earlier show.")
    private String output = "";

    @Option(
            names = "--transform",
            split = TransformationText.SEPARATOR,
            converter = TransformationText.class,
            paramLabel = "TRANSFORMATION",
            description = "What lecture.png does to the image: \"rotation DEGREES\" (counter-clockwise), \"reflection"
                    + " DEGREES\" (of the axis), \"translation X,Y\" (pixels) or \"scaling FACTOR\"; may be repeated. Default: a"
                    + " quarter turn, a reflection and the next scale, where the group has them.")
    private List<Transformation> transforms = new ArrayList<>();

    @Option(
            names = "--layer",
            split = UsageMessages.COMMA,
            splitSynopsisLabel = ",",
            paramLabel = "LAYER",
            description = "Show these layers only; the first one of them is in lecture.png. Default: all.")
    private List<String> layers = new ArrayList<>();

    @Option(
            names = "--channels",
            split = UsageMessages.COMMA,
            splitSynopsisLabel = ",",
            paramLabel = "N",
            description =
                    "Show these channels, counted from 0; the first one is in lecture.png. Default: the first 12, and"
                            + " in lecture.png the one that depends most on the pose.")
    private List<Integer> channels = new ArrayList<>();

    @Option(
            names = "--max-side",
            paramLabel = "N",
            description = "Crop larger images to their central N x N pixels. Default: 256.")
    private int maxSide = 256;

    @Option(
            names = "--max-pixels",
            paramLabel = "N",
            converter = PixelCount.class,
            description = "Images with more pixels are not decoded. Default: 64m (64,000,000).")
    private long maxPixels = DecodeOptions.DEFAULT_MAX_PIXELS;

    @Override
    public Integer call() {
        // before the first class of AWT: a DISPLAY that does not answer must not matter
        System.setProperty("java.awt.headless", "true");
        requireOptions();
        List<Path> files =
                new LinkedHashSet<>(inputs).stream().map(ShowCommand::file).toList();
        Path folder = folder();
        PipelineSpec pipelineSpec = PipelineFiles.load(pipeline);
        Pipeline built = PipelineFiles.build(pipeline, pipelineSpec);
        ShowRequest request = new ShowRequest(
                files,
                built,
                PipelineConfig.digest(pipelineSpec),
                folder,
                transforms,
                layers(built),
                channels.stream().distinct().toList(),
                maxSide,
                maxPixels);
        return new ShowJob(
                        request, spec.commandLine().getOut(), spec.commandLine().getErr())
                .run()
                .number();
    }

    /** Checked here and not by picocli, which would hide a misspelt option behind the missing one. */
    private void requireOptions() {
        List<String> missing = new ArrayList<>();
        if (pipeline.isEmpty()) {
            missing.add("--pipeline FILE");
        }
        if (inputs.isEmpty()) {
            missing.add("--input FILE");
        }
        if (output.isEmpty()) {
            missing.add("--output FOLDER");
        }
        if (!missing.isEmpty()) {
            throw usage("missing " + String.join(" and ", missing) + "; see gconv show --help");
        }
        UsageMessages.refuseEmptyLists(spec);
        if (inputs.size() > MOST_IMAGES) {
            throw usage("show takes at most " + MOST_IMAGES + " images, but got " + inputs.size()
                    + "; for whole data sets there is gconv extract");
        }
        if (maxSide < SMALLEST_SIDE || maxSide > LARGEST_SIDE) {
            throw usage("--max-side must be from " + SMALLEST_SIDE + " to " + LARGEST_SIDE + ", but was " + maxSide);
        }
    }

    private static Path path(String option, String argument) {
        try {
            if (argument.startsWith("file:")) {
                return Path.of(URI.create(argument));
            }
            if (argument.matches("[A-Za-z][A-Za-z0-9+.-]+://.*")) {
                throw usage(option + " " + argument
                        + " is not on this machine; show works on local files, so copy it first");
            }
            return Path.of(argument);
        } catch (InvalidPathException e) {
            throw usage(option + " " + argument + " is not a path: " + e.getMessage());
        } catch (IllegalArgumentException e) {
            throw usage(option + " " + argument + " is not a local file: " + e.getMessage());
        }
    }

    private static Path file(String argument) {
        Path file = path("--input", argument);
        if (Files.isDirectory(file)) {
            throw usage("--input " + argument + " is a folder; show takes image files, such as --input "
                    + file.resolve("image.png"));
        }
        if (!Files.exists(file)) {
            throw usage("--input " + argument + " does not exist; show takes image files");
        }
        return file;
    }

    private Path folder() {
        Path folder = path("--output", output);
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw usage("--output " + output + " is a file; name a folder");
        }
        return folder;
    }

    private List<String> layers(Pipeline built) {
        List<String> all = built.layerNames();
        for (String layer : layers) {
            if (!all.contains(layer)) {
                throw usage("--layer " + layer + " is no layer of pipeline "
                        + built.spec().name() + "; its layers are " + String.join(", ", all));
            }
        }
        return layers.isEmpty() ? all : all.stream().filter(layers::contains).toList();
    }
}
