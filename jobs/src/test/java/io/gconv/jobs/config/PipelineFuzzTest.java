package io.gconv.jobs.config;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class PipelineFuzzTest {

    /** More by bench/fuzz. */
    @Test
    void damagedFilesGiveAPipelineOrOneLineForTheUser() throws IOException {
        PipelineFuzz fuzz = new PipelineFuzz(PipelineFuzz.texts(List.of(Path.of("..", "conf", "pipelines"))), 1);
        for (int i = 0; i < 500; i++) {
            String text = fuzz.input(i);
            assertThatCode(() -> PipelineFuzz.outcome(text)).as("input %d", i).doesNotThrowAnyException();
        }
    }
}
