package io.gconv.jobs;

import static io.gconv.jobs.error.UserException.usage;

import io.gconv.audit.Audit;
import io.gconv.audit.AuditOptions;
import io.gconv.audit.Membership;
import io.gconv.audit.Transformation;
import io.gconv.jobs.audit.AuditSettings;
import io.gconv.jobs.audit.DefaultTransformations;
import io.gconv.jobs.audit.Gate;
import io.gconv.jobs.audit.LocalErrors;
import io.gconv.jobs.config.AuditConfig;
import io.gconv.jobs.error.ExitCode;
import io.gconv.jobs.output.OutputFolder.Layout;
import io.gconv.jobs.spark.JobRequest;
import io.gconv.pipeline.Pipeline;
import io.gconv.pipeline.PipelineSpec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gconv audit}: how equivariant a pipeline is, on these images, layer by layer. */
@Command(
        name = "audit",
        description = "Measures how far a pipeline is from equivariance, for every image, layer and transformation.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionText.class,
        sortOptions = false,
        footer = {
            "",
            "Example: bin/gconv audit --input photos --pipeline se2 --output out/audit",
            "Writes tables measurements and summary, and report.html. A second run measures only the images that are",
            "not there yet, and judges all of them by the gates of that run. docs/audit.md says what the numbers mean."
        })
final class AuditCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private JobOptions options;

    @Option(
            names = "--transform",
            order = 10,
            split = TransformationText.SEPARATOR,
            converter = TransformationText.class,
            paramLabel = "TRANSFORMATION",
            description =
                    "\"rotation 22.5\", \"translation 0.5,0\", \"reflection 0\" (angle of the axis) or \"scaling 2\";"
                            + " repeatable. Default: those that suit the pipeline's group.")
    private List<Transformation> transforms = new ArrayList<>();

    @Option(
            names = "--gate",
            order = 11,
            paramLabel = "GATE",
            description =
                    "Exit with 5 unless this holds, for example \"projection rotation 90 p99 <= 1e-5\": LAYER KIND WHICH"
                            + " STATISTIC <= LIMIT, with * for any, WHICH also exact, on-grid or off-grid, and LIMIT"
                            + " also as \"3 floor\"; repeatable.")
    private List<String> gates = new ArrayList<>();

    @Option(
            names = "--audit-config",
            order = 12,
            paramLabel = "FILE",
            description =
                    "Transformations, gates and settings from a file: transforms, gates, blur-px, crop-px, points,"
                            + " control-images. Flags win.")
    private @Nullable String config;

    @Option(
            names = "--local",
            order = 13,
            description =
                    "Also measure local errors: how fast the error grows under an infinitesimal rotation, shift or"
                            + " scaling (the Lie derivative).")
    private boolean local;

    @Option(
            names = "--no-controls",
            order = 14,
            description = "Skip the controls: deliberately broken pipelines that must fail.")
    private boolean noControls;

    @Option(
            names = "--control-images",
            order = 15,
            paramLabel = "N",
            description = "Run the controls on N images. Default: 32.")
    private @Nullable Integer controlImages;

    @Option(
            names = "--blur-px",
            order = 16,
            paramLabel = "SIGMA",
            description = "Blur images first, so that aliasing of the pixel grid does not mask errors of the kernels."
                    + " Default: 1.")
    private @Nullable Double blur;

    @Option(
            names = "--crop-px",
            order = 17,
            paramLabel = "N",
            description = "Audit only the central N x N pixels of larger images, unless the pipeline declares a size."
                    + " Default: 256.")
    private @Nullable Integer crop;

    @Override
    public Integer call() throws IOException {
        options.requireOptions();
        if (noControls && controlImages != null) {
            throw usage(
                    "--no-controls and --control-images " + controlImages + " contradict each other; leave one out");
        }
        PipelineSpec pipelineSpec = PipelineFiles.load(options.pipeline());
        Pipeline built = PipelineFiles.build(options.pipeline(), pipelineSpec);
        if (options.printsConfig(pipelineSpec)) {
            return ExitCode.DONE.number();
        }
        AuditSettings settings = settings(built);
        JobRequest request = options.request(Layout.AUDIT, pipelineSpec, settings.flags());
        AuditRun run = new AuditRun(
                request,
                options,
                built,
                settings,
                spec.commandLine().getOut(),
                spec.commandLine().getErr());
        return (options.isDryRun() ? run.plan() : run.execute()).number();
    }

    private AuditSettings settings(Pipeline pipeline) {
        try {
            AuditConfig file = config == null ? AuditConfig.DEFAULT : AuditConfig.parse(text(config), config);
            List<Transformation> chosen = transforms.isEmpty()
                    ? file.transforms().stream().map(Transformation::parse).toList()
                    : transforms;
            List<Gate> judged = (gates.isEmpty() ? file.gates() : gates)
                    .stream().map(Gate::parse).toList();
            List<Transformation> judgedBy = chosen.isEmpty() ? defaults(pipeline) : chosen;
            AuditSettings settings = new AuditSettings(
                    judgedBy,
                    local ? LocalErrors.directions() : List.of(),
                    new AuditOptions(
                            blur == null ? file.options().blurPx() : blur,
                            crop == null ? file.options().cropPx() : crop,
                            file.options().points()),
                    noControls ? 0 : controlImages == null ? file.controlImages() : controlImages,
                    judged);
            List<String> layers = Audit.layers(pipeline.spec());
            Map<Transformation, Membership> memberships = new LinkedHashMap<>();
            judgedBy.forEach(
                    g -> memberships.put(g, g.membership(pipeline.spec().group(), pipeline.pitch())));
            judged.forEach(gate -> gate.check(layers, memberships));
            return settings;
        } catch (IllegalArgumentException e) {
            throw usage(String.valueOf(e.getMessage()));
        }
    }

    private static String text(String config) {
        return OptionText.read("--audit-config", config)
                .orElseThrow(() -> usage(OptionText.complaint("--audit-config", config)));
    }

    private static List<Transformation> defaults(Pipeline pipeline) {
        return DefaultTransformations.of(pipeline.spec().group(), pipeline.pitch());
    }
}
