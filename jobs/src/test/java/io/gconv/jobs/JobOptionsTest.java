package io.gconv.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.gconv.image.DecodeOptions.Leniency;
import io.gconv.jobs.config.PipelineConfig;
import io.gconv.jobs.output.OutputFolder.Layout;
import io.gconv.jobs.spark.JobRequest;
import io.gconv.jobs.spark.ProgressStyle;
import java.nio.file.Path;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What a job is asked to do by its command line. */
class JobOptionsTest {

    @Command(name = "job")
    private static final class Job {
        @Mixin
        private final JobOptions options = new JobOptions();
    }

    static JobOptions options(String commandLine) {
        Job job = new Job();
        new CommandLine(job).parseArgs(commandLine.split(" "));
        return job.options;
    }

    private static JobRequest request(String more) {
        return options("--input in --output out --pipeline tiny" + more)
                .request(Layout.EXTRACT, PipelineConfig.load(Path.of(Gconv.pipeline("tiny"))), new TreeMap<>());
    }

    @Test
    void flagsReachTheJob() {
        JobRequest request = request(" --lenient --max-pixels 6k --decode-timeout-s 7 --app-name mine"
                + " --max-error-rate 0.25 --partitions 3 --wave-images 5");
        assertThat(request.decoding().leniency()).isEqualTo(Leniency.LENIENT);
        assertThat(request.decoding().maxPixels()).isEqualTo(6000);
        assertThat(request.decodeTimeoutSeconds()).isEqualTo(7);
        assertThat(request.appName()).contains("mine");
        assertThat(request.maxErrorRate()).isEqualTo(0.25);
        assertThat(request.waves().partitions()).isEqualTo(3);
        assertThat(request.waves().images()).isEqualTo(5);
        assertThat(request.flags())
                .containsOnlyKeys("--lenient", "--max-pixels")
                .containsEntry("--max-pixels", "6000");
    }

    @Test
    void withoutFlagsThereAreDefaults() {
        JobRequest request = request("");
        assertThat(request.decoding().leniency()).isEqualTo(Leniency.STRICT);
        assertThat(request.decoding().maxPixels()).isEqualTo(64_000_000);
        assertThat(request.decodeTimeoutSeconds()).isEqualTo(60);
        assertThat(request.appName()).isEmpty();
        assertThat(request.maxErrorRate()).isEqualTo(1);
        assertThat(request.waves().stale()).isEmpty();
        assertThat(request.flags()).containsOnlyKeys("--max-pixels").containsEntry("--max-pixels", "64000000");
    }

    @Test
    void quietJobsShowNoProgress() {
        assertThat(options("--quiet").progressStyle()).isEqualTo(ProgressStyle.NONE);
        assertThat(options("--lenient").progressStyle()).isNotEqualTo(ProgressStyle.NONE);
    }
}
