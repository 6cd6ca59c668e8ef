package io.gconv.jobs.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;

class SessionsTest {

    private static String name(Optional<String> given, SparkConf conf) {
        return Sessions.appName(given, "gconv extract se2", conf);
    }

    @Test
    void theNameThatSubmitWasGivenIsKeptUnlessGconvHasOne() {
        SparkConf submitted = new SparkConf(false).set("spark.app.name", "nightly");
        assertThat(name(Optional.empty(), submitted)).isEqualTo("nightly");
        assertThat(name(Optional.of("mine"), submitted)).isEqualTo("mine");
    }

    /** Without a name spark-submit takes that of the class. */
    @Test
    void withoutANameItIsThatOfTheCommand() {
        SparkConf unnamed = new SparkConf(false).set("spark.app.name", "io.gconv.jobs.Main");
        assertThat(name(Optional.empty(), unnamed)).isEqualTo("gconv extract se2");
        assertThat(name(Optional.empty(), new SparkConf(false))).isEqualTo("gconv extract se2");
    }
}
