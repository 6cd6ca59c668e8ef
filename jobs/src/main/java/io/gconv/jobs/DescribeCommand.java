package io.gconv.jobs;

import static io.gconv.jobs.error.UserException.usage;

import io.gconv.jobs.config.PipelineConfig;
import io.gconv.jobs.config.ShippedPipelines;
import io.gconv.jobs.output.Json;
import io.gconv.jobs.report.OneLine;
import io.gconv.jobs.report.PipelineDescription;
import io.gconv.pipeline.Pipeline;
import io.gconv.pipeline.PipelineSpec;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gconv describe}: what a pipeline computes and what it costs. Needs no Spark. */
@Command(
        name = "describe",
        description =
                "Shows the layers of a pipeline, their shapes, cost and algorithms, and what each number of its descriptor"
                        + " means.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionText.class)
final class DescribeCommand implements Callable<Integer> {

    private static final Pattern SIZE = Pattern.compile("(\\d{1,6})(?:[xX×](\\d{1,6}))?");

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(
            names = "--pipeline",
            paramLabel = "FILE",
            description = "Pipeline: a file, or a shipped one: " + ShippedPipelines.IN_WORDS + ".")
    private String pipeline = "";

    @Option(
            names = "--size",
            paramLabel = "N|WxH",
            description = "Size of an image in pixels. Default: what the pipeline declares, or 64x64.")
    private @Nullable String size;

    @Option(names = "--json", description = "Print JSON, with one entry per number of the descriptor.")
    private boolean json;

    @Override
    public Integer call() {
        if (pipeline.isEmpty()) {
            throw usage("missing --pipeline FILE; see gconv describe --help");
        }
        PipelineSpec pipelineSpec = PipelineFiles.load(pipeline);
        Pipeline built = PipelineFiles.build(pipeline, pipelineSpec);
        PipelineDescription description;
        try {
            description = describe(built, PipelineConfig.digest(pipelineSpec));
        } catch (IllegalArgumentException e) {
            throw usage(pipeline + ": " + e.getMessage());
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.print(Json.write(description.toMap()));
        } else {
            description.text().stream().map(OneLine::of).forEach(out::println);
        }
        out.flush();
        return 0;
    }

    private PipelineDescription describe(Pipeline built, String digest) {
        if (size == null) {
            return PipelineDescription.ofDefaultSize(built, digest);
        }
        Matcher matcher = SIZE.matcher(size);
        if (!matcher.matches()) {
            throw usage("--size must be pixels such as 64 or WIDTHxHEIGHT such as 128x96, but was " + size);
        }
        int width = Integer.parseInt(matcher.group(1));
        int height = matcher.group(2) == null ? width : Integer.parseInt(matcher.group(2));
        if (width < 1 || height < 1) {
            throw usage("--size must be at least 1, but was " + size);
        }
        return PipelineDescription.of(built, digest, width, height);
    }
}
