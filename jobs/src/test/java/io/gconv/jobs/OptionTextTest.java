package io.gconv.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.gconv.jobs.Gconv.Result;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An outage of a store may pass; a scheduler tries again what ends with 1, and nothing that ends with 2. */
class OptionTextTest {

    @BeforeEach
    void startSpark() {
        Gconv.spark();
    }

    /** Nobody listens on that port. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "describe --pipeline http://127.0.0.1:1/p.conf",
                "audit --pipeline se2 --input x --output y --audit-config http://127.0.0.1:1/p.conf"
            })
    void aStoreThatDoesNotAnswerIsNoWrongUsage(String commandLine) {
        Result result = Gconv.run(commandLine.split(" "));
        assertThat(result.err())
                .startsWith("gconv: --")
                .contains("http://127.0.0.1:1/p.conf cannot be read: Connection refused");
        assertThat(result.exitCode()).isEqualTo(1);
    }

    /** Hadoop wraps it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "describe --pipeline hdfs://no.invalid:8020/p.conf",
                "extract --pipeline se2 --output y --input hdfs://no.invalid:8020/a.png",
                "extract --pipeline se2 --output y --manifest hdfs://no.invalid:8020/list",
                "extract --pipeline se2 --input x --output hdfs://no.invalid:8020/out"
            })
    void aNameThatIsNotResolvedIsNoWrongUsage(String commandLine) {
        Result result = Gconv.run(commandLine.split(" "));
        assertThat(result.err())
                .startsWith("gconv: --")
                .contains(" cannot be reached: java.net.UnknownHostException: no.invalid");
        assertThat(result.exitCode()).isEqualTo(1);
    }

    @Test
    void whatIsNotInTheStoreIsWrongUsage() {
        Gconv.run("describe", "--pipeline", "file:/no/such.conf")
                .assertUsage("--pipeline file:/no/such.conf cannot be read: File file:/no/such.conf does not exist");
    }
}
