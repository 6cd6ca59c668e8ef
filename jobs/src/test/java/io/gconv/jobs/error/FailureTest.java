package io.gconv.jobs.error;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FailureTest {

    @Test
    void whatBeganItIsSaidAndForMemoryWhatHelps() {
        Throwable aborted = new IllegalStateException("Job aborted", new OutOfMemoryError("Java heap space"));
        assertThat(Failure.of(aborted))
                .isEqualTo(new Failure(
                        ExitCode.CRASH,
                        "Java heap space: give more with --driver-memory (local masters) or --executor-memory before"
                                + " the --"));
        assertThat(Failure.of(new IllegalStateException("Job aborted", new IllegalStateException("first\nsecond")))
                        .reason())
                .isEqualTo("first");
    }
}
